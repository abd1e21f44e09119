/** From an empty file to the last stage without leaving one command: it watches, builds, examines and tells. */
package tenstages.loadgen.practice.learn;
