/**
 * Where lines of the log go, in pieces: a write for each would cost a request for the key set as much as its answer. Of our own, since
 * sonic-boom (4.2) measures with each line all that waits, leaves the last ones where a piece is being written, and takes a write
 * that fails for the end of the process (docs/decisions/0033-what-a-refresh-costs.md).
 */
import { write, writeSync } from 'node:fs';

export interface LogOutput {
  /** @param line with its end. */
  write(line: string): void;
  /** Does not wait for more. @param done called once nothing waits any more, or it cannot be written now. */
  flush(done?: () => void): void;
}

export interface LogOutputOptions {
  readonly fd: number;
  /** In bytes. A pipe takes up to 4,096 whole (POSIX, PIPE_BUF): else lines of two processes would lie in one another. */
  readonly pieceBytes: number;
  /** From so many on it is written at once. */
  readonly flushBytes: number;
  /** As of node:fs. */
  readonly write?: typeof write;
}

/** How long a line may wait for others. */
const FLUSH_MS = 50;
/** Until it is tried again: where a pipe is full, and where a disk is or anything else is wrong. */
const FULL_PIPE_MS = 100;
const TROUBLE_MS = 1_000;
/** What waits for whoever does not read, in bytes; what comes then is dropped, and told of once there is room. */
const MOST_WAITING = 16 * 2 ** 20;
/** How long an exit waits for a write under way, and for a reader who takes nothing. */
const UNDER_WAY_MS = 50;
const EXIT_MS = 2_000;

interface Piece {
  readonly bytes: Buffer;
  used: number;
  written: number;
  /** What is being written takes no more lines. */
  isClosed: boolean;
}

const isFullPipe = ({ code }: NodeJS.ErrnoException) => code === 'EAGAIN' || code === 'EBUSY';
const sleepSync = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

export function createLogOutput(options: LogOutputOptions): LogOutput {
  const output = new PiecewiseOutput(options);
  process.on('exit', () => {
    output.end();
  });
  return output;
}

class PiecewiseOutput implements LogOutput {
  readonly #options: LogOutputOptions;
  readonly #write: typeof write;
  /** Oldest first; the last may still take lines. */
  #pieces: Piece[] = [];
  /** One that is empty again: in an even load none is ever made. */
  #spare: Piece | undefined;
  /** In bytes. */
  #waiting = 0;
  #dropped = 0;
  #isWriting = false;
  /** The last write failed: until the next try. */
  #isResting = false;
  /** Nobody reads, and nobody will. */
  #isGone = false;
  #timer: NodeJS.Timeout | undefined;
  #whenDone: (() => void)[] = [];

  constructor(options: LogOutputOptions) {
    this.#options = options;
    this.#write = options.write ?? write;
  }

  write(line: string): void {
    if (this.#isGone) return;
    const length = Buffer.byteLength(line);
    if (this.#waiting + length > MOST_WAITING) {
      this.#dropped++;
      return;
    }
    const piece = this.#pieceFor(length);
    piece.used += piece.bytes.write(line, piece.used);
    this.#waiting += length;
    if (this.#waiting >= this.#options.flushBytes) this.#writeNext();
    else this.#writeIn(FLUSH_MS);
  }

  flush(done?: () => void): void {
    if (this.#waiting === 0 || this.#isResting) done?.();
    else {
      if (done) this.#whenDone.push(done);
      this.#writeNext();
    }
  }

  /** At exit, when nothing is called back any more. */
  end(): void {
    if (this.#isWriting) {
      sleepSync(UNDER_WAY_MS);
      this.#pieces.shift();
    }
    this.#tellDropped();
    let until = performance.now() + EXIT_MS;
    for (const piece of this.#pieces)
      while (piece.written < piece.used) {
        if (this.#writeAtOnce(piece)) until = performance.now() + EXIT_MS;
        else if (performance.now() > until) return;
      }
  }

  #pieceFor(length: number): Piece {
    const last = this.#pieces.at(-1);
    if (last !== undefined && !last.isClosed && last.used + length <= last.bytes.length) return last;
    const piece = this.#emptyPiece(Math.max(this.#options.pieceBytes, length));
    this.#pieces.push(piece);
    return piece;
  }

  #emptyPiece(bytes: number): Piece {
    const spare = this.#spare;
    if (spare?.bytes.length !== bytes)
      return { bytes: Buffer.allocUnsafeSlow(bytes), used: 0, written: 0, isClosed: false };
    this.#spare = undefined;
    return spare;
  }

  #writeIn(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#isResting = false;
      this.#writeNext();
    }, ms).unref();
  }

  #rest(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isResting = true;
    this.#writeIn(ms);
  }

  #writeNext(): void {
    const [piece] = this.#pieces;
    if (this.#isWriting || this.#isResting || piece === undefined) return;
    this.#isWriting = true;
    piece.isClosed = true;
    const { bytes, used, written } = piece;
    this.#write(this.#options.fd, bytes, written, used - written, null, (error, count) => {
      this.#isWriting = false;
      if (error === null) this.#wrote(piece, count);
      else this.#failed(error);
    });
  }

  #wrote(piece: Piece, count: number): void {
    piece.written += count;
    this.#waiting -= count;
    if (piece.written === piece.used) {
      this.#pieces.shift();
      if (piece.bytes.length === this.#options.pieceBytes)
        this.#spare = Object.assign(piece, { used: 0, written: 0, isClosed: false });
    }
    this.#tellDropped();
    if (this.#waiting === 0) this.#isDone();
    else if (this.#pieces.length > 1 || this.#waiting >= this.#options.flushBytes) this.#writeNext();
    else this.#writeIn(FLUSH_MS);
  }

  #failed(error: NodeJS.ErrnoException): void {
    // Whoever waits for a flush waits for its reader.
    if (isFullPipe(error)) {
      this.#rest(FULL_PIPE_MS);
      return;
    }
    if (error.code === 'EPIPE') {
      this.#isGone = true;
      this.#pieces = [];
      this.#waiting = 0;
    } else this.#rest(TROUBLE_MS);
    this.#isDone();
  }

  #isDone(): void {
    for (const done of this.#whenDone.splice(0)) done();
  }

  #tellDropped(): void {
    if (this.#dropped === 0) return;
    const told = { level: 'warn', time: new Date().toISOString(), dropped: this.#dropped };
    this.#dropped = 0;
    this.write(`${JSON.stringify({ ...told, msg: 'lines of the log were dropped' })}\n`);
  }

  /** @returns whether something was written; where nobody can, it is given up. */
  #writeAtOnce(piece: Piece): boolean {
    const { bytes, used, written } = piece;
    try {
      piece.written += writeSync(this.#options.fd, bytes, written, used - written);
      return true;
    } catch (error) {
      if (isFullPipe(error as NodeJS.ErrnoException)) sleepSync(UNDER_WAY_MS);
      else piece.written = piece.used;
      return false;
    }
  }
}
