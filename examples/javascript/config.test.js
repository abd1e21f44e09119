// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readConfig } from './config.js';

test('the command line comes first, then the environment, then the defaults', () => {
  const environment = { TEN_QUEUE: '7', TEN_WORKERS: '3', TEN_STRIPES: '' };
  assert.deepEqual(readConfig(['--workers', '2', '--drain-ms=0'], environment).config, {
    host: '127.0.0.1',
    port: 7010,
    maxLineBytes: 65_536,
    maxConnections: 10_000,
    workMs: 100,
    queue: 7,
    workers: 2,
    holdMs: 10,
    stripes: 64,
    drainMs: 0,
  });
});

test('mistakes are explained in one line', () => {
  const mistakes = /** @type {const} */ ([
    [['--queue', '0'], "--queue: must be an integer from 1 to 16777216, not '0'"],
    [['--port', '7e3'], "--port: must be an integer from 0 to 65535, not '7e3'"],
    [['--quue', '5'], "Unknown option '--quue'"],
    [['7000'], "Unexpected argument '7000'"],
  ]);
  for (const [args, mistake] of mistakes) {
    assert.equal(readConfig([...args], {}).mistake, mistake);
  }
  assert.match(readConfig([], { TEN_PORT: 'x' }).mistake ?? '', /^TEN_PORT: must be/);
});

test('the help names every option', () => {
  assert.match(readConfig(['-h'], {}).help ?? '', /--queue N .*\(default: 100\)/);
});
