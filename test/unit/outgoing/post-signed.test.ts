/** One attempt against receivers of every kind, over real sockets on loopback; names are what a resolver of the test says. */
import { once } from 'node:events';
import { createServer as createEncrypted } from 'node:https';
import { type AddressInfo, createServer as createRaw, type Socket } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Network } from '../../../src/config/outgoing-kinds.js';
import { createAddressGuard } from '../../../src/outgoing/address-guard.js';
import { createPostSigned, type PostSignedOptions } from '../../../src/outgoing/post-signed.js';
import { testCertificate } from '../../harness/test-certificate.js';
import { answerWith, startWebhookReceiver, type WebhookReceiver } from '../../harness/webhook-receiver.js';

const secrets = [`whsec_${Buffer.alloc(32, 1).toString('base64')}`];
const message = { id: 'msg_1', body: '{"type":"user.signed-up","data":{}}' };
const loopback: Network = { address: '127.0.0.0', prefix: 8, family: 'ipv4' };
type TestOptions = Partial<PostSignedOptions> & { readonly allowed?: readonly Network[] };
const clock = { now: () => new Date('2026-03-01T12:00:00Z') };

const optionsOf = ({ allowed = [loopback], ...options }: TestOptions = {}): PostSignedOptions => ({
  ...{ guard: createAddressGuard(allowed), clock, userAgent: 'Portcullis-Test/1' },
  // For what hangs: how busy the machine is decides no verdict.
  ...{ timeoutMs: 60_000, ...options },
});
const sendTo = (url: string, options?: TestOptions) =>
  createPostSigned(optionsOf(options))({ url, secrets }, message);

/** What listens below HTTP. */
async function listenRaw(serve: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createRaw((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    sockets,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
});
afterAll(() => receiver.stop());

describe('an attempt', () => {
  it('is a signed POST of the very body, on a connection of its own', async () => {
    expect(await sendTo(receiver.url)).toEqual({ status: 204, text: '' });
    const { headers, text } = receiver.received[0] ?? {};
    expect(text).toBe(message.body);
    expect(headers).toMatchObject({
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1772366400',
      'content-type': 'application/json',
      connection: 'close',
    });
  });

  it('follows no redirect', async () => {
    const elsewhere = await startWebhookReceiver();
    receiver.answer(answerWith(307, { location: elsewhere.url }));
    expect(await sendTo(receiver.url)).toMatchObject({ status: 307 });
    expect(elsewhere.received).toEqual([]);
    await elsewhere.stop();
  });

  it('gives back status, Retry-After and text, whatever the status', async () => {
    receiver.answer((response) => response.writeHead(503, { 'retry-after': '120' }).end('{"sentence":"ä"}'));
    expect(await sendTo(receiver.url)).toEqual({ status: 503, retryAfter: '120', text: '{"sentence":"ä"}' });
    receiver.answer((response) => response.writeHead(200).end('x'.repeat(65_536)));
    expect(await sendTo(receiver.url)).toMatchObject({ text: 'x'.repeat(65_536) });
    receiver.answer((response) => response.writeHead(200).end('x'.repeat(65_537)));
    expect(await sendTo(receiver.url)).toEqual({ status: 200 });
  });
});

describe('addresses', () => {
  it('are refused in the URL, whatever their spelling', async () => {
    const { port } = new URL(receiver.url);
    const before = receiver.received.length;
    const spellings = [
      '127.0.0.1',
      '127.1',
      '0x7f000001',
      '2130706433',
      '[::ffff:127.0.0.1]',
      '[::1]',
      'localhost',
    ];
    for (const host of spellings)
      for (const scheme of ['http', 'https'])
        expect(await sendTo(`${scheme}://${host}:${port}/`, { allowed: [] })).toEqual({
          fault: 'ADDRESS_REFUSED',
        });
    expect(receiver.received).toHaveLength(before);
  });

  it('are judged at the one resolution that is connected to: a name that changes its mind changes nothing', async () => {
    const { port } = new URL(receiver.url);
    const before = receiver.received.length;
    receiver.answer(answerWith(204));
    const asked: string[] = [];
    // First one that is refused, then this machine: whoever resolves anew to connect is let in.
    const answers = [[{ address: '169.254.169.254', family: 4 }], [{ address: '127.0.0.1', family: 4 }]];
    const resolve = (name: string) => {
      asked.push(name);
      return Promise.resolve(answers[asked.length - 1] ?? []);
    };
    const url = `http://rebound.test:${port}/`;
    expect(await sendTo(url, { resolve })).toEqual({ fault: 'ADDRESS_REFUSED' });
    expect(asked).toEqual(['rebound.test']);
    expect(receiver.received).toHaveLength(before);
    // And the other way about: the one that was judged is connected to.
    expect(await sendTo(url, { resolve })).toEqual({ status: 204, text: '' });
    expect(asked).toHaveLength(2);
  });

  it('of a name that has several are connected to where they are allowed', async () => {
    const { port } = new URL(receiver.url);
    const resolve = () =>
      Promise.resolve([
        { address: '10.0.0.1', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    expect(await sendTo(`http://several.test:${port}/`, { resolve })).toMatchObject({ status: 204 });
  });

  it('that cannot be found are a failure, with a code', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
    expect(await sendTo('https://nowhere.test/', { resolve })).toEqual({ fault: 'ENOTFOUND' });
  });
});

describe('https', () => {
  it('takes a certificate of the name, and no other', async () => {
    const certificate = await testCertificate('hooks.test');
    const server = createEncrypted(certificate, (_request, response) => response.writeHead(204).end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const how = { resolve, ca: certificate.cert };
    expect(await sendTo(`https://hooks.test:${port}/`, how)).toEqual({ status: 204, text: '' });
    expect(await sendTo(`https://other.test:${port}/`, how)).toMatchObject({
      fault: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    expect(await sendTo(`https://hooks.test:${port}/`, { resolve })).toEqual({ fault: expect.any(String) });
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('a receiver', () => {
  it('that takes the connection and says nothing is given up', async () => {
    const silent = await listenRaw(() => undefined);
    expect(await sendTo(silent.url, { timeoutMs: 300 })).toEqual({ fault: 'TIMEOUT' });
    await silent.stop();
  });

  it('that never ends its headers, or sends nothing but interim answers, is given up', async () => {
    for (const [begin, again] of [
      ['HTTP/1.1 200 OK\r\n', 'x-more: 1\r\n'],
      ['', 'HTTP/1.1 103 Early Hints\r\n\r\n'],
    ] as const) {
      const endless = await listenRaw((socket) => {
        socket.write(begin);
        const timer = setInterval(() => socket.write(again), 20);
        socket.on('close', () => {
          clearInterval(timer);
        });
      });
      expect(await sendTo(endless.url, { timeoutMs: 300 })).toEqual({ fault: expect.any(String) });
      await endless.stop();
    }
  });

  it('that answers garbage, or hangs up, has failed', async () => {
    for (const garbage of [
      'SSH-2.0-OpenSSH_9\r\n',
      'HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n',
      '\0\0\0\0\r\n\r\n',
      '',
    ]) {
      const broken = await listenRaw((socket) => socket.end(garbage));
      expect({ garbage, ...(await sendTo(broken.url)) }).toEqual({
        garbage,
        fault: expect.stringMatching(/^(HPE_|ECONNRESET|EPIPE)/),
      });
      await broken.stop();
    }
  });

  it('that switches protocols has failed', async () => {
    const switching = await listenRaw((socket) => {
      socket.once('data', () =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
      );
    });
    expect(await sendTo(switching.url)).toEqual({ fault: 'ECONNRESET' });
    await switching.stop();
  });

  it('that breaks off in what it says has its status', async () => {
    const begun = 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf';
    const breaking = await listenRaw((socket) => {
      socket.once('data', () => socket.end(begun));
    });
    expect(await sendTo(breaking.url)).toEqual({ status: 200 });
    await breaking.stop();
  });

  it('that answers a gigabyte is cut off, and its status stands', async () => {
    const written = { bytes: 0 };
    const chunk = Buffer.alloc(65_536, 'x');
    const huge = await listenRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n');
      const pour = () => {
        while (!socket.destroyed) {
          written.bytes += chunk.length;
          if (!socket.write(chunk)) break;
        }
      };
      socket.on('drain', pour);
      socket.once('data', pour);
    });
    expect(await sendTo(huge.url)).toEqual({ status: 200 });
    // What the system's buffers hold of it, and no gigabyte.
    expect(written.bytes).toBeLessThan(64 * 1_048_576);
    await huge.stop();
  });

  it('that is not there has failed, with the code of the connection', async () => {
    const gone = await listenRaw(() => undefined);
    await gone.stop();
    expect(await sendTo(gone.url)).toEqual({ fault: 'ECONNREFUSED' });
  });

  it('is let go of when the gateway stops', async () => {
    const silent = await listenRaw(() => undefined);
    const stop = new AbortController();
    const post = createPostSigned(optionsOf());
    const sent = post({ url: silent.url, secrets }, message, stop.signal);
    stop.abort();
    expect(await sent).toEqual({ fault: 'STOPPED' });
    // Nor is anything begun after it.
    expect(await post({ url: silent.url, secrets }, message, stop.signal)).toEqual({ fault: 'STOPPED' });
    await silent.stop();
  });
});
