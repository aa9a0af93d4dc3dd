/** The body of an upstream's answer, as its connection hands it over: read whole, or by and by, or left. */
import type { Dispatcher } from 'undici';

import { UpstreamFault } from './upstream-fault.js';

/** Past so much of it that nobody has taken, the connection is not read any more. */
const HELD_BYTES = 128 * 1_024;

type Connection = Pick<Dispatcher.DispatchController, 'abort' | 'pause' | 'resume'>;

export interface ReplyBodyOptions {
  /** Whether its connection may be paused: what comes is held else. */
  readonly isPausable: boolean;
  /** What is held of one that may not. */
  readonly mostHeldBytes: number;
}

/** For one reader. */
export class ReplyBody implements AsyncIterable<Buffer> {
  readonly #connection: Connection;
  #chunks: Buffer[] = [];
  #held = 0;
  #isOver = false;
  #isWanted = false;
  #error: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(
    connection: Connection,
    private readonly options: ReplyBodyOptions,
  ) {
    this.#connection = connection;
  }

  /** What came. */
  take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    const { isPausable, mostHeldBytes } = this.options;
    if (!this.#isWanted && isPausable && this.#held > HELD_BYTES) this.#connection.pause();
    if (!isPausable && this.#held > mostHeldBytes) {
      const fault = new UpstreamFault('unreadable', `more than ${mostHeldBytes} bytes wait for their reader`);
      this.end(fault);
      this.#connection.abort(fault);
    }
    this.#wake?.();
  }

  /** It ended, where it should or before. @param error before. */
  end(error?: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#error = error;
    this.#wake?.();
  }

  /** All of it, whose length its reader knows to be bearable. @throws what ended it. */
  async whole(): Promise<Buffer> {
    this.#isWanted = true;
    while (!this.#isOver) await this.#more();
    if (this.#error !== undefined) throw this.#error;
    // Its reader may have it wait for a caller, and is to hold it once.
    const chunks = this.#chunks;
    this.#chunks = [];
    const [first = Buffer.alloc(0)] = chunks;
    return chunks.length <= 1 ? first : Buffer.concat(chunks, this.#held);
  }

  /** Leaves what has not come, and its connection with it. */
  destroy(): void {
    if (this.#isOver) return;
    const left = new Error('Nobody reads the answer any more.');
    this.end(left);
    this.#connection.abort(left);
  }

  /** Ends in the middle where its reader stops. @throws what ended it. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void> {
    try {
      for (;;) {
        const chunk = this.#chunks.shift();
        if (chunk !== undefined) {
          this.#held -= chunk.length;
          yield chunk;
        } else if (!this.#isOver) await this.#more();
        else if (this.#error === undefined) return;
        else throw this.#error;
      }
    } finally {
      this.destroy();
    }
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined;
        resolve();
      };
      // Which may hand over some at once.
      this.#connection.resume();
    });
  }
}
