// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Queue } from './queue.js';

test('a queue has as many places as it is told', async () => {
  const queue = new Queue(2);
  assert.deepEqual([1, 2, 3].map(item => queue.offer(item)), [true, true, false]);
  assert.equal(await queue.take(), 1);
  assert.deepEqual([4, 5].map(item => queue.offer(item)), [true, false]);
});

test('items are taken in the order in which they came', async () => {
  const queue = new Queue(9);
  const taken = [];
  for (const item of [1, 2, 3]) {
    queue.offer(item);
  }
  taken.push(await queue.take());
  queue.offer(4);
  queue.close();
  for await (const item of queue) {
    taken.push(item);
  }
  assert.deepEqual(taken, [1, 2, 3, 4]);
});

test('an item goes to a worker that waits, and takes no place', async () => {
  const queue = new Queue(1);
  const taken = queue.take();
  assert.deepEqual([1, 2, 3].map(item => queue.offer(item)), [true, true, false]);
  assert.equal(await taken, 1);
});

test('a closed queue takes nothing, and lets those go who wait', async () => {
  const queue = new Queue(1);
  const taken = [queue.take(), queue.take()];
  queue.close();
  assert.equal(queue.offer(1), false);
  assert.deepEqual(await Promise.all(taken), [undefined, undefined]);
});
