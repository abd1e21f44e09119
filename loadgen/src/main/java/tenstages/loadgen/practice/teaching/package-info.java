/** For whoever teaches: what an exam is worth, where a class stands, and the ladder as ten issues. */
package tenstages.loadgen.practice.teaching;
