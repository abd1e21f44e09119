// @ts-check
/**
 * The queue between the connections and the workers. An event for which a worker waits takes no place in it.
 *
 * @template T
 */
export class Queue {
  #places;
  // Array.shift() moves all the others, so there are two arrays: one to push to, and one, in reverse, to pop from.
  /** @type {T[]} */
  #incoming = [];
  /** @type {T[]} */
  #outgoing = [];
  /** @type {((item: T | undefined) => void)[]} */
  #waiting = [];
  #isClosed = false;

  /** @param {number} places */
  constructor(places) {
    this.#places = places;
  }

  get isClosed() {
    return this.#isClosed;
  }

  /**
   * Whether the queue takes the item: it does not if it is full or closed. Never waits.
   *
   * @param {T} item
   */
  offer(item) {
    if (this.#isClosed) {
      return false;
    }
    const waiting = this.#waiting.pop();
    if (waiting) {
      waiting(item);
      return true;
    }
    if (this.#incoming.length + this.#outgoing.length >= this.#places) {
      return false;
    }
    this.#incoming.push(item);
    return true;
  }

  /** No item comes in from now on. Those that are in can still be taken. */
  close() {
    this.#isClosed = true;
    for (const waiting of this.#waiting.splice(0)) {
      waiting(undefined);
    }
  }

  /**
   * The next item, as soon as there is one, or undefined once the queue is closed and empty.
   *
   * @returns {Promise<T | undefined>}
   */
  take() {
    if (this.#outgoing.length === 0) {
      this.#outgoing = this.#incoming.reverse();
      this.#incoming = [];
    }
    if (this.#outgoing.length > 0 || this.#isClosed) {
      return Promise.resolve(this.#outgoing.pop());
    }
    return new Promise(resolve => {
      this.#waiting.push(resolve);
    });
  }

  /** Takes items until the queue is closed and empty. */
  async *[Symbol.asyncIterator]() {
    for (let item = await this.take(); item !== undefined; item = await this.take()) {
      yield item;
    }
  }
}
