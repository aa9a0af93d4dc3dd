import type { Socket } from 'node:net';

import { endSoon } from '../http/end-soon.js';

/** What is not HTTP enough for a request object to exist: answered by hand, on the socket. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason] = unreadable(error.code);
  // What comes after this is no part of it any more: whoever is told 408 may ask again.
  if (status === '408') socket.pause();
  const body = JSON.stringify({
    type: 'about:blank',
    title: reason,
    status: Number(status),
    code: 'BAD_REQUEST',
  });
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'Content-Type: application/problem+json; charset=utf-8',
    'X-Content-Type-Options: nosniff',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  endSoon(socket, `${head.join('\r\n')}\r\n\r\n${body}`);
}

function unreadable(code: string | undefined): readonly [string, string] {
  if (code === 'HPE_HEADER_OVERFLOW') return ['431', 'Request Header Fields Too Large'];
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return ['408', 'Request Timeout'];
  return ['400', 'Bad Request'];
}
