/** WebSockets of callers, in the protocol of graphql-ws, whose library speaks it; what is asked in them is answered by SocketCaller. */
import { buildSchema, type DocumentNode, type ExecutionArgs, GraphQLError, parse } from 'graphql';
import { handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';

import type { UpstreamSetting } from '../config/upstream-settings.js';
import { endSoon } from '../http/end-soon.js';
import type { HotUpgrade } from '../http/hot-route.js';
import type { AnswerError } from './engine/plan.js';
import { BEAT_MS, createHeartbeat } from './heartbeat.js';
import { Shares } from './shares.js';
import { type BegunOperation, SocketCaller, type SocketCallerOptions } from './socket-caller.js';
import { createSocketSender, type SocketSender } from './socket-sender.js';

export interface AnswerSocketOptions extends SocketCallerOptions {
  readonly upstream: Pick<UpstreamSetting, 'maxBodyBytes' | 'maxSubscriptions' | 'timeoutMs'>;
}

export type AnswerSocket = (upgrade: HotUpgrade) => void;

/** So often it is looked whether each caller is still one. */
const LOOK_MS = 1_000;

/** @param stopping of the gateway: closes them all. */
export function createAnswerSocket(
  { upstream, ...options }: AnswerSocketOptions,
  stopping: AbortSignal,
): AnswerSocket {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: upstream.maxBodyBytes,
    perMessageDeflate: false,
    // One message in each turn of the event loop: a chunk may hold thousands, and others want to be answered.
    allowSynchronousEvents: false,
    handleProtocols: (protocols) => handleProtocols(protocols),
  });
  const protocol = createProtocol();
  stopping.addEventListener(
    'abort',
    () => {
      for (const opened of sockets.clients) opened.close(1001, 'The gateway goes away.');
    },
    { once: true },
  );
  const shares = new Shares(upstream.maxSubscriptions);
  return ({ request, socket, head, requestId, ip }) => {
    const isFull = sockets.clients.size >= upstream.maxSubscriptions || stopping.aborted;
    const leave = isFull ? undefined : shares.enter(ip);
    if (leave === undefined) {
      endSoon(socket, 'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\n\r\n');
      return;
    }
    // Also where it never becomes a WebSocket.
    socket.once('close', leave);
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const close = (code: number, reason: string) => {
        opened.close(code, reason);
      };
      const { headers } = request;
      const sender = createSocketSender(opened, upstream.timeoutMs);
      const caller = new SocketCaller({ ...options, headers, requestId, ip, close, taken: sender.taken });
      watch(opened, caller, sender);
      attach(protocol, opened, caller, sender);
    });
  };
}

/** An error of ours in the class that the library asks for. */
class ToldError extends GraphQLError {
  constructor(readonly told: AnswerError) {
    super(told.message);
  }
}

interface Extra {
  readonly caller: SocketCaller;
}
type Protocol = ReturnType<typeof createProtocol>;

/** The library is to execute nothing itself: it gets documents of ours, by whose kind it tells apart what streams, and what they stand for. */
function createProtocol() {
  const schema = buildSchema('type Query { a: Int } type Mutation { a: Int } type Subscription { a: Int }');
  const documents: Readonly<Record<BegunOperation['kind'], DocumentNode>> = {
    query: parse('query { a }'),
    mutation: parse('mutation { a }'),
    subscription: parse('subscription { a }'),
  };
  const answer = ({ contextValue }: ExecutionArgs) => (contextValue as BegunOperation).answers() as never;
  return makeServer<Record<string, unknown> | undefined, Extra>({
    schema,
    execute: answer,
    subscribe: answer,
    onConnect: ({ connectionParams, extra }) => extra.caller.connect(connectionParams),
    async onSubscribe({ extra }, _id, payload) {
      const begun = await extra.caller.begin(payload);
      if (!('answers' in begun)) return begun.map((error) => new ToldError(error));
      return { schema, document: documents[begun.kind], contextValue: begun };
    },
    // As they are: those of upstreams are plain objects.
    onError: (_context, _id, _payload, errors) =>
      errors.map((error) => (error instanceof ToldError ? error.told : error.toJSON())),
    onNext: (_context, _id, _payload, _args, result) => result as never,
  });
}

function attach(protocol: Protocol, socket: WebSocket, caller: SocketCaller, sender: SocketSender): void {
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: sender.send,
      close: (code, reason) => {
        socket.close(code, reason);
      },
      onMessage: (take) => {
        socket.on('message', (data) => {
          take((data as Buffer).toString()).catch(() => {
            socket.close(1011, 'Internal error');
          });
          if (sender.isBehind) listenOnceTaken(socket, sender);
        });
      },
    },
    { caller },
  );
  socket.once('close', (code, reason) => void closed(code, reason.toString()));
}

/** Whoever asks and does not read is not heard meanwhile: every message has an answer, if only of refusal, and all would wait in memory. */
function listenOnceTaken(socket: WebSocket, { taken }: SocketSender): void {
  if (socket.isPaused) return;
  socket.pause();
  void taken().then(() => {
    socket.resume();
  });
}

function watch(socket: WebSocket, caller: SocketCaller, sender: SocketSender): void {
  const look = setInterval(() => void caller.look(), LOOK_MS);
  const heart = createHeartbeat(
    socket,
    () => sender.sentBytes,
    () => performance.now(),
  );
  const beat = setInterval(() => {
    heart.beat();
  }, BEAT_MS);
  socket.on('pong', () => {
    heart.heard();
  });
  // A frame that is none closes it, with a code of the protocol.
  socket.on('error', () => undefined);
  socket.once('close', () => {
    caller.leave();
    clearInterval(look);
    clearInterval(beat);
  });
}
