// @ts-check
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { mock, test } from 'node:test';

import { Connection } from './connection.js';
import { LINE_TOO_LONG, NOT_HTTP } from './reply.js';

/** A socket without a network. Its client reads when `read` is called. */
class FakeSocket extends Duplex {
  received = '';
  /** @type {{ ms: number, callback: () => void } | undefined} */
  silent;
  /** @type {(() => void) | undefined} */
  #written;

  constructor() {
    super({ highWaterMark: 16, allowHalfOpen: true });
  }

  _read() {}

  /**
   * @param {Buffer} chunk
   * @param {BufferEncoding} _
   * @param {() => void} written
   */
  _write(chunk, _, written) {
    this.received += chunk;
    this.#written = written;
  }

  /** Takes what was written, and lets the server go on until it waits again. */
  async readByClient() {
    for (let written = this.#written; written; written = this.#written) {
      this.#written = undefined;
      written();
      await othersRun();
    }
  }

  /**
   * @param {number} ms
   * @param {() => void} callback called when the client was silent for so long
   */
  setTimeout(ms, callback) {
    this.silent = { ms, callback };
    return this;
  }
}

const othersRun = () => new Promise(resolve => {
  setImmediate(() => setImmediate(resolve));
});

/** Answers each line with itself, but for HTTP. */
class Echo {
  answered = 0;

  /** @param {Buffer} line */
  answer(line) {
    this.answered++;
    return line.toString() === 'HTTP' ? NOT_HTTP : line.toString();
  }
}

function connect() {
  const socket = new FakeSocket();
  const handler = new Echo();
  const connection = new Connection(/** @type {any} */ (socket), /** @type {any} */ (handler), 100);
  return { socket, handler, connection };
}

const manyLines = Array.from({ length: 1000 }, (_, i) => `line ${i}\n`).join('');

test('no reply is kept back while half a line waits', async () => {
  const { socket } = connect();
  socket.push('one\ntw');
  await othersRun();
  assert.equal(socket.received, 'one\n');
  await socket.readByClient();
  socket.push('o\n');
  await othersRun();
  assert.equal(socket.received, 'one\ntwo\n');
});

test('while a client does not read, no more than one turn is answered, and nothing read', async () => {
  const { socket, handler } = connect();
  socket.push(manyLines);
  await othersRun();
  assert.equal(handler.answered, 64);
  assert.equal(socket.isPaused(), true);
  await socket.readByClient();
  assert.equal(socket.received, manyLines);
  assert.equal(socket.isPaused(), false);
});

test('a client that has sent its end gets all replies, and then the end', async () => {
  const { socket } = connect();
  socket.push(`${manyLines}no line`);
  socket.push(null);
  const closed = once(socket, 'close');
  await othersRun();
  await socket.readByClient();
  await closed;
  assert.equal(socket.received, manyLines);
});

test('a server that closes answers what it has read, and then ends', async () => {
  const { socket, connection } = connect();
  socket.push(`${manyLines}half a line`);
  await othersRun();
  connection.close();
  await othersRun();
  assert.equal(socket.writableEnded, false);
  const finished = once(socket, 'finish');
  await socket.readByClient();
  await finished;
  assert.equal(socket.received, manyLines);
});

test('an idle connection is ended at once when the server closes', async () => {
  const { socket, connection } = connect();
  await othersRun();
  connection.close();
  await once(socket, 'finish');
});

test('nothing is answered after a last reply', async () => {
  for (const [last, reply] of [['HTTP', NOT_HTTP], ['x'.repeat(101), LINE_TOO_LONG]]) {
    const { socket, handler } = connect();
    socket.push(`one\n${last}\ntwo\n`);
    const finished = once(socket, 'finish');
    await othersRun();
    socket.push('three\n');
    await socket.readByClient();
    await finished;
    socket.push('four\n');
    await othersRun();
    assert.equal(socket.received, `one\n${reply}\n`);
    assert.ok(handler.answered <= 2);
    socket.destroy();
  }
});

for (const end of ['is silent', 'has had its time']) {
  test(`a client that stays after its last reply is cut off when it ${end}, and not before it could read`, async () => {
    /** @type {{ ms?: number, callback: () => void }[]} */
    const timers = [];
    const { mock: timer } = mock.method(globalThis, 'setTimeout', (
      /** @type {() => void} */ callback,
      /** @type {number} */ ms,
    ) => timers.push({ ms, callback }));
    const { socket } = connect();
    socket.push('HTTP\n');
    await othersRun();
    assert.deepEqual([socket.silent, timers], [undefined, []]);
    const finished = once(socket, 'finish');
    await socket.readByClient();
    await finished;
    timer.restore();
    assert.deepEqual([socket.silent?.ms, timers[0].ms], [1000, 5000]);
    assert.equal(socket.destroyed, false);
    (end === 'is silent' ? socket.silent : timers[0])?.callback();
    assert.equal(socket.destroyed, true);
  });
}
