// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { LineDecoder, LineTooLong } from './lines.js';

/**
 * @param {LineDecoder} decoder
 * @returns {string[]}
 */
function linesIn(decoder) {
  const lines = [];
  for (let line = decoder.next(); line; line = decoder.next()) {
    lines.push(line.toString());
  }
  return lines;
}

test('the pieces do not matter', () => {
  const input = Buffer.from('one\ntwo\r\n\n\r\nthr\ree\r\r\nrest');
  for (let size = 1; size <= input.length; size++) {
    const decoder = new LineDecoder(100);
    const lines = [];
    for (let at = 0; at < input.length; at += size) {
      decoder.feed(Buffer.from(input.subarray(at, at + size)));
      lines.push(...linesIn(decoder));
    }
    assert.deepEqual(lines, ['one', 'two', '', '', 'thr\ree\r'], `pieces of ${size}`);
  }
});

test('a piece may come before the lines of the last one are taken', () => {
  const decoder = new LineDecoder(100);
  decoder.feed(Buffer.from('one\ntwo\nth'));
  assert.equal(decoder.next()?.toString(), 'one');
  decoder.feed(Buffer.from('ree\n'));
  assert.deepEqual(linesIn(decoder), ['two', 'three']);
});

test('a line may be as long as the limit, without its line end', () => {
  const decoder = new LineDecoder(3);
  decoder.feed(Buffer.from('123\n123\r\n123\r'));
  assert.deepEqual(linesIn(decoder), ['123', '123']);
  decoder.feed(Buffer.from('\n'));
  assert.deepEqual(linesIn(decoder), ['123']);
});

test('a line too long is known without its end', () => {
  for (const input of ['ok\n1234', 'ok\n1234\n', 'ok\n123\r\r', 'ok\n123\rx']) {
    const decoder = new LineDecoder(3);
    decoder.feed(Buffer.from(input));
    assert.equal(decoder.next()?.toString(), 'ok');
    assert.throws(() => decoder.next(), LineTooLong, input);
  }
});
