// @ts-check
/**
 * @typedef {object} Snapshot
 * @property {number} received valid events
 * @property {number} processed of those, applied
 * @property {number} dropped of those, refused: the client was told so
 * @property {number} failed of those, taken by a worker and not applied
 * @property {number} pending the rest
 */

/** What became of every event. Plain numbers will do on one thread: there is no await within ++ or `snapshot`. */
export class Metrics {
  received = 0;
  processed = 0;
  dropped = 0;
  failed = 0;

  /** @returns {Snapshot} */
  snapshot() {
    const { received, processed, dropped, failed } = this;
    return { received, processed, dropped, failed, pending: received - processed - dropped - failed };
  }
}
