/** Fifty questions of interviews: read from their page, asked in an order that a memory decides. */
package tenstages.loadgen.practice.quiz;
