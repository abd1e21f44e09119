/**
 * Proofs by schedule: what is claimed of a program, what is tried for it, and what came of each trial. The schedules
 * themselves are tried in another process, by the module {@code proofs}. {@link tenstages.loadgen.proofs.Claims}
 * is where to begin.
 */
package tenstages.loadgen.proofs;
