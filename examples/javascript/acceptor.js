// @ts-check
import { once } from 'node:events';
import { createServer } from 'node:net';

import { Connection } from './connection.js';
import { complainOnce } from './output.js';
import { TOO_MANY_CONNECTIONS } from './reply.js';

/** Clients the kernel may keep waiting between two turns of the loop. */
const BACKLOG = 1024;

/** Listens, and makes a connection of each client, up to a limit. */
export class Acceptor {
  #handler;
  #maxLineBytes;
  #maxConnections;
  /** @type {Set<Connection>} */
  #connections = new Set();
  // Without allowHalfOpen, Node would close a connection when its client has sent its end, replies or not.
  #server = createServer({ allowHalfOpen: true, keepAlive: true, noDelay: true });
  #closed = once(this.#server, 'close');

  /**
   * @param {import('./handler.js').Handler} handler
   * @param {number} maxLineBytes
   * @param {number} maxConnections
   */
  constructor(handler, maxLineBytes, maxConnections) {
    this.#handler = handler;
    this.#maxLineBytes = maxLineBytes;
    this.#maxConnections = maxConnections;
  }

  /**
   * @param {string} host
   * @param {number} port
   * @returns {Promise<import('node:net').AddressInfo>} where it listens
   */
  async listen(host, port) {
    this.#server.listen({ host, port, backlog: BACKLOG });
    await once(this.#server, 'listening');
    this.#server.on('connection', socket => this.#admit(socket));
    // The process may have no file descriptor left. Without a listener, that would end it.
    this.#server.on('error', error => complainOnce(`cannot accept, will keep trying: ${error.message}`));
    return /** @type {import('node:net').AddressInfo} */ (this.#server.address());
  }

  /** Closes the listener. The connections live on. */
  stop() {
    this.#server.close();
  }

  /** Closes each connection once its replies are written. The promise is kept when the last one is closed. */
  async closeConnections() {
    for (const connection of this.#connections) {
      connection.close();
    }
    await this.#closed;
  }

  /** @param {import('node:net').Socket} socket */
  #admit(socket) {
    // Without a listener, an error would end the process. The event 'close' follows it.
    socket.on('error', () => {});
    if (this.#connections.size >= this.#maxConnections) {
      turnAway(socket);
      return;
    }
    const connection = new Connection(socket, this.#handler, this.#maxLineBytes);
    this.#connections.add(connection);
    socket.on('close', () => this.#connections.delete(connection));
  }
}

/**
 * If the client has spoken already, TCP may send it a reset instead. To linger would take a place that others wait for.
 *
 * @param {import('node:net').Socket} socket
 */
function turnAway(socket) {
  socket.write(`${TOO_MANY_CONNECTIONS}\n`);
  socket.destroySoon();
}
