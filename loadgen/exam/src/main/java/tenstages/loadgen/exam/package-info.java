/**
 * The exam: each promise of the protocol as an item, a server put to all of them, and words for what went wrong.
 * This package may use {@code process} and {@code protocol}. {@link tenstages.loadgen.exam.Examination} is where to
 * begin.
 */
package tenstages.loadgen.exam;
