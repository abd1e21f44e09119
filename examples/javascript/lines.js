// @ts-check
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const NOTHING = Buffer.alloc(0);

export class LineTooLong extends Error {}

/** Bytes in, lines out, whatever the pieces they arrive in. It belongs to one connection. */
export class LineDecoder {
  #maxLineBytes;
  /**
   * What was received and not handed out stands in here, from #start to #end.
   *
   * @type {Buffer}
   */
  #bytes = NOTHING;
  #start = 0;
  #end = 0;
  /** From #start to here there is no newline, so no byte is searched twice. */
  #searched = 0;

  /** @param {number} maxLineBytes */
  constructor(maxLineBytes) {
    this.#maxLineBytes = maxLineBytes;
  }

  /** @param {Buffer} chunk belongs to the decoder from now on */
  feed(chunk) {
    const kept = this.#end - this.#start;
    if (kept === 0) {
      this.#bytes = chunk;
      this.#start = 0;
      this.#searched = 0;
      this.#end = chunk.length;
      return;
    }
    if (this.#bytes.length - this.#end < chunk.length) {
      // Twice the room that is needed: a line that comes byte by byte would otherwise be copied with every byte.
      this.#moveTo(Buffer.allocUnsafe(2 * (kept + chunk.length)));
    }
    this.#end += chunk.copy(this.#bytes, this.#end);
  }

  /**
   * The next line without its line end, or undefined if none is complete. It is good until the next call of `feed`.
   * Throws LineTooLong once a line has passed the limit, complete or not.
   *
   * @returns {Buffer | undefined}
   */
  next() {
    const newline = this.#bytes.subarray(this.#searched, this.#end).indexOf(NEWLINE);
    const end = newline < 0 ? this.#end : this.#searched + newline;
    const line = this.#bytes.subarray(this.#start, this.#withoutCarriageReturn(end));
    if (line.length > this.#maxLineBytes) {
      throw new LineTooLong();
    }
    if (newline < 0) {
      this.#searched = end;
      return undefined;
    }
    this.#start = end + 1;
    this.#searched = this.#start;
    return line;
  }

  /**
   * In a line that is not complete, a final \r may belong to a line end that is on its way.
   *
   * @param {number} end
   */
  #withoutCarriageReturn(end) {
    return end > this.#start && this.#bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
  }

  /** @param {Buffer} room */
  #moveTo(room) {
    this.#end = this.#bytes.copy(room, 0, this.#start, this.#end);
    this.#searched -= this.#start;
    this.#start = 0;
    this.#bytes = room;
  }
}
