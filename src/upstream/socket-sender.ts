import type { WebSocket } from 'ws';

import { LEAST_BYTES_A_SECOND, patienceFor } from './caller-pace.js';

/** Sends to one WebSocket, one message after the other. */
export interface SocketSender {
  /** Resolves once the message is taken, or the connection closed. */
  readonly send: (text: string) => Promise<void>;
  /** Resolves once all is that was sent by now. */
  readonly taken: () => Promise<void>;
  /** Whether more waits to be taken than is good for the memory. */
  readonly isBehind: boolean;
  /** So far, what is being sent included. */
  readonly sentBytes: number;
}

/** Characters that may wait before a caller is told from one who does not read; a message counts as some more than it has. */
const MOST_WAITING = 256 * 1_024;
const MESSAGE_OVERHEAD = 512;

/**
 * A long message goes in pieces (RFC 6455 section 5.4): of a whole one it could not be seen whether its caller takes it.
 * @param patienceMs for each piece; whoever has not taken it by then is cut off.
 */
export function createSocketSender(socket: WebSocket, patienceMs: number): SocketSender {
  const pieceBytes = Math.ceil((LEAST_BYTES_A_SECOND * patienceMs) / 1_000);
  let last = Promise.resolve();
  let waiting = 0;
  let sent = 0;
  const sendPieces = async (text: string) => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const end = at + pieceBytes;
      const piece = bytes.subarray(at, end);
      sent += piece.length;
      await sendPiece(socket, piece, {
        isLast: end >= bytes.length,
        patienceMs: patienceFor(sent, patienceMs),
      });
    }
  };
  return {
    send: (text) => {
      const weight = text.length + MESSAGE_OVERHEAD;
      waiting += weight;
      last = last
        .then(() => sendPieces(text))
        .then(() => {
          waiting -= weight;
        });
      return last;
    },
    taken: () => last,
    get sentBytes() {
      return sent;
    },
    get isBehind() {
      return waiting > MOST_WAITING;
    },
  };
}

interface PieceOptions {
  readonly isLast: boolean;
  readonly patienceMs: number;
}

function sendPiece(socket: WebSocket, piece: Buffer, { isLast, patienceMs }: PieceOptions): Promise<void> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    // Told as well where the connection is closed.
    socket.send(piece, { binary: false, fin: isLast }, () => {
      clearTimeout(timer);
      resolve();
    });
    if (socket.bufferedAmount > 0)
      timer = setTimeout(() => {
        socket.terminate();
      }, patienceMs);
  });
}
