// @ts-check
/**
 * The server of stage 10. This file puts its parts together.
 *
 *     clients <==> acceptor, connection
 *                      | lines
 *                      v
 *                  handler -> parse, reply
 *                   |    |
 *             offer |    | of
 *                   v    v
 *               queue   balances
 *                   |    ^
 *              take |    | apply
 *                   v    |
 *                  workers            --workers async functions
 *
 * All of it runs on one thread. Another function can run only while this one awaits, so what stands between two awaits
 * needs no lock.
 */

import { constants } from 'node:os';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { Acceptor } from './acceptor.js';
import { Balances } from './balances.js';
import { readConfig } from './config.js';
import { drain } from './drain.js';
import { Handler } from './handler.js';
import { Metrics } from './metrics.js';
import { complain, print } from './output.js';
import { Queue } from './queue.js';
import { metricsReply } from './reply.js';
import { startWorkers } from './workers.js';

/** A process that ends at a signal has this plus the number of the signal as its exit code. */
const SIGNAL_EXIT_BASE = 128;

/** @typedef {'SIGINT' | 'SIGTERM'} Signal */

/** Serves until a signal, then drains. Returns the exit code. */
async function main() {
  const { config, help, mistake } = readConfig(process.argv.slice(2), process.env);
  if (help) {
    await print(help);
    return 0;
  }
  if (!config) {
    await complain(`${mistake} (--help explains every option)`);
    return 2;
  }
  const firstSignal = signals();
  const server = create(config);
  try {
    const { address, port } = await server.acceptor.listen(config.host, config.port);
    print(`listening on ${address}:${port}`);
  } catch (error) {
    await complain(`cannot listen on ${config.host}:${config.port} (--host, --port): ${messageOf(error)}`);
    return 1;
  }
  await firstSignal;
  complain('draining; a second signal ends it at once');
  return account(await drain(server, config.drainMs));
}

/** @param {import('./config.js').Config} config */
function create({ queue: places, workers: count, stripes, workMs, holdMs, maxLineBytes, maxConnections }) {
  const queue = new Queue(places);
  const metrics = new Metrics();
  const balances = new Balances(stripes, simulated(workMs), simulated(holdMs));
  const workers = startWorkers(count, queue, balances, metrics);
  const handler = new Handler(queue, balances, metrics);
  const acceptor = new Acceptor(handler, maxLineBytes, maxConnections);
  return { acceptor, queue, workers, metrics };
}

/**
 * Work that takes time, such as a call to a database. (A timer of 0 ms would take 1 ms.)
 *
 * @param {number} ms
 * @returns {() => Promise<void>}
 */
function simulated(ms) {
  return ms > 0 ? () => sleep(ms) : async () => {};
}

/** A promise of the first signal. A second one ends the process at once. */
function signals() {
  return new Promise(resolve => {
    let isFirst = true;
    const onSignal = (/** @type {Signal} */ signal) => {
      if (!isFirst) {
        process.exit(SIGNAL_EXIT_BASE + constants.signals[signal]);
      }
      isFirst = false;
      resolve(signal);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}

/**
 * Prints what became of every event ever received. Returns the exit code: 1 if accepted events are lost.
 *
 * @param {import('./metrics.js').Snapshot} snapshot
 */
async function account(snapshot) {
  await print(metricsReply(snapshot));
  if (snapshot.pending > 0) {
    await complain(`the drain ran out of time (--drain-ms); accepted events lost: ${snapshot.pending}`);
    return 1;
  }
  await complain('drained');
  return 0;
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

// To wait until nothing is left to do would not do: after the deadline there is.
process.exit(await main());
