/** The one number that hurts, guessed before it is measured, and the guess beside it afterwards. */
package tenstages.loadgen.practice.predict;
