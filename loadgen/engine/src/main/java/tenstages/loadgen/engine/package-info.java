/**
 * The load: many connections on few threads, each request timed from when it was due, and a verdict on the figures.
 * This package may use {@code protocol}. {@link tenstages.loadgen.engine.LoadEngine} is where to begin.
 */
package tenstages.loadgen.engine;
