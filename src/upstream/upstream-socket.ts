import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import type { UpstreamSetting } from '../config/upstream-settings.js';
import { UpstreamFault } from './upstream-fault.js';

type SocketSetting = Pick<UpstreamSetting, 'subscriptionsUrl' | 'maxResponseBytes' | 'timeoutMs'>;

/** So that an upstream that is gone without a word is noticed. */
const LOOK_AFTER_MS = 60_000;

/** So long an upstream has to close a connection from its side. */
const LINGER_MS = 1_000;

/** Of WebSockets (RFC 6455, 7.4.1). */
const NORMAL_CLOSURE = 1000;

/** One connection, and what graphql-ws does not tell of it or do with it. */
export function createUpstreamSocket(
  setting: SocketSetting,
  headers: Record<string, string>,
  isThere: () => void,
) {
  const seen = { isTaken: false, isOver: false, isClosed: false };
  let socket: WebSocket | undefined;
  const IdentifiedSocket = identifySocket(setting, headers, (made) => {
    socket = made;
    endUnless(() => seen.isTaken, made, setting.timeoutMs);
  });
  const client = createClient({
    url: setting.subscriptionsUrl.replace(/^http/, 'ws'),
    webSocketImpl: IdentifiedSocket,
    connectionParams: headers,
    connectionAckWaitTimeout: setting.timeoutMs,
    retryAttempts: 0,
    lazy: true,
    onNonLazyError: () => undefined,
    on: {
      connected: () => {
        seen.isTaken = true;
        isThere();
      },
      message: ({ type }) => {
        if (type === 'complete' || type === 'error') seen.isOver = true;
      },
      closed: (event) => {
        if ((event as { readonly code?: unknown }).code !== NORMAL_CLOSURE) return;
        seen.isClosed = true;
        // The library would connect anew at once, and for ever (graphql-ws 6.4.2).
        dispose();
      },
    },
  });
  const dispose = () => {
    // Which waits for a connection that is on its way, and fails with it.
    Promise.resolve(client.dispose()).catch(() => undefined);
  };
  /** So that it hears what comes, its end included. One that failed before it was open has nothing to go on with. */
  const goOn = () => {
    if (socket?.isPaused === true) socket.resume();
  };
  return {
    client,
    goOn,
    standStill: () => socket?.pause(),
    end: () => {
      goOn();
      // The library closes none that the upstream has not taken yet.
      if (!seen.isTaken) socket?.terminate();
      dispose();
      const timer = setTimeout(() => socket?.terminate(), LINGER_MS).unref();
      socket?.once('close', () => {
        clearTimeout(timer);
      });
    },
    /** @throws UpstreamFault where it was closed before the upstream has said that the operation is over. */
    throwIfCut: () => {
      if (seen.isClosed && !seen.isOver)
        throw new UpstreamFault('down', `the connection ended: ${NORMAL_CLOSURE}`);
    },
  };
}

/** The time that ws (8.23.0) has for the opening begins anew with each piece of an answer that drips. */
function endUnless(isTaken: () => boolean, socket: WebSocket, timeoutMs: number): void {
  const timer = setTimeout(() => {
    if (!isTaken()) socket.terminate();
  }, timeoutMs);
  socket.once('close', () => {
    clearTimeout(timer);
  });
}

/** The library makes it, and shows it to nobody: `made` is told. */
function identifySocket(
  { maxResponseBytes, timeoutMs }: SocketSetting,
  headers: Record<string, string>,
  made: (socket: WebSocket) => void,
) {
  const options = {
    ...{ headers, maxPayload: maxResponseBytes, perMessageDeflate: false },
    handshakeTimeout: timeoutMs,
  };
  return class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, options);
      this.once('upgrade', ({ socket }) => socket.setKeepAlive(true, LOOK_AFTER_MS));
      made(this);
    }
  };
}
