/** SDL from everywhere that it can come from, read anew by a real process of several while it is asked. */
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildSchema, introspectionFromSchema } from 'graphql';

import { freshDatabaseUri } from '../harness/database-uri.js';
import { createGatewayProcesses, type GatewayProcess, until } from '../harness/gateway-process.js';
import { startTestGateway, testSecret } from '../harness/gateway.js';
import {
  askUpstream,
  type RawUpstream,
  readAnswer,
  startRawUpstream,
  writeFiles,
} from '../harness/upstream.js';

const first = 'type Query { shop: String held: String }';
const second = `${first} extend type Query { later: String }`;
const third = `${second}\nextend type Query { worse: String @auth(roles: ["NOBODY"]) }`;
const token = 'of-the-schema';

/** What the upstream tells of itself, and where it is written too. */
let told = first;
/** Answers that wait. */
const held: ServerResponse[] = [];

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const asksForSchema = request.method === 'GET' || /_service|__schema/.test(body);
  if (asksForSchema && request.headers.authorization !== `Bearer ${token}`) {
    response.writeHead(401).end();
    return;
  }
  if (request.method === 'GET') {
    response.end(told);
    return;
  }
  response.setHeader('content-type', 'application/json');
  if (body.includes('held')) held.push(response);
  else response.end(JSON.stringify({ data: answerTo(body) }));
}

function answerTo(body: string): object {
  if (body.includes('_service')) return { _service: { sdl: told } };
  if (body.includes('__schema')) return introspectionFromSchema(buildSchema(told));
  return body.includes('later') ? { later: 'at last' } : { shop: 'open' };
}

const processes = createGatewayProcesses();
let upstream: RawUpstream;
let gateway: GatewayProcess;
let url: string;
let sdlFile: string;
beforeAll(async () => {
  upstream = await startRawUpstream((request, response) => void answer(request, response));
  const [file = '', config = ''] = writeFiles({ 'file.graphql': first, 'upstreams.yaml': written(upstream) });
  sdlFile = file;
  gateway = await processes.launch({
    ...{ WORKERS: '2', MONGODB_URI: freshDatabaseUri(), SECRET: testSecret },
    UPSTREAMS: config,
  });
  ({ url } = await gateway.ready());
});
afterAll(async () => {
  await processes.endAll();
  await upstream.stop();
});

/** The last is read anew by itself. */
function written({ url: graphql }: RawUpstream): string {
  const sources = {
    file: 'file.graphql',
    url: `{ url: "${graphql}", token: ${token} }`,
    service: `{ from: service, token: ${token} }`,
    introspection: `{ from: introspection, token: ${token} }`,
  };
  const entries = Object.entries(sources).map(
    ([name, sdl]) => `  - { name: ${name}, url: "${graphql}", sdl: ${sdl}, refresh: 0, timeout: 120s }`,
  );
  const often = `  - { name: often, url: "${graphql}", sdl: ${sources.url}, refresh: 1s, timeout: 120s }`;
  return ['upstreams:', ...entries, often].join('\n');
}

async function workersOf({ pid }: GatewayProcess): Promise<readonly number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.trim().split(' ').map(Number);
}

/** By a connection of its own, so that the workers take turns. */
const ask = async (name: string, query: string) =>
  readAnswer(
    await fetch(`${url}/graphql/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ query }),
    }),
  );
const names = ['file', 'url', 'service', 'introspection', 'often'];
/** Several in a row, of both workers. */
const allKnow = async (name: string, field = 'later') => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => ask(name, `{ ${field} }`)));
  return answers.every(({ status }) => status === 200);
};
const refusals = () => gateway.log.filter(({ msg }) => msg.includes('is not taken'));
const changes = () =>
  gateway.log.filter((line) => line['event'] === 'upstream.schema-changed' && line['upstream'] === 'file');

it('SDL by file, by URL, by _service and by introspection, each with its token, is read at the start', async () => {
  for (const name of names) {
    expect((await ask(name, '{ shop }')).data).toEqual({ shop: 'open' });
    expect((await ask(name, '{ later }')).status).toBe(400);
  }
});

it('is read anew on SIGHUP and by interval in every worker, and no request fails', async () => {
  const over = new AbortController();
  const statuses: number[] = [];
  const traffic = names.flatMap((name) =>
    Array.from({ length: 2 }, async () => {
      while (!over.signal.aborted) statuses.push((await ask(name, '{ shop }')).status);
    }),
  );
  const waiting = names.map((name) => ask(name, '{ held }'));
  try {
    await until('they are under way', () => held.length === names.length);
    told = second;
    writeFileSync(sdlFile, second);
    gateway.signal('SIGHUP');
    for (const name of names) await until(`${name} is read anew`, () => allKnow(name));
  } finally {
    for (const response of held.splice(0)) response.end('{"data":{"held":"long"}}');
    over.abort();
    await Promise.all(traffic);
  }
  for (const answered of await Promise.all(waiting)) expect(answered.data).toEqual({ held: 'long' });
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(statuses.length).toBeGreaterThan(20);
});

it('a broken one is told by each worker with its place, and what was read before stays', async () => {
  writeFileSync(sdlFile, third);
  gateway.signal('SIGHUP');
  await until('both have told', () => refusals().length >= 2);
  for (const line of refusals())
    expect(line).toMatchObject({
      upstream: 'file',
      problem: expect.stringContaining(`${sdlFile}:2:49 Query.worse`),
    });
  expect((await ask('file', '{ later }')).data).toEqual({ later: 'at last' });
  expect((await ask('file', '{ worse }')).status).toBe(400);
});

it('one that has lost all @auth is not taken either, nor by workers that take the place of others, which go on with what was read', async () => {
  const guarded = `${second} extend type Query { secret: String @auth }`;
  const secrets = async () =>
    new Set(
      (await Promise.all(Array.from({ length: 12 }, () => ask('file', '{ secret }')))).map(
        ({ status, errors }) => `${status} ${String(errors?.[0]?.extensions?.['code'])}`,
      ),
    );
  const asked = '200 UNAUTHENTICATED';
  const known = changes().length;
  writeFileSync(sdlFile, guarded);
  gateway.signal('SIGHUP');
  // Told by each: one that is busy is asked nothing meanwhile, and would not know that anything was guarded.
  await until('both know it', () => changes().length >= known + 2);
  const before = refusals().length;
  writeFileSync(sdlFile, `${second} extend type Query { secret: String }`);
  gateway.signal('SIGHUP');
  await until('both have told', () => refusals().length >= before + 2);
  const told = refusals().length;
  const first = await workersOf(gateway);
  for (const [turn, victim] of first.entries()) {
    // What cannot be read at all stops none either.
    if (turn === 1) writeFileSync(sdlFile, 'type Query {');
    process.kill(victim, 'SIGKILL');
    await until('there are two again', async () => {
      const now = await workersOf(gateway);
      return now.length === 2 && !now.includes(victim);
    });
    await until('it answers', async () => {
      await secrets();
      return gateway.log.some(({ worker, msg }) => worker === 3 + turn && msg === 'request');
    });
    // Whoever takes its place serves what it had, and reads nothing before it is told to, or the interval is over.
    expect([...(await secrets())].join()).toBe(asked);
  }
  expect(refusals()).toHaveLength(told);
  writeFileSync(sdlFile, guarded);
});

it.each([
  ['that is starting at a SIGHUP', true],
  ['that is started after it, in place of one that has died before', false],
])('a worker %s has what was read anew too', async (_name, hasBegun) => {
  const [victim = 0] = await workersOf(gateway);
  const successor = 1 + Math.max(...gateway.log.map(({ worker }) => Number(worker ?? 0)));
  process.kill(victim, 'SIGKILL');
  await until('another has begun', async () => {
    const now = await workersOf(gateway);
    return !now.includes(victim) && (now.length === 2 || !hasBegun);
  });
  const newest = `newest${successor}`;
  writeFileSync(sdlFile, `${second} extend type Query { secret: String @auth ${newest}: String @auth }`);
  gateway.signal('SIGHUP');
  if (hasBegun)
    await until('it has been told to', () =>
      gateway.log.some(({ worker, msg }) => worker === successor && msg === 'reading anew'),
    );
  await until('it answers', async () => {
    await allKnow('file', newest);
    return gateway.log.some(({ worker, msg }) => worker === successor && msg === 'request');
  });
  await until('both know it', () => allKnow('file', newest));
});

it.each([
  [
    'with a broken one, told with its place',
    'bad.graphql',
    /bad\.graphql:2:49 Query\.worse: There is no role NOBODY/,
  ],
  ['without its token', '{ from: service, token: wrong }', /bad: .*answers with status 401/],
])('a start is refused %s', async (_name, sdl, says) => {
  const [, config = ''] = writeFiles({
    'bad.graphql': third,
    'upstreams.yaml': `upstreams: [{ name: bad, url: "${upstream.url}", sdl: ${sdl} }]`,
  });
  await expect(startTestGateway({ UPSTREAMS: config })).rejects.toThrow(says);
});

it('an upstream that does not answer at the start is UNAVAILABLE for itself alone, and guarded once it does', async () => {
  const away = await startRawUpstream(() => undefined);
  const { url: address, port } = away;
  await away.stop();
  const [, config = ''] = writeFiles({
    'near.graphql': first,
    'upstreams.yaml': `
upstreams:
  - { name: near, url: "${upstream.url}", sdl: near.graphql, refresh: 0s }
  - { name: away, url: "${address}", sdl: { from: service, token: ${token} }, refresh: 0s }
`,
  });
  const started = await startTestGateway({ UPSTREAMS: config });
  const askFor = (name: string) => askUpstream(started, `/graphql/${name}`, '{ shop }');
  try {
    expect((await askFor('near')).data).toEqual({ shop: 'open' });
    expect([(await askFor('away')).status, (await fetch(`${started.url}/health/ready`)).status]).toEqual([
      503, 200,
    ]);
    const back = await startRawUpstream((request, response) => void answer(request, response), port);
    try {
      await until('it is read', async () => (await askFor('away')).status === 200);
    } finally {
      await back.stop();
    }
  } finally {
    await started.stop();
  }
});
