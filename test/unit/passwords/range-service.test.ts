/** What is asked of a range service, and what is made of answers that are none. Over real HTTP, and in the test's own time. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { createRangeService } from '../../../src/passwords/range-service.js';

const sha1 = createHash('sha1').update('a password of a breach').digest('hex').toUpperCase();
const suffix = sha1.slice(5);
const other = 'F'.repeat(35);

const asked: IncomingMessage[] = [];
let respond: (response: ServerResponse) => void;
const server = createServer((request, response) => {
  asked.push(request);
  respond(response);
});
let url: string;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (timeoutMs = 60_000) => createRangeService({ url: `${url}/range`, fetch, timeoutMs })(sha1);
const answer = (text: string) => {
  respond = (response) => void response.end(text);
};

describe('a range service', () => {
  it('is sent five characters of the hash, and asked to pad its answer', async () => {
    answer(`${other}:3\r\n${suffix}:12\r\n`);
    expect(await ask()).toBe(true);
    expect(asked.map(({ method, url: path }) => [method, path])).toEqual([
      ['GET', `/range/${sha1.slice(0, 5)}`],
    ]);
    expect(asked[0]?.headers).toMatchObject({ 'add-padding': 'true' });
    expect(JSON.stringify(asked[0]?.rawHeaders)).not.toContain(suffix);
  });

  it('is read in either case, and does not know what is padded or another', async () => {
    answer(`${suffix.toLowerCase()}:1`);
    expect(await ask()).toBe(true);
    answer(`${suffix}:0\n${other}:7`);
    expect(await ask()).toBe(false);
  });
});

describe('an answer that is none', () => {
  const line = `${other}:1\n`;
  it.each<[string, (response: ServerResponse) => void, string]>([
    ['a page of a proxy', (response) => response.end('<html>Sign in</html>'), 'no range'],
    ['a range with something else in it', (response) => response.end(`${suffix}:1\nx`), 'no range'],
    ['nothing', (response) => response.end(), 'no range'],
    ['another status', (response) => response.writeHead(503).end(`${suffix}:1`), 'status 503'],
    [
      'a redirect',
      (response) => response.writeHead(302, { location: `${url}/elsewhere` }).end(),
      'status 302',
    ],
    ['a megabyte and more', (response) => response.end(line.repeat(40_000)), 'too long'],
    ['a connection that ends', (response) => response.destroy(), 'not to be reached'],
  ])('is told of %s', async (_, how, sentence) => {
    respond = how;
    await expect(ask()).rejects.toThrow(sentence);
    expect(asked).toHaveLength(1);
  });

  it('is told of one that begins and does not end', async () => {
    respond = (response) => void response.write(line);
    await expect(ask(500)).rejects.toThrow('no answer in time');
  });
});
