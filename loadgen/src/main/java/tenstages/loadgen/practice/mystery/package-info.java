/** Wrong servers that somebody has to find out: which there are, how one is started, and what is said in the end. */
package tenstages.loadgen.practice.mystery;
