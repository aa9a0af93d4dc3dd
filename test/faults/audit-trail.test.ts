/** The audit trail's database stands still: no request waits for the trail, and no entry is lost or doubled. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SendPasswordResetEmailDocument, SignInDocument } from '../generated/operations.js';
import { mongodPid, until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { type OwnMongod, startOwnMongod } from '../harness/own-mongod.js';
import { newPerson } from '../harness/people.js';

let mongod: OwnMongod;
let gateway: TestGateway;
beforeAll(async () => {
  mongod = await startOwnMongod('audit');
  gateway = await startTestGateway({ MONGODB_URI: mongod.uri, RATE_LIMIT: 'false' });
});
afterAll(async () => {
  await mongod.stop();
});

/** Tells that it was asked before it needs the database. */
const askForReset = () => gateway.api.refusal(SendPasswordResetEmailDocument, { email: newPerson().email });
const kept = (event: string) => gateway.database.collection('audit').countDocuments({ event });
const waiting = async () => {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return Number(/^portcullis_audit_waiting (\d+)$/m.exec(text)?.[1]);
};

describe('a database that stands still', () => {
  it('makes no request slower than its own needs do, and every entry is there once afterwards', async () => {
    const pid = (await mongodPid(mongod.directory)) ?? 0;
    // What the start has raised is not to be among what waits.
    await until('the trail of the start is written', async () => (await waiting()) === 0);
    process.kill(pid, 'SIGSTOP');
    try {
      const startedAt = performance.now();
      const refusals = await Promise.all(Array.from({ length: 50 }, askForReset));
      // Each waits 3 s for its own write; for the trail, in line, the last would wait 150 s.
      expect(performance.now() - startedAt).toBeLessThan(100_000);
      expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['UNAVAILABLE']));
      expect(await waiting()).toBe(50);
      await until('an attempt to write has failed', () =>
        gateway.logLines.some((line) => line.includes('the audit trail cannot be written')),
      );
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await until('the trail is written', async () => (await waiting()) === 0);
    expect(await kept('mail-link.requested')).toBe(50);
  });
});

describe('a stop', () => {
  it('writes what was raised just before', async () => {
    const attempts = Array.from({ length: 5 }, () =>
      gateway.api.send(SignInDocument, { input: { email: newPerson().email, password: 'wrong' } }),
    );
    await Promise.all(attempts);
    const { databaseUri } = gateway;
    await gateway.stop('keep');
    gateway = await startTestGateway({ MONGODB_URI: databaseUri });
    expect(await kept('sign-in.failed')).toBe(5);
    await gateway.stop('keep');
  });
});
