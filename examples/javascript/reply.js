// @ts-check
/** The replies of the protocol, byte for byte, without their newline. */

export const ACCEPTED = '{"status":"accepted"}';
export const OK = '{"status":"ok"}';
export const DRAINING = '{"status":"draining"}';
export const SERVER_BUSY = '{"status":"rejected","reason":"server_busy"}';
export const SHUTTING_DOWN = '{"status":"rejected","reason":"shutting_down"}';
export const TOO_MANY_CONNECTIONS = '{"status":"rejected","reason":"too_many_connections"}';
export const INVALID_JSON = '{"status":"error","reason":"invalid_json"}';
export const LINE_TOO_LONG = '{"status":"error","reason":"line_too_long"}';
export const NOT_HTTP = '{"status":"error","reason":"not_http"}';

/**
 * Whether the connection ends with this reply.
 *
 * @param {string} reply
 */
export function isLast(reply) {
  return reply === LINE_TOO_LONG || reply === NOT_HTTP;
}

/** @param {string} detail */
export function invalidRequestReply(detail) {
  return `{"status":"error","reason":"invalid_request","detail":"${detail}"}`;
}

/** @param {number} balance */
export function balanceReply(balance) {
  return `{"status":"ok","balance":${balance}}`;
}

/** @param {import('./metrics.js').Snapshot} snapshot */
export function metricsReply({ received, processed, dropped, pending, failed }) {
  return JSON.stringify({ received, processed, dropped, pending, failed });
}
