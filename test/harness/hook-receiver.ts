import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Webhook } from 'standardwebhooks';

export const hookSecret = `whsec_${Buffer.alloc(32, 'a secret of tests').toString('base64')}`;

/** What a hook was asked. */
interface HookQuestion {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A service that decides, on loopback; it takes what the published library of others finds signed, and nothing else. */
export interface HookReceiver {
  readonly url: string;
  readonly asked: HookQuestion[];
  /** What the library has refused. */
  readonly unsigned: unknown[];
  /** Where a redirect would lead, if anybody followed it. */
  readonly elsewhereAsked: () => number;
  respond: (response: ServerResponse, question: HookQuestion) => void;
  stop(): void;
}

export const answerWith = (answer: unknown, status = 200) => {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  };
};

export async function startHookReceiver(secret = hookSecret): Promise<HookReceiver> {
  let elsewhere = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url !== '/hook') elsewhere++;
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      try {
        const question = new Webhook(secret).verify(
          Buffer.concat(chunks).toString(),
          headers,
        ) as HookQuestion;
        receiver.asked.push(question);
        receiver.respond(response, question);
      } catch (error) {
        receiver.unsigned.push(error);
        response.writeHead(400).end();
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: HookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    asked: [],
    unsigned: [],
    elsewhereAsked: () => elsewhere,
    respond: answerWith({ allow: true }),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  return receiver;
}
