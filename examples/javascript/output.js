// @ts-check
/** Printing. That nobody reads it is no reason to stop serving. */

import process from 'node:process';

// Without a listener, an error of these streams would end the process.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

/**
 * Prints a line on stdout. The promise is kept when the line is handed over, or cannot be.
 *
 * @param {string} line
 */
export function print(line) {
  return write(process.stdout, line);
}

/**
 * Prints a line on stderr. The promise is kept when the line is handed over, or cannot be.
 *
 * @param {string} line
 */
export function complain(line) {
  return write(process.stderr, line);
}

const complainedOf = new Set();

/**
 * Prints a line on stderr if it has not been printed before. To write to a pipe that is full stops the event loop, so
 * nothing is printed as often as a client likes.
 *
 * @param {string} line
 */
export function complainOnce(line) {
  if (!complainedOf.has(line)) {
    complainedOf.add(line);
    complain(line);
  }
}

/**
 * @param {NodeJS.WriteStream} stream
 * @param {string} line
 * @returns {Promise<void>}
 */
function write(stream, line) {
  return new Promise(resolve => {
    stream.write(`${line}\n`, () => resolve());
  });
}
