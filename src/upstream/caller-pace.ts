/**
 * The pace at which a caller takes an answer that is sent as it comes. Until it is out it keeps a place before the upstream, which others
 * want: a hundred who ask and do not read must not be all it takes to shut them out.
 */
import type { Writable } from 'node:stream';

/** What the slowest phone manages; whoever takes less by and by is cut off as well. */
export const LEAST_BYTES_A_SECOND = 16 * 1_024;
/**
 * Of a caller's answer as much is on its way in the kernel as that lets its buffer grow to, and of what he takes of it nothing is told until a
 * third is free (Linux: tcp_wmem, 4 MB): a steady caller may seem to take nothing for as long as that lasts.
 */
export const MOST_UNSEEN_BYTES = 4 * 1_024 * 1_024;
/** At the usual 15 seconds a third of it at the least pace, and the patience itself. */
const UNSEEN_PATIENCE = 6;

/** How long a caller may seem to take nothing. @param sent bytes to him so far. */
export function patienceFor(sent: number, patienceMs: number): number {
  const unseen = Math.min(sent / MOST_UNSEEN_BYTES, 1);
  return patienceMs * (1 + (UNSEEN_PATIENCE - 1) * unseen);
}

/** What is handed over at once. A longer answer goes piece by piece, so that it is seen how its caller takes it. */
const MOST_PIECE_BYTES = 64 * 1_024;

/** Of the upstream's time limit: it stands still while the caller is waited for. */
export interface ReplyTime {
  hold(): void;
  go(): void;
}

/**
 * Resolves once all is handed over.
 * @param patienceMs for a caller who takes nothing.
 * @throws what `chunks` throws. The caller's connection is cut then: he must not take half an answer for one.
 */
export async function passOn(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  response: Writable,
  pace: CallersPace,
): Promise<void> {
  try {
    await writeAll(chunks, response, pace);
    response.end();
  } catch (error) {
    response.destroy();
    throw error;
  }
}

export interface CallersPace {
  readonly time?: ReplyTime;
  readonly patienceMs: number;
  /** Nobody waits any longer. */
  readonly stopping?: AbortSignal;
}

/** The time limit of an answer that needs no upstream any longer. */
const noTime: ReplyTime = { hold: () => undefined, go: () => undefined };

async function writeAll(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  response: Writable,
  { time = noTime, patienceMs, stopping }: CallersPace,
): Promise<void> {
  let [sent, waited] = [0, 0];
  for await (const chunk of chunks) {
    sent += chunk.length;
    if (response.write(chunk)) continue;
    time.hold();
    const since = performance.now();
    const allowedMs = (sent / LEAST_BYTES_A_SECOND) * 1_000;
    await drained(response, patienceFor(sent, patienceMs) + Math.min(0, allowedMs - waited), stopping);
    waited += performance.now() - since;
    time.go();
  }
}

/** A text goes out in one write with its head; a long one is in the way twice, as text and as bytes. */
export function toSend(text: string): string | Buffer {
  return text.length <= MOST_PIECE_BYTES ? text : Buffer.from(text);
}

/** Sends an answer that is there whole. Resolves, and throws, as `passOn` does. */
export async function passWhole(body: string | Buffer, response: Writable, pace: CallersPace): Promise<void> {
  const pieceBytes = pieceFor(pace);
  // A text goes out in one write with its head.
  if (Buffer.byteLength(body) <= pieceBytes) response.end(body);
  else await passOn(piecesOf(toBytes(body), pieceBytes), response, pace);
}

/** Sends one of several texts. Resolves once it is handed over. @throws where the caller has gone, is cut off, or nobody waits any longer. */
export async function passText(text: string, response: Writable, pace: CallersPace): Promise<void> {
  await writeAll(piecesOf(Buffer.from(text), pieceFor(pace)), response, pace);
}

/** Each can be taken within that time by whoever takes least. */
function pieceFor({ patienceMs }: CallersPace): number {
  return Math.min(MOST_PIECE_BYTES, Math.ceil((LEAST_BYTES_A_SECOND * patienceMs) / 1_000));
}

function toBytes(body: string | Buffer): Buffer {
  return typeof body === 'string' ? Buffer.from(body) : body;
}

function* piecesOf(body: Buffer, bytes: number): Generator<Buffer, void> {
  for (let at = 0; at < body.length; at += bytes) yield body.subarray(at, at + bytes);
}

/** What is left of an answer that is out waits in memory, and keeps nobody else out. */
export function cutUnlessTaken(response: Writable, patienceMs: number): void {
  if (response.writableLength === 0) return;
  const allowedMs =
    patienceFor(Infinity, patienceMs) + (response.writableLength / LEAST_BYTES_A_SECOND) * 1_000;
  const timer = setTimeout(() => response.destroy(), allowedMs).unref();
  response.once('close', () => {
    clearTimeout(timer);
  });
}

/**
 * Resolves once the caller has taken what waits for him.
 * @param stopping nobody waits any longer.
 * @throws where he has gone, or did not take it within the time and is cut off.
 */
function drained(response: Writable, patienceMs: number, stopping?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      response.off('drain', end).off('close', end);
      stopping?.removeEventListener('abort', end);
      if (response.destroyed || stopping?.aborted === true) reject(new Error('The caller has gone.'));
      else resolve();
    };
    const timer = setTimeout(() => {
      response.destroy();
      // An answer that waits behind another one on its connection does not close by that.
      end();
    }, patienceMs);
    response.on('drain', end).on('close', end);
    stopping?.addEventListener('abort', end);
    if (response.destroyed || stopping?.aborted === true) end();
  });
}
