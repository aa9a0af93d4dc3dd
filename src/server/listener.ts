/**
 * The listening socket. It is open before the rest of the gateway stands, so that a balancer sees a live process
 * that is not ready yet, instead of a refused connection; and it closes without cutting a request.
 */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { AppError } from '../foundation/errors.js';
import { StartupError } from '../foundation/startup-error.js';
import { sendProblem } from '../http/problem.js';
import type { UpgradeListener } from './upgrades.js';

export interface HttpListener {
  readonly port: number;
  /** Who answers from now on. */
  serve(listener: RequestListener, upgrade?: UpgradeListener): void;
  /** Stops accepting, lets running requests finish for so long, then cuts them. */
  close(timeoutMs: number): Promise<void>;
}

const MAX_HEADER_BYTES = 16 * 1024;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 20_000;
/** Longer than proxies keep theirs (nginx: 60 s): who closes first decides whether a request is lost in between. */
const KEEP_ALIVE_MS = 65_000;

/** @param port 0: a free one. @throws StartupError where it is in use. Answers 503 until `serve`, and /health/live 200. */
export async function openListener(host: string, port: number): Promise<HttpListener> {
  let current: RequestListener = answerStarting;
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => {
      current(request, response);
    },
  );
  server.on('clientError', answerUnreadable);
  /** Node no longer counts them among its connections, and yet waits for them to end. */
  const upgraded = new Set<Duplex>();
  await listen(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    serve: (listener, upgrade) => {
      current = listener;
      if (upgrade === undefined) return;
      server.on('upgrade', (request, socket, head) => {
        upgraded.add(socket);
        socket.once('close', () => upgraded.delete(socket));
        upgrade(request, socket, head);
      });
    },
    close: (timeoutMs) => close(server, upgraded, timeoutMs),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portInUse(host, port) : error);
    });
    server.listen(port, host, resolve);
  });
}

function portInUse(host: string, port: number): StartupError {
  return new StartupError(
    `Port ${port} on ${host} is in use by another program. Stop it, or choose another port, for example:\n\n  PORT=${port + 1} npm start`,
  );
}

/** Until the gateway stands: alive, but not ready. */
const answerStarting: RequestListener = (request, response) => {
  if (request.url === '/health/live') {
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end('{"status":"live"}');
    return;
  }
  const message = 'The service is starting.';
  sendProblem(response, new AppError('UNAVAILABLE', { message, details: { retryAfter: 2 } }));
};

/** What is not HTTP enough for a request object to exist: answered by hand, on the socket. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason] = unreadable(error.code);
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
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function unreadable(code: string | undefined): readonly [string, string] {
  if (code === 'HPE_HEADER_OVERFLOW') return ['431', 'Request Header Fields Too Large'];
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return ['408', 'Request Timeout'];
  return ['400', 'Bad Request'];
}

function close(server: Server, upgraded: ReadonlySet<Duplex>, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      server.closeAllConnections();
      for (const socket of upgraded) socket.destroy();
    }, timeoutMs);
    // A connection that becomes idle after its last answer must not hold the server open.
    const sweep = setInterval(() => {
      server.closeIdleConnections();
    }, 50);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
