/** The database stands still while hundreds ask: as many wait as MAX_REQUESTS lets, all are told soon, and nothing of it stays. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  MeDocument,
  RefreshDocument,
  SendPasswordResetEmailDocument,
  SignInDocument,
} from '../generated/operations.js';
import { mongodPid, until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { type OwnMongod, startOwnMongod } from '../harness/own-mongod.js';
import { newPerson, type SignedUp, signUp } from '../harness/people.js';
import { ROOM } from '../harness/timing.js';

const MAX_REQUESTS = 40;
const CROWD = 300;

let mongod: OwnMongod;
let gateway: TestGateway;
let people: SignedUp[];
/** What the gateway is at, and how many that were at the most. */
const underWay = new Set<ServerResponse>();
let most = 0;
beforeAll(async () => {
  subscribe('http.server.request.start', noteRequest);
  mongod = await startOwnMongod('frozen');
  const settings = { MAX_REQUESTS: String(MAX_REQUESTS), RATE_LIMIT: 'false' };
  gateway = await startTestGateway({ ...settings, MONGODB_URI: mongod.uri });
  people = [];
  for (let count = 0; count < 4; count++) people.push(await signUp(gateway));
});
afterAll(async () => {
  unsubscribe('http.server.request.start', noteRequest);
  await gateway.stop();
  await mongod.stop();
});

function noteRequest(message: unknown): void {
  const { server, response } = message as {
    readonly server: Server;
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
  };
  if ((server.address() as AddressInfo | null)?.port !== Number(new URL(gateway.url).port)) return;
  // What is refused at once has ended when the server's listener returns.
  queueMicrotask(() => {
    if (response.writableEnded) return;
    underWay.add(response);
    most = Math.max(most, underWay.size);
    response.once('close', () => underWay.delete(response));
  });
}

async function whileFrozen<Result>(work: () => Promise<Result>): Promise<Result> {
  const pid = (await mongodPid(mongod.directory)) ?? 0;
  process.kill(pid, 'SIGSTOP');
  try {
    return await work();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

const asks: readonly ((person: SignedUp) => Promise<Answer>)[] = [
  (person) => gateway.api.send(MeDocument, undefined, person),
  (person) => gateway.api.send(RefreshDocument, person),
  ({ email, password }) => gateway.api.send(SignInDocument, { input: { email, password } }),
  () => gateway.api.send(SendPasswordResetEmailDocument, { email: newPerson().email }),
];
type Answer = Awaited<ReturnType<typeof gateway.api.send<unknown, unknown>>>;

/** All at once, of every kind. */
function askAsCrowd() {
  return Promise.all(
    Array.from({ length: CROWD }, async (_, index) => {
      const [ask, person] = [asks[index % asks.length], people[index % people.length]];
      if (ask === undefined || person === undefined) throw new TypeError('There is nobody.');
      const startedAt = performance.now();
      const { status, headers, errors } = await ask(person);
      const [code, retryAfter] = [errors[0]?.extensions.code, headers.get('retry-after')];
      return { status, code, retryAfter, ms: performance.now() - startedAt };
    }),
  );
}

describe('a database that stands still under a crowd', () => {
  it.each(['once', 'and once more'])(
    'holds back as many as MAX_REQUESTS, each for 3 s at most, and goes on: %s',
    async () => {
      most = 0;
      const answers = await whileFrozen(async () => {
        const all = await askAsCrowd();
        const keySet = await fetch(`${gateway.url}/.well-known/jwks.json`);
        expect(keySet.status).toBe(200);
        return all;
      });
      expect(answers.filter(({ retryAfter }) => retryAfter === null)).toEqual([]);
      // Who waited in vain, and who was refused at once.
      expect(new Set(answers.map(({ code, status }) => code ?? String(status)))).toEqual(
        new Set(['UNAVAILABLE', '503']),
      );
      expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(ROOM * 3_000);
      expect(most).toBeLessThanOrEqual(MAX_REQUESTS);
      for (const person of people)
        await until('they are answered again', async () => {
          const { data } = await gateway.api.send(MeDocument, undefined, person);
          return data?.me;
        });
      await until('nothing is left under way', () => underWay.size === 0);
      expect((await signUp(gateway)).userId).toBeTruthy();
    },
  );
});
