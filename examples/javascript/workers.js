// @ts-check
import { complainOnce } from './output.js';

/**
 * Starts so many workers, which take events from the queue and apply them. The promise is kept when the queue is closed
 * and its last event is applied.
 *
 * @param {number} count
 * @param {import('./queue.js').Queue<import('./request.js').Event>} queue
 * @param {import('./balances.js').Balances} balances
 * @param {import('./metrics.js').Metrics} metrics
 */
export async function startWorkers(count, queue, balances, metrics) {
  await Promise.all(Array.from({ length: count }, () => work(queue, balances, metrics)));
}

/**
 * @param {import('./queue.js').Queue<import('./request.js').Event>} queue
 * @param {import('./balances.js').Balances} balances
 * @param {import('./metrics.js').Metrics} metrics
 */
async function work(queue, balances, metrics) {
  for await (const event of queue) {
    try {
      await balances.apply(event);
      metrics.processed++;
    } catch (error) {
      metrics.failed++;
      complainOnce(`an event failed, and others may, too: ${error}`);
    }
  }
}
