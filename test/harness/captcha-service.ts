import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A captcha provider on loopback, by the HTTP contract that all three document; each test says what it answers. */
export interface CaptchaService {
  readonly url: string;
  /** The forms that it was sent. */
  readonly asked: readonly Readonly<Record<string, string>>[];
  /** Where a redirect would lead, if anybody followed it. */
  readonly elsewhereAsked: number;
  answer(respond: (response: ServerResponse) => void): void;
  /** The usual answer, with some members changed. */
  answerWith(verdict: object, status?: number): void;
  stop(): Promise<void>;
}

const good = { success: true, challenge_ts: '2026-01-01T00:00:00Z', hostname: 'app.example.com' };

export async function startCaptchaService(): Promise<CaptchaService> {
  const asked: Record<string, string>[] = [];
  let elsewhereAsked = 0;
  let respond: (response: ServerResponse) => void = json(good);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/elsewhere') elsewhereAsked++;
      const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
      if (request.method === 'POST' && isForm)
        asked.push(Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())));
      respond(response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/siteverify`,
    asked,
    get elsewhereAsked() {
      return elsewhereAsked;
    },
    answer(how) {
      respond = how;
    },
    answerWith(verdict, status = 200) {
      respond = json({ ...good, ...verdict }, status);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function json(body: object, status = 200) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}
