/** A service that is told of events, on loopback: it keeps what it was sent, and answers as a test says. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { until } from './gateway-process.js';

interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  /** To the byte as it came. */
  readonly text: string;
  readonly body: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

type Answer = (response: ServerResponse, received: ReceivedWebhook) => void;

export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  /** From now on; at first 204. */
  answer(how: Answer): void;
  /** Waits until somebody was told something. */
  waitFor(type: string, userId?: string): Promise<ReceivedWebhook>;
  /** The types that were told of somebody, in their order. */
  typesOf(userId: string): readonly string[];
  stop(): Promise<void>;
}

/** For `answer`. */
export const answerWith =
  (status: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) => {
    response.writeHead(status, headers).end();
  };

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  let answer: Answer = answerWith(204);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const body = JSON.parse(text) as ReceivedWebhook['body'];
      const webhook = { headers: request.headers, text, body };
      received.push(webhook);
      answer(response, webhook);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer: (how) => {
      answer = how;
    },
    waitFor: (type, userId) =>
      until(`the receiver is told of ${type}`, () =>
        received.find(
          ({ body }) => body.type === type && (userId === undefined || body.data['userId'] === userId),
        ),
      ),
    typesOf: (userId) =>
      received.filter(({ body }) => body.data['userId'] === userId).map(({ body }) => body.type),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What it has to be signed with, by Standard Webhooks. @param secret `whsec_` and base64. */
export function signatureUnder(secret: string, { headers, text }: ReceivedWebhook): string {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp } = headers;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const mac = createHmac('sha256', key).update(`${String(id)}.${String(timestamp)}.${text}`);
  return `v1,${mac.digest('base64')}`;
}
