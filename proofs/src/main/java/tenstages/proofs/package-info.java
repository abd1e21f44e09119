/**
 * Tries the schedules of a few threads, one by one, on classes that know nothing of it. {@link tenstages.proofs.Proof}
 * says what is tried, and {@link tenstages.proofs.Main} tries it.
 */
package tenstages.proofs;
