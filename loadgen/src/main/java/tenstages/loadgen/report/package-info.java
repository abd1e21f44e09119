/**
 * The results in words: for a terminal, as JSON, JUnit XML and HTML.
 * This package may use everything but {@code cli}. It measures nothing.
 */
package tenstages.loadgen.report;
