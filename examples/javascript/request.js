// @ts-check
import { isUtf8 } from 'node:buffer';

import { INVALID_JSON, NOT_HTTP, invalidRequestReply } from './reply.js';

const MAX_USER_LENGTH = 128;
const MAX_AMOUNT = 1_000_000_000;

/**
 * A change of the user's balance, negative for a sale.
 *
 * @typedef {{ kind: 'event', user: string, change: number }} Event
 *
 * @typedef {Event | { kind: 'balance', user: string } | { kind: 'metrics' } | { kind: 'health' }} Request
 */

/** What is wrong with a line, as the reply that it gets. */
export class BadRequest extends Error {
  /** @param {string} reply */
  constructor(reply) {
    super(reply);
    this.reply = reply;
  }
}

/**
 * Reads one line, which is given without its line end. Throws BadRequest if it is no request.
 *
 * @param {Buffer} line
 * @returns {Request}
 */
export function parse(line) {
  const text = line.toString();
  if (isHttp(text)) {
    throw new BadRequest(NOT_HTTP);
  }
  // toString() puts U+FFFD for what is malformed, and says nothing.
  if (!isUtf8(line)) {
    throw new BadRequest(INVALID_JSON);
  }
  const fields = parseObject(text);
  return Object.hasOwn(fields, 'type') ? toQuery(fields) : toEvent(fields);
}

/**
 * The first line of an HTTP request. A web page can make a browser send one to a port of the machine that it runs on,
 * with events in the body.
 *
 * @param {string} text
 */
function isHttp(text) {
  return text.endsWith(' HTTP/1.0') || text.endsWith(' HTTP/1.1');
}

/**
 * @param {string} text
 * @returns {Record<string, unknown>}
 */
function parseObject(text) {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid('request: must be a JSON object');
  }
  return value;
}

/** @param {string} text */
function parseJson(text) {
  try {
    const value = JSON.parse(text);
    return /\d[.eE]/.test(text) ? JSON.parse(withIntegersOnly(text)) : value;
  } catch {
    throw new BadRequest(INVALID_JSON);
  }
}

/** In a text that is JSON: each string as a whole, so that no digit in it is taken for a number, and each number. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/**
 * JSON.parse makes 100 of 100.0 and of 1e2, which are no amounts. So this puts null, which is none either, for each
 * number that has a fraction or an exponent.
 *
 * @param {string} json
 */
function withIntegersOnly(json) {
  return json.replace(STRING_OR_NUMBER, found => (/^"|^-?\d+$/.test(found) ? found : 'null'));
}

/**
 * @param {Record<string, unknown>} fields
 * @returns {Request}
 */
function toQuery(fields) {
  // Not a table of the types: it would have a toString, too.
  switch (fields.type) {
    case 'balance':
      return { kind: 'balance', user: toUser(fields.user) };
    case 'metrics':
      return { kind: 'metrics' };
    case 'health':
      return { kind: 'health' };
    default:
      throw invalid('type: must be balance, metrics or health, or absent for an event');
  }
}

/**
 * @param {Record<string, unknown>} fields
 * @returns {Event}
 */
function toEvent({ user, action, amount }) {
  return { kind: 'event', user: toUser(user), change: toSign(action) * toAmount(amount) };
}

/** @param {unknown} user */
function toUser(user) {
  if (typeof user !== 'string' || user.length > MAX_USER_LENGTH || user.trim() === '') {
    throw invalid('user: must be a string of 1 to 128 characters, not blank');
  }
  return user;
}

/** @param {unknown} action */
function toSign(action) {
  if (action !== 'buy' && action !== 'sell') {
    throw invalid('action: must be buy or sell');
  }
  return action === 'buy' ? 1 : -1;
}

/** @param {unknown} amount */
function toAmount(amount) {
  if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 1 || amount > MAX_AMOUNT) {
    throw invalid('amount: must be an integer from 1 to 1000000000');
  }
  return amount;
}

/** @param {string} detail */
function invalid(detail) {
  return new BadRequest(invalidRequestReply(detail));
}
