// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Ends the server from the outside in: the listener, new events, the queue, the connections. Each step relies on the
 * one before it. After the deadline it waits for nothing more. Returns what became of all events.
 *
 * @param {object} server
 * @param {import('./acceptor.js').Acceptor} server.acceptor
 * @param {{ close(): void }} server.queue
 * @param {Promise<void>} server.workers
 * @param {import('./metrics.js').Metrics} server.metrics
 * @param {number} drainMs
 */
export async function drain({ acceptor, queue, workers, metrics }, drainMs) {
  const deadline = sleep(drainMs);
  acceptor.stop();
  queue.close();
  await Promise.race([workers, deadline]);
  await Promise.race([acceptor.closeConnections(), deadline]);
  return metrics.snapshot();
}
