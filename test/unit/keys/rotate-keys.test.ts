/** Rotation by many replicas at once, on a real database; what is seen over HTTP is in test/e2e/key-rotation.test.ts. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';

import { createIndexes } from '../../../src/database/create-indexes.js';
import { createInTransaction } from '../../../src/database/transaction.js';
import { systemClock } from '../../../src/foundation/clock.js';
import { Events } from '../../../src/foundation/events.js';
import { createSecretBox } from '../../../src/foundation/secret-box.js';
import { createSecrets } from '../../../src/foundation/secrets.js';
import { isPublished, stateOf } from '../../../src/keys/key-policy.js';
import { createRotateKeys } from '../../../src/keys/rotate-keys.js';
import type { SigningAlgorithm } from '../../../src/keys/signing-algorithm.js';
import { createSigningKeyModel, type SigningKeyModel } from '../../../src/keys/signing-key.model.js';
import { freshDatabaseUri } from '../../harness/database-uri.js';

const hour = 3_600_000;
const tick = (hours: number) => new Date(Date.now() + hours * hour);
const box = createSecretBox(createSecrets(['a-secret-for-tests-that-is-long-enough']), 'signing-keys');
let connection: mongoose.Connection;
let model: SigningKeyModel;
let raised: string[];

beforeAll(async () => {
  connection = await mongoose
    .createConnection(freshDatabaseUri(), { autoIndex: false, autoCreate: false })
    .asPromise();
  model = createSigningKeyModel(connection);
});
beforeEach(async () => {
  await connection.dropDatabase();
  await createIndexes(model);
  raised = [];
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

interface Changes {
  readonly algorithm?: SigningAlgorithm;
  readonly keepMs?: number;
  readonly leadMs?: number;
}

function replica({ algorithm = 'EdDSA', keepMs = hour, leadMs = hour }: Changes = {}) {
  const events = new Events(systemClock);
  events.subscribe(({ name }) => raised.push(name));
  return createRotateKeys({
    model,
    inTransaction: createInTransaction(connection),
    box,
    events,
    algorithm,
    leadMs,
    keepMs,
    atLeast: 3,
    reload: () => Promise.resolve(),
  });
}
const replicas = (changes: Changes = {}) => Array.from({ length: 10 }, () => replica(changes));

/** Such as `signing reserve`, oldest first. */
async function states(): Promise<string> {
  const keys = await model.find().sort({ sequence: 1 }).lean().exec();
  expect(keys.map(({ sequence }) => sequence)).toEqual([...new Set(keys.map(({ sequence }) => sequence))]);
  for (const key of keys)
    expect(key.privateJwkBox !== undefined).toBe(['signing', 'reserve'].includes(stateOf(key)));
  return keys.map(stateOf).join(' ');
}
const kids = async () => (await model.find().sort({ sequence: 1 }).lean().exec()).map(({ _id }) => _id);
const publishEarlier = (ms: number) =>
  model.collection.updateMany({}, [{ $set: { createdAt: { $subtract: ['$createdAt', ms] } } }]);

describe('the first keys', () => {
  it('are one that signs and one in reserve, however many replicas start at once', async () => {
    await Promise.all(replicas().map(({ ensureKeys }) => ensureKeys()));
    expect(await states()).toBe('signing reserve');
  });

  it('are completed where there is one key of an earlier version', async () => {
    await Promise.all(replicas().map(({ ensureKeys }) => ensureKeys()));
    const [first = '', second = ''] = await kids();
    await model.deleteOne({ _id: second });
    await model.collection.updateOne({ _id: first as never }, { $unset: { signsFrom: '' } });
    await replica().ensureKeys();
    expect(await states()).toBe('signing reserve');
    expect((await kids())[0]).toBe(first);
  });
});

describe('a tick', () => {
  it('rotates once, however many replicas it comes to at the same instant', async () => {
    await replica().ensureKeys();
    await publishEarlier(hour);
    const at = tick(1);
    const outcomes = await Promise.all(replicas().map(({ rotate }) => rotate({ tick: at })));
    expect(outcomes.filter((outcome) => outcome === 'rotated')).toHaveLength(1);
    expect(await states()).toBe('stopped signing reserve');
    expect(raised.filter((name) => name === 'key.rotated')).toHaveLength(1);
  });

  it('does nothing for a replica that hears it late, though the next key is ripe already', async () => {
    await replica().ensureKeys();
    await publishEarlier(hour);
    const at = tick(1);
    await replica().rotate({ tick: at });
    await publishEarlier(hour);
    expect(await replica().rotate({ tick: at })).toBe('not-due');
    expect(await replica().rotate({ tick: tick(2) })).toBe('rotated');
  });

  it('does nothing until the next key has been published for the lead, by the database’s clock', async () => {
    await replica().ensureKeys();
    await publishEarlier(hour - 5_000);
    expect(await replica().rotate({ tick: tick(1) })).toBe('too-soon');
    expect(await states()).toBe('signing reserve');
    await publishEarlier(5_000);
    expect(await replica().rotate({ tick: tick(1) })).toBe('rotated');
  });

  it('that came before the keys were made is no missed one', async () => {
    await replica().ensureKeys();
    await publishEarlier(hour);
    expect(await replica().rotate({ tick: tick(-1) })).toBe('not-due');
  });
});

describe('another algorithm', () => {
  it('is published in place of the reserve at start, and signs after the lead', async () => {
    await replica().ensureKeys();
    await Promise.all(replicas({ algorithm: 'ES256' }).map(({ ensureKeys }) => ensureKeys()));
    expect(await states()).toBe('signing reserve');
    const algorithms = async () =>
      (await model.find().sort({ sequence: 1 }).lean().exec()).map(({ algorithm }) => algorithm);
    expect(await algorithms()).toEqual(['EdDSA', 'ES256']);
    expect(await replica({ algorithm: 'ES256' }).rotate({ tick: tick(1) })).toBe('too-soon');
    await publishEarlier(hour);
    expect(await replica({ algorithm: 'ES256' }).rotate({ tick: tick(1) })).toBe('rotated');
    expect(await algorithms()).toEqual(['EdDSA', 'ES256', 'ES256']);
  });

  it('replaces at a tick what a replica of the former setting had put in reserve', async () => {
    await replica().ensureKeys();
    await publishEarlier(hour);
    expect(await replica({ algorithm: 'RS256' }).rotate({ tick: tick(1) })).toBe('reserve-replaced');
    expect(await states()).toBe('signing reserve');
  });
});

describe('a withdrawal', () => {
  it('of the signing key lets the reserve sign at once', async () => {
    await replica().ensureKeys();
    const [first = ''] = await kids();
    await replica().withdraw(first);
    expect(await states()).toBe('withdrawn signing reserve');
  });

  it('of the reserve makes another one', async () => {
    await replica().ensureKeys();
    const [, second = ''] = await kids();
    await replica().withdraw(second);
    expect(await states()).toBe('signing withdrawn reserve');
  });

  it('of a key that signs no more changes nothing else', async () => {
    await replica().ensureKeys();
    await replica().rotate({ ignoresLead: true });
    const [first = ''] = await kids();
    await replica().withdraw(first);
    expect(await states()).toBe('withdrawn signing reserve');
  });

  it('is refused for a key that is unknown, or withdrawn already', async () => {
    await replica().ensureKeys();
    const [first = ''] = await kids();
    await replica().withdraw(first);
    for (const kid of [first, 'unknown', '', '__proto__'])
      await expect(replica().withdraw(kid)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await states()).toBe('withdrawn signing reserve');
  });

  it('by ten at once, with a rotation among them, leaves one key that signs and one in reserve', async () => {
    await replica().ensureKeys();
    await publishEarlier(hour);
    const [first = ''] = await kids();
    const all = replicas().map(({ withdraw }) => withdraw(first).catch(() => undefined));
    await Promise.all([...all, replica().rotate({ tick: tick(1) })]);
    const after = (await states()).split(' ');
    expect(after.filter((state) => state === 'signing')).toHaveLength(1);
    expect(after.filter((state) => state === 'reserve')).toHaveLength(1);
    expect(after[0]).toBe('withdrawn');
    expect(raised.filter((name) => name === 'key.withdrawn')).toHaveLength(1);
  });
});

describe('a key whose last token is dead', () => {
  it('leaves the key set past SIGNING_KEYS, and not before its time', async () => {
    await replica().ensureKeys();
    for (let round = 0; round < 3; round++) await replica().rotate({ ignoresLead: true });
    await replica().removeDead();
    expect(await states()).toBe('stopped stopped stopped signing reserve');
    await Promise.all(replicas({ keepMs: 0 }).map(({ removeDead }) => removeDead()));
    expect(await states()).toBe('stopped signing reserve');
    expect((await model.find().lean().exec()).every(isPublished)).toBe(true);
  });
});
