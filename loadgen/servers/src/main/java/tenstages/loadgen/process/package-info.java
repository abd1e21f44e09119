/**
 * Servers as processes: found by name, built, started in any language, signalled, and ended with all that they started.
 * This package may use the JDK alone. {@link tenstages.loadgen.process.Programs} is where to begin.
 */
package tenstages.loadgen.process;
