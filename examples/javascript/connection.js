// @ts-check
import { LineDecoder, LineTooLong } from './lines.js';
import { LINE_TOO_LONG, isLast } from './reply.js';

/** A turn of a client ends after so many lines: then others have theirs. */
const TURN_LINES = 64;

const LINGER_MS = 5000;
const LINGER_SILENT_MS = 1000;

/**
 * One client: turns its bytes into lines and its replies into bytes.
 *
 * `write` never waits: it takes any number of bytes, and says when they are too many. So while replies wait to be
 * written, this neither answers nor reads. TCP then stops the client in the end, and a client that does not read costs
 * no more memory than the line it has begun, what Node reads ahead, and the replies of one turn.
 */
export class Connection {
  #socket;
  #handler;
  #lines;
  #closing = false;
  #ended = false;

  /**
   * @param {import('node:net').Socket} socket whose errors have a listener
   * @param {import('./handler.js').Handler} handler
   * @param {number} maxLineBytes
   */
  constructor(socket, handler, maxLineBytes) {
    this.#socket = socket;
    this.#handler = handler;
    this.#lines = new LineDecoder(maxLineBytes);
    socket.on('data', chunk => this.#receive(chunk));
    // It can come while the socket is paused, and so before the lines that wait are answered.
    socket.on('end', () => this.close());
  }

  /** Answers what is read by now, and closes the connection once its replies are written. */
  close() {
    this.#closing = true;
    // If it is paused, there is a turn to come.
    if (!this.#socket.isPaused()) {
      this.#end();
    }
  }

  /** @param {Buffer} chunk */
  #receive(chunk) {
    if (!this.#ended) {
      this.#lines.feed(chunk);
      this.#takeTurn();
    }
  }

  #takeTurn() {
    if (this.#socket.destroyed) {
      return; // The client is gone.
    }
    const { replies, isOver, hasLast } = this.#answerLines();
    const hasRoom = replies === '' || this.#socket.write(replies);
    if (hasLast) {
      this.#end();
    } else if (!hasRoom) {
      this.#socket.pause();
      this.#socket.once('drain', () => this.#takeTurn());
    } else if (!isOver) {
      this.#socket.pause();
      setImmediate(() => this.#takeTurn());
    } else if (this.#closing) {
      this.#end();
    } else {
      this.#socket.resume();
    }
  }

  /** The replies of one turn, whether no line is left, and whether the last reply ends the connection. */
  #answerLines() {
    let replies = '';
    for (let lines = 0; lines < TURN_LINES; lines++) {
      const reply = this.#answerLine();
      if (reply === undefined) {
        return { replies, isOver: true, hasLast: false };
      }
      replies += `${reply}\n`;
      if (isLast(reply)) {
        return { replies, isOver: true, hasLast: true };
      }
    }
    return { replies, isOver: false, hasLast: false };
  }

  #answerLine() {
    try {
      const line = this.#lines.next();
      return line && this.#handler.answer(line);
    } catch (error) {
      if (error instanceof LineTooLong) {
        return LINE_TOO_LONG;
      }
      throw error;
    }
  }

  /**
   * Closes the sending side behind the last reply. To close the other one too would make TCP send a reset if the client
   * has sent more, and a reset can destroy replies on their way. So this reads on and discards, until the client closes
   * its side, is silent, or has had its time. (nginx calls it a lingering close.)
   */
  #end() {
    const socket = this.#socket;
    this.#ended = true;
    socket.resume();
    socket.end();
    socket.once('finish', () => {
      socket.setTimeout(LINGER_SILENT_MS, () => socket.destroy());
      const over = setTimeout(() => socket.destroy(), LINGER_MS);
      socket.once('close', () => clearTimeout(over));
    });
  }
}
