// @ts-check
/** The balance of every user, in stripes: changes of users in different stripes never wait for each other. */
export class Balances {
  #stripes;
  #work;

  /**
   * @param {number} stripes
   * @param {() => Promise<void>} work simulated work for each event
   * @param {() => Promise<void>} hold simulated work while no other change of the stripe may run
   */
  constructor(stripes, work, hold) {
    this.#stripes = Array.from({ length: stripes }, () => new Stripe(hold));
    this.#work = work;
  }

  /**
   * Works, and then changes the user's balance by the event. Throws a RangeError, and changes nothing, if the balance
   * would not be exact.
   *
   * @param {{ user: string, change: number }} event
   */
  async apply({ user, change }) {
    await this.#work();
    await this.#stripe(user).change(user, change);
  }

  /**
   * The user's balance, 0 for a user never seen. Waits for nobody.
   *
   * @param {string} user
   */
  of(user) {
    return this.#stripe(user).balances.get(user) ?? 0;
  }

  /** @param {string} user */
  #stripe(user) {
    return this.#stripes[hashOf(user) % this.#stripes.length];
  }
}

class Stripe {
  /**
   * A Map: an object would have a user toString from the start, and no place for __proto__.
   *
   * @type {Map<string, number>}
   */
  balances = new Map();
  #hold;
  /** Kept when the last change is over. */
  #last = Promise.resolve();

  /** @param {() => Promise<void>} hold */
  constructor(hold) {
    this.#hold = hold;
  }

  /**
   * Each change begins when the one before it is over, however that ended. One thread alone is no lock: while a change
   * awaits, others run, and would read the balance that it is about to overwrite.
   *
   * @param {string} user
   * @param {number} change
   * @returns {Promise<void>}
   */
  change(user, change) {
    const changed = this.#last.then(() => this.#readAddWrite(user, change));
    this.#last = changed.catch(() => {});
    return changed;
  }

  /**
   * @param {string} user
   * @param {number} change
   */
  async #readAddWrite(user, change) {
    const balance = this.balances.get(user) ?? 0;
    await this.#hold();
    const sum = balance + change;
    // Beyond 2^53 a number of JavaScript is not exact, and would lose money silently.
    if (!Number.isSafeInteger(sum)) {
      throw new RangeError('the balance would not be exact');
    }
    this.balances.set(user, sum);
  }
}

/**
 * FNV-1a, over UTF-16 units.
 *
 * @param {string} text
 */
function hashOf(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
