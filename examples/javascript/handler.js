// @ts-check
import { BadRequest, parse } from './request.js';
import * as reply from './reply.js';

/** Answers lines. All connections share it. */
export class Handler {
  #queue;
  #balances;
  #metrics;

  /**
   * @param {import('./queue.js').Queue<import('./request.js').Event>} queue
   * @param {import('./balances.js').Balances} balances
   * @param {import('./metrics.js').Metrics} metrics
   */
  constructor(queue, balances, metrics) {
    this.#queue = queue;
    this.#balances = balances;
    this.#metrics = metrics;
  }

  /**
   * The reply to a line, which is given without its line end. There is no await on this way: nobody comes in between,
   * and the replies of a connection are in order.
   *
   * @param {Buffer} line
   * @returns {string}
   */
  answer(line) {
    try {
      return this.#answerRequest(parse(line));
    } catch (error) {
      if (error instanceof BadRequest) {
        return error.reply;
      }
      throw error;
    }
  }

  /** @param {import('./request.js').Request} request */
  #answerRequest(request) {
    switch (request.kind) {
      case 'event':
        return this.#offer(request);
      case 'balance':
        return reply.balanceReply(this.#balances.of(request.user));
      case 'metrics':
        return reply.metricsReply(this.#metrics.snapshot());
      case 'health':
        return this.#queue.isClosed ? reply.DRAINING : reply.OK;
    }
  }

  /** @param {import('./request.js').Event} event */
  #offer(event) {
    this.#metrics.received++;
    if (this.#queue.offer(event)) {
      return reply.ACCEPTED;
    }
    this.#metrics.dropped++;
    return this.#queue.isClosed ? reply.SHUTTING_DOWN : reply.SERVER_BUSY;
  }
}
