/** The parts, measured alone with JMH: {@code bench/run jmh}. */
package tenstages.bench.jmh;
