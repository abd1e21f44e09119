/** What a learner does with the ladder: guesses, builds, finds mistakes, answers; and what is kept of it. */
package tenstages.loadgen.practice;
