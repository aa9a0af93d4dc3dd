/** The process: how it stops, and what does not end it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';

import { afterAll, describe, expect, it } from '@jest/globals';

import { MeDocument, SignInDocument } from '../generated/operations.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { createGatewayProcesses, until } from '../harness/gateway-process.js';
import type { GraphQLClient } from '../harness/graphql-client.js';
import { openConnection } from '../harness/open-connection.js';
import { type SignedUp, signUp } from '../harness/people.js';
import { retire } from '../harness/retire.js';
import { ROOM } from '../harness/timing.js';

const processes = createGatewayProcesses();
afterAll(() => processes.endAll());

const SECRET = 'a-secret-for-tests-that-is-long-enough';

/** Signs in again and again until it is told to stop or fails; resolves to what became of each attempt. */
function keepSigningIn(api: GraphQLClient, { email, password }: SignedUp) {
  const outcomes: string[] = [];
  let isStopped = false;
  const run = async () => {
    while (!isStopped && (outcomes.at(-1) ?? served) === served) {
      const answer = await api
        .send(SignInDocument, { input: { email, password } })
        .catch((error: unknown) => error);
      outcomes.push(answer instanceof Error ? inspect(answer) : outcomeOf(answer));
    }
    return outcomes;
  };
  const finished = run();
  return {
    outcomes,
    /** The attempt under way is the last one. */
    finish: () => {
      isStopped = true;
      return finished;
    },
  };
}

const served = '200 AuthPayload';

function outcomeOf(answer: unknown): string {
  const { status, data } = answer as Awaited<ReturnType<GraphQLClient['send']>>;
  return `${status} ${(data as { signIn?: { __typename: string } } | null)?.signIn?.__typename ?? ''}`;
}

describe('F5 SIGTERM: not ready first, what runs is answered, idle connections are closed, and it ends with 0', () => {
  it('answers every request that was sent before it, and ends with 0; a second one changes nothing', async () => {
    const gateway = await processes.launch({
      MONGODB_URI: freshDatabaseUri(),
      SECRET,
      // One worker and dear hashes: with eight clients requests wait in the queue when the gateway closes.
      BCRYPT_COST: '11',
      HASH_CONCURRENCY: '1',
      SHUTDOWN_DELAY: '200ms',
      SHUTDOWN_TIMEOUT: '90s',
    });
    const { url, api } = await gateway.ready();
    const person = await signUp({ api });
    const clients = Array.from({ length: 8 }, () => keepSigningIn(api, person));
    // Each of them: a queue that is not first in, first out starves some for as long as the load lasts.
    await until('they are at work', () => clients.every(({ outcomes }) => outcomes.length > 0));
    const finished = clients.map((client) => client.finish());
    const before = clients.map(({ outcomes }) => outcomes.length);
    gateway.signal('SIGTERM');
    const signalledAt = performance.now();
    await gateway.logged('stopping');
    gateway.signal('SIGTERM');

    const outcomes = await Promise.all(finished);
    expect(outcomes.map(({ length }, client) => length - (before[client] ?? 0))).toEqual(before.map(() => 1));
    expect(new Set(outcomes.flat())).toEqual(new Set([served]));
    // Requests were still waiting when it had stopped accepting: else nothing was tried here.
    expect(performance.now() - signalledAt).toBeGreaterThan(300);
    await expect(openConnection(Number(new URL(url).port))).rejects.toThrow('ECONNREFUSED');
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
    expect(gateway.log.filter(({ msg }) => msg === 'stopping')).toHaveLength(1);
    expect(gateway.stderr).toBe('');
  });

  it('does not wait for connections that are kept alive with nothing to do', async () => {
    const gateway = await processes.launch({ MONGODB_URI: freshDatabaseUri(), SECRET });
    const { url } = await gateway.ready();
    await Promise.all(
      Array.from({ length: 4 }, () => fetch(`${url}/health/live`).then((answer) => answer.text())),
    );
    const signalledAt = performance.now();
    gateway.signal('SIGTERM');
    expect((await gateway.exit).code).toBe(0);
    expect(performance.now() - signalledAt).toBeLessThan(ROOM * 3_000);
  });

  it('says 503 before it stops accepting, runs no job any more, and is deaf to further signals', async () => {
    const { gateway, url } = await retire((SHUTDOWN_DELAY) =>
      processes.launch({
        ...{ MONGODB_URI: freshDatabaseUri(), SECRET, SHUTDOWN_DELAY },
        ...{ KEY_ROTATION_CRON: '* * * * * *', KEY_ROTATION_LEAD: '0' },
      }),
    );
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
    expect(gateway.log.at(-1)?.msg).toBe('stopped');
    expect(gateway.log.filter(({ msg }) => msg === 'a job failed')).toEqual([]);
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('F6 a promise that fails and that nobody waits for is logged, and ends nothing', () => {
  it('in the running process', async () => {
    const directory = await processes.makeDirectory();
    const script = join(directory, 'stray.mjs');
    // As a bug in a resolver or a job would do it, once people are served.
    await writeFile(
      script,
      `import { isMainThread } from 'node:worker_threads';
       const fail = async () => { throw new Error('a stray failure'); };
       const isServing = () => process.listenerCount('unhandledRejection') > 0;
       if (isMainThread) setInterval(() => isServing() && void fail(), 300).unref();`,
    );
    const gateway = await processes.launch({
      ...{ MONGODB_URI: freshDatabaseUri(), SECRET, NODE_OPTIONS: `--import=${script}` },
    });
    const { api } = await gateway.ready();
    const line = await gateway.logged('unhandled rejection');
    expect(line).toMatchObject({ level: 'error', err: { message: 'a stray failure' } });
    const person = await signUp({ api });
    await sleep(700);
    expect((await api.call(MeDocument, undefined, person)).me?.id).toBe(person.userId);
    gateway.signal('SIGTERM');
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
    expect(gateway.stderr).toBe('');
  });
});
