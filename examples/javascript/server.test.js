// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('server.js', import.meta.url));
const EVENT = '{"user":"ada","action":"buy","amount":3}';
const HEALTH = '{"type":"health"}';
const ACCEPTED = '{"status":"accepted"}';

/** @type {import('node:child_process').ChildProcess[]} */
const processes = [];
after(() => processes.forEach(server => server.kill('SIGKILL')));

/** @param {string[]} options */
async function start(...options) {
  const server = spawn(process.execPath, [SERVER, '--port', '0', '--work-ms', '0', '--hold-ms', '0', ...options]);
  processes.push(server);
  let errors = '';
  server.stderr.on('data', text => {
    errors += text;
  });
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const exited = once(server, 'close').then(([code]) => code);
  const port = Number((await lines.next()).value.split(':')[1]);
  return {
    server,
    port,
    exited,
    lastLine: async () => (await lines.next()).value,
    errors: () => errors,
  };
}

/**
 * A client that waits for each reply. To a server that is gone it talks in vain.
 *
 * @param {number} port
 */
function dial(port) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  const replies = createInterface({ input: socket })[Symbol.asyncIterator]();
  const read = async () => (await replies.next()).value;
  const ask = async (/** @type {string} */ line) => {
    socket.write(`${line}\n`);
    return read();
  };
  return { socket, read, ask };
}

test('a drain loses nothing', async () => {
  const { server, port, exited, lastLine } = await start('--queue', '20');
  const counts = { accepted: 0, refused: 0 };
  const clients = Array.from({ length: 4 }, async () => {
    const { ask } = dial(port);
    for (let reply = await ask(EVENT); reply; reply = await ask(EVENT)) {
      if (reply !== ACCEPTED) {
        counts.refused++;
      } else if (++counts.accepted === 400) {
        server.kill('SIGTERM');
      }
    }
  });
  const last = JSON.parse(await lastLine());
  assert.equal(await exited, 0);
  await Promise.all(clients);
  assert.equal(last.processed, counts.accepted);
  assert.equal(last.received, counts.accepted + counts.refused);
  assert.equal(last.pending, 0);
});

test('a drain that takes too long says how many events are lost', async () => {
  const { server, port, exited, lastLine, errors } = await start('--work-ms', '3600000', '--drain-ms', '1');
  const { ask, read } = dial(port);
  assert.equal(await ask(EVENT), ACCEPTED);
  assert.equal(await ask(EVENT), ACCEPTED);
  server.kill('SIGINT');
  assert.equal(await lastLine(), '{"received":2,"processed":0,"dropped":0,"pending":2,"failed":0}');
  assert.equal(await exited, 1);
  assert.match(errors(), /accepted events lost: 2$/m);
  assert.equal(await read(), undefined);
});

test('in a drain events are refused and queries answered, and a second signal ends it', async () => {
  const { server, port, exited, lastLine } = await start('--work-ms', '3600000');
  const { ask } = dial(port);
  assert.equal(await ask(EVENT), ACCEPTED);
  assert.equal(await ask(HEALTH), '{"status":"ok"}');
  server.kill('SIGINT');
  let health;
  do {
    health = await ask(HEALTH); // Until the signal has arrived.
  } while (health === '{"status":"ok"}');
  assert.equal(health, '{"status":"draining"}');
  assert.equal(await ask(EVENT), '{"status":"rejected","reason":"shutting_down"}');
  assert.equal(await ask('{"type":"balance","user":"ada"}'), '{"status":"ok","balance":0}');
  server.kill('SIGTERM');
  assert.equal(await exited, 143);
  assert.equal(await lastLine(), undefined);
});

test('a client too many is turned away until another one leaves', async () => {
  const { port } = await start('--max-connections', '1');
  const first = dial(port);
  assert.equal(await first.ask(HEALTH), '{"status":"ok"}');
  const second = dial(port);
  assert.equal(await second.read(), '{"status":"rejected","reason":"too_many_connections"}');
  assert.equal(await second.read(), undefined);
  first.socket.destroy();
  let reply;
  do {
    const third = dial(port); // Until the server has noticed.
    reply = await third.ask(HEALTH);
    third.socket.destroy();
  } while (reply !== '{"status":"ok"}');
});

test('a server whose stdout nobody reads goes on', async () => {
  const { server, port, exited } = await start();
  server.stdout?.destroy();
  assert.equal(await dial(port).ask(EVENT), ACCEPTED);
  server.kill('SIGTERM');
  assert.equal(await exited, 0);
});
