/**
 * The protocol as a client sees it: requests, replies, the options of each stage, and a client that blocks.
 * This package may use the JDK alone. {@link tenstages.loadgen.protocol.LineClient} is where to begin.
 */
package tenstages.loadgen.protocol;
