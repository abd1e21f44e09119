// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { INVALID_JSON, NOT_HTTP, invalidRequestReply } from './reply.js';
import { parse } from './request.js';

const WRONG_TYPE = 'type: must be balance, metrics or health, or absent for an event';
const WRONG_USER = 'user: must be a string of 1 to 128 characters, not blank';
const WRONG_ACTION = 'action: must be buy or sell';
const WRONG_AMOUNT = 'amount: must be an integer from 1 to 1000000000';

/** @param {string | Buffer} line */
const parsed = line => parse(Buffer.from(line));

/**
 * @param {string | Buffer} line
 * @param {string} reply
 */
const refuses = (line, reply) => assert.throws(() => parsed(line), { reply }, String(line).slice(0, 60));

/**
 * @param {string} line
 * @param {string} detail
 */
const refusesRequest = (line, detail) => refuses(line, invalidRequestReply(detail));

test('requests', () => {
  const event = { kind: 'event', user: 'ada', change: 5 };
  assert.deepEqual(parsed('{"user":"ada","action":"buy","amount":5}'), event);
  assert.deepEqual(parsed(' {"amount" : 5 ,"action":"sell","user":"ada"} '), { ...event, change: -5 });
  assert.deepEqual(parsed('{"user":1,"\\u0075ser":"\\u0061da","x":[{}],"action":"b\\u0075y","amount":5}'), event);
  assert.deepEqual(parsed('{"user":"ada","USER":"bob","action":"buy","Amount":7,"amount":5}'), event);
  assert.deepEqual(parsed('{"type":"balance","user":"__proto__"}'), { kind: 'balance', user: '__proto__' });
  assert.deepEqual(parsed('{"\\u0074ype":"metrics","user":5}'), { kind: 'metrics' });
  assert.deepEqual(parsed('{"type":"health"}'), { kind: 'health' });
});

test('what is no JSON', () => {
  for (const line of ['', '{', '{}{}', '{} x', '01', '.5', 'NaN', "'a'", '{a:1}', '[1,]', '// x', '{"a\tb":1}']) {
    refuses(line, INVALID_JSON);
  }
  refuses('\v{}', INVALID_JSON);
  refuses('\ufeff{}', INVALID_JSON);
  refuses('1.5x', INVALID_JSON);
  refuses('['.repeat(100_000), INVALID_JSON);
});

test('what is no UTF-8', () => {
  refuses(Buffer.from('{"x":"\xc3"}', 'latin1'), INVALID_JSON);
  refuses(Buffer.from('{"x":"\xed\xa0\x80"}', 'latin1'), INVALID_JSON);
  assert.deepEqual(parsed('{"type":"health"}'), { kind: 'health' });
});

test('what is HTTP', () => {
  for (const line of ['GET / HTTP/1.1', 'POST / HTTP/1.0', Buffer.from('\xff HTTP/1.1', 'latin1')]) {
    refuses(line, NOT_HTTP);
  }
  for (const line of ['HTTP/1.1', 'GET / HTTP/2.0', 'GET / http/1.1', 'GET / HTTP/1.1 ', ' HTTP/1.1\r']) {
    refuses(line, INVALID_JSON);
  }
});

test('JSON that is no object', () => {
  for (const line of ['null', 'true', '1e400', '"x"', '[]', '[{"user":"a"}]', '9'.repeat(1000), '-0.5E-7']) {
    refusesRequest(line, 'request: must be a JSON object');
  }
});

test('types', () => {
  for (const type of ['null', '""', '"toString"', '"constructor"', '["health"]', '"Health"', '{}']) {
    refusesRequest(`{"type":${type},"user":"a","action":"buy","amount":1}`, WRONG_TYPE);
  }
});

test('users', () => {
  for (const user of ['u'.repeat(128), '😀'.repeat(64), 'é'.repeat(128), '\\u0000', ' a ', '\\ud800']) {
    refusesRequest(`{"user":"${user}"}`, WRONG_ACTION);
  }
  for (const user of ['u'.repeat(129), '😀'.repeat(65), '', ' \\t\\r\\n']) {
    refusesRequest(`{"user":"${user}"}`, WRONG_USER);
  }
  for (const line of ['{}', '{"type":"balance"}', '{"user":["a"]}', '{"user":5}', '{"user":"a","user":null}']) {
    refusesRequest(line, WRONG_USER);
  }
  refusesRequest('{"__proto__":{"user":"a","action":"buy","amount":1}}', WRONG_USER);
});

test('actions', () => {
  for (const action of ['"BUY"', '["buy"]', '"toString"', 'null', '1', '"buy\\u0000"']) {
    refusesRequest(`{"user":"a","action":${action},"amount":1}`, WRONG_ACTION);
  }
});

test('amounts', () => {
  for (const amount of ['0', '-0', '-1', '1000000001', '1e400', '100.0', '1e2', '1E2', '"100"', 'true', 'null']) {
    refusesRequest(`{"user":"a","action":"buy","amount":${amount}}`, WRONG_AMOUNT);
  }
});

test('an amount is known by its own text, wherever else there are fractions', () => {
  const good = { kind: 'event', user: 'a1.5', change: 5 };
  assert.deepEqual(parsed('{"user":"a1.5","action":"buy","amount":5}'), good);
  assert.deepEqual(parsed('{"amount":1.5,"user":"a1.5","action":"buy","x":"\\"2e3","amount":5,"y":2e3}'), good);
  assert.deepEqual(parsed('{"user":"a1.5","action":"buy","\\u0061mount":5,"y":{"amount":5.0}}'), good);
  refusesRequest('{"user":"a1.5","action":"buy","\\u0061mount":5.0,"y":{"amount":5}}', WRONG_AMOUNT);
  refusesRequest('{"user":"a\\\\","action":"buy","amount":5.0,"y":"\\""}', WRONG_AMOUNT);
});

test('a string of a megabyte is a string', () => {
  refusesRequest(`{"x":"${'\\"'.repeat(500_000)}","y":1.5}`, WRONG_USER);
});
