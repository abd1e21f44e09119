/**
 * The breaks: an attack for each stage, run on it and on the next one, and what must come of it on either.
 * This package may use {@code engine}, {@code process} and {@code protocol}. Begin with
 * {@link tenstages.loadgen.pains.Scenario}.
 */
package tenstages.loadgen.pains;
