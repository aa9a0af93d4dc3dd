/**
 * The listening socket. It is open before the rest of the gateway stands, so that a balancer sees a live process
 * that is not ready yet, instead of a refused connection; and it closes without cutting a request.
 */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, Server as TcpServer } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

import { AppError } from '../foundation/errors.js';
import { StartupError } from '../foundation/startup-error.js';
import { sendProblem } from '../http/problem.js';
import { answerUnreadable } from './answer-unreadable.js';
import { type OpenConnections, watchConnections } from './open-connections.js';
import type { TakeBack, UpgradeListener } from './upgrades.js';
import { createWaitingAnswers } from './waiting-answers.js';

export interface HttpListener {
  /** @returns the port. @throws StartupError where it is in use. */
  open(): Promise<number>;
  /** Why /health/ready says no until `serve`: `starting`, or `database` while that is waited for, as at the beginning. */
  waitFor(reason: 'starting' | 'database'): void;
  /** Who answers from now on. */
  serve(service: Service): void;
  /**
   * Stops accepting, and ends each connection with its next answer. @returns once nobody has asked for a while: what a balancer sends over
   * a connection in the moment in which it is closed is lost.
   */
  drain(): Promise<void>;
  /** Stops accepting, closes what is idle, lets running requests finish for so long, then cuts them. */
  close(timeoutMs: number): Promise<void>;
}

interface Service {
  readonly answer: RequestListener;
  /** @param takeBack has whoever asks for another protocol in vain answered as any other, and within the same limits. */
  readonly upgrade: (takeBack: TakeBack) => UpgradeListener | undefined;
  /** Answers under way that are no longer counted among the requests at a time. */
  readonly lasting: () => number;
}

const MAX_HEADER_BYTES = 16 * 1024;
/** Longer than proxies keep theirs (nginx: 60 s): who closes first decides whether a request is lost in between. */
const KEEP_ALIVE_MS = 65_000;
/** How long nobody must have asked before idle connections are closed, and for how long that is waited for at most. */
const QUIET_MS = 1_000;
const DRAINING_MS = 3_000;
/** As many as the kernel keeps waiting (Node's backlog is 511). */
const MOST_WAITING = 1_000;

/** What one process takes on, by the settings. */
export interface ListenerLimits {
  readonly maxConnections: number;
  readonly maxRequests: number;
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

/** @param port 0: a free one. It answers 503 until `serve`, and /health/live 200. */
export function createListener(host: string, port: number, limits: ListenerLimits): HttpListener {
  let current = answerStarting('database');
  let isDraining = false;
  let lasting = () => 0;
  let underWay = 0;
  const end = () => {
    underWay--;
  };
  const answers = createWaitingAnswers();
  const handle: RequestListener = (request, response) => {
    if (!answers.add(request.socket, response)) {
      request.socket.destroy();
      return;
    }
    if (isDraining) response.shouldKeepAlive = false;
    if (underWay >= limits.maxRequests && underWay - lasting() >= limits.maxRequests && !isLook(request)) {
      refuseAtOnce(response);
      return;
    }
    underWay++;
    response.once('close', end);
    current(request, response);
  };
  const server = createServer(serverOptions(limits), handle);
  // Of so many that they do not fit: what Node leaves out of its list would be missing where a request is written anew.
  server.maxHeadersCount = 0;
  server.on('clientError', answerUnreadable);
  const connections = watchConnections(server, limits.maxConnections);
  const closed = new Promise((resolve) => server.once('close', resolve));
  return {
    async open() {
      await listen(server, host, port);
      return (server.address() as AddressInfo).port;
    },
    waitFor: (reason) => {
      current = answerStarting(reason);
    },
    serve: (service) => {
      ({ answer: current, lasting } = service);
      const upgrade = service.upgrade((socket) => server.emit('connection', socket));
      if (upgrade === undefined) return;
      server.on('upgrade', (request, socket, head) => {
        // Whoever goes away meanwhile must not end the process. Once: a connection may ask in vain as often as it likes.
        if (socket.listenerCount('error') === 0) socket.on('error', () => socket.destroy());
        upgrade(request, socket, head);
      });
    },
    async drain() {
      await acceptWaiting(server);
      // That of HTTP closes idle connections at once.
      TcpServer.prototype.close.call(server);
      // Not before: who is told to come by a new connection must not be taken here once more.
      isDraining = true;
      await whenQuiet(server);
    },
    async close(timeoutMs) {
      close(server, connections, timeoutMs);
      await closed;
    },
  };
}

function serverOptions({ headersTimeoutMs, requestTimeoutMs }: ListenerLimits): ServerOptions {
  return {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: 1_000,
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
const answerStarting =
  (reason: 'starting' | 'database'): RequestListener =>
  ({ url }, response) => {
    const sendState = (status: number, state: object) => {
      const head = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
      response.writeHead(status, head).end(JSON.stringify(state));
    };
    if (url === '/health/live') sendState(200, { status: 'live' });
    else if (url === '/health/ready') sendState(503, { status: 'not ready', reason });
    else {
      const message = 'The service is starting.';
      sendProblem(response, new AppError('UNAVAILABLE', { message, details: { retryAfter: 2 } }));
    }
  };

/** Whether the process lives, it tells as long as it does. */
function isLook({ url }: IncomingMessage): boolean {
  return url === '/health/live';
}

/** Before anything is read or made for it: a process that is full stays as large as it is. */
function refuseAtOnce(response: ServerResponse): void {
  const message = 'There are too many requests at a time.';
  sendProblem(response, new AppError('UNAVAILABLE', { message, details: { retryAfter: 1 } }));
}

/** A connection that the kernel has taken and this process has not is reset when the port closes; libuv takes one a turn. */
async function acceptWaiting(server: Server): Promise<void> {
  let hasCome = true;
  const note = () => {
    hasCome = true;
  };
  server.on('connection', note);
  for (let turns = 0; hasCome && turns < MOST_WAITING; turns++) {
    hasCome = false;
    await turn();
  }
  server.off('connection', note);
}

function whenQuiet(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(quiet);
      clearTimeout(limit);
      server.off('request', note).off('close', end);
      resolve();
    };
    let hasAsked = false;
    const limit = setTimeout(end, DRAINING_MS);
    const quiet = setTimeout(() => {
      // A process that stood still has not yet read what came meanwhile.
      setImmediate(() => {
        if (hasAsked) quiet.refresh();
        else end();
        hasAsked = false;
      });
    }, QUIET_MS);
    const note = () => {
      hasAsked = true;
    };
    server.on('request', note).on('close', end);
  });
}

function close(server: Server, connections: OpenConnections, timeoutMs: number): void {
  const cut = setTimeout(() => {
    connections.closeAll();
  }, timeoutMs);
  // A connection that becomes idle after its last answer must not hold the server open.
  const sweep = setInterval(() => {
    server.closeIdleConnections();
    connections.closeSilent();
  }, 50);
  server.once('close', () => {
    clearTimeout(cut);
    clearInterval(sweep);
  });
  server.close();
}
