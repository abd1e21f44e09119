// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Balances } from './balances.js';
import { Metrics } from './metrics.js';
import { Queue } from './queue.js';
import { startWorkers } from './workers.js';

test('a worker goes on after an event that fails', async () => {
  const queue = new Queue(9);
  const metrics = new Metrics();
  const balances = new Balances(1, async () => {}, async () => {});
  for (const change of [Number.MAX_SAFE_INTEGER, 1, -7]) {
    metrics.received++;
    queue.offer({ kind: /** @type {const} */ ('event'), user: 'ada', change });
  }
  queue.close();
  await startWorkers(1, queue, balances, metrics);
  assert.deepEqual(metrics.snapshot(), { received: 3, processed: 2, dropped: 0, failed: 1, pending: 0 });
  assert.equal(balances.of('ada'), Number.MAX_SAFE_INTEGER - 7);
});
