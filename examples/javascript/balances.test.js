// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Balances } from './balances.js';

const noTime = async () => {};

/** Lets all others run who can. */
const othersRun = () => new Promise(resolve => {
  setImmediate(resolve);
});

test('no update is lost, whoever awaits', async () => {
  const balances = new Balances(1, noTime, othersRun);
  await Promise.all(Array.from({ length: 20 }, () => balances.apply({ user: 'ada', change: 3 })));
  assert.equal(balances.of('ada'), 60);
});

test('the work is done before the stripe is locked', async () => {
  let working = 0;
  const balances = new Balances(1, async () => {
    working++;
    await new Promise(() => {}); // For ever.
  }, noTime);
  balances.apply({ user: 'ada', change: 1 });
  balances.apply({ user: 'ada', change: 1 });
  await othersRun();
  assert.equal(working, 2);
});

test('changes of one stripe wait for each other, and those of another one do not', async () => {
  /** @type {(() => void)[]} */
  const held = [];
  const balances = new Balances(64, noTime, () => new Promise(resolve => {
    held.push(resolve);
  }));
  balances.apply({ user: 'ada', change: 1 });
  balances.apply({ user: 'ada', change: 1 });
  await othersRun();
  assert.equal(held.length, 1);
  balances.apply({ user: 'bob', change: 5 });
  await othersRun();
  assert.equal(held.length, 2);
  held[1]();
  await othersRun();
  assert.deepEqual([balances.of('ada'), balances.of('bob')], [0, 5]);
  held[0]();
  await othersRun();
  assert.deepEqual([balances.of('ada'), held.length], [1, 3]);
});

test('a change that fails changes nothing, and the next one has its turn', async () => {
  const balances = new Balances(1, noTime, noTime);
  await balances.apply({ user: 'ada', change: Number.MAX_SAFE_INTEGER });
  await assert.rejects(balances.apply({ user: 'ada', change: 1 }), RangeError);
  await balances.apply({ user: 'ada', change: -1 });
  assert.equal(balances.of('ada'), Number.MAX_SAFE_INTEGER - 1);
});

test('the names that objects have are users like any other', async () => {
  const balances = new Balances(4, noTime, noTime);
  for (const user of ['__proto__', 'constructor', 'toString']) {
    assert.equal(balances.of(user), 0);
    await balances.apply({ user, change: 5 });
    assert.equal(balances.of(user), 5);
  }
});
