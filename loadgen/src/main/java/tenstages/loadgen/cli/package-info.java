/**
 * The command line: one class for each verb, which reads options, runs what is below, and chooses the exit code.
 * This package may use all others, and none of them may use it. {@link tenstages.loadgen.cli.Main} is where to begin.
 */
package tenstages.loadgen.cli;
