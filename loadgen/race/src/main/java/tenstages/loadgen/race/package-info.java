/**
 * The race: the same load on several servers, one after the other, and what the system says of their processes.
 * This package may use {@code engine} and {@code process}. {@link tenstages.loadgen.race.Race} is where to begin.
 */
package tenstages.loadgen.race;
