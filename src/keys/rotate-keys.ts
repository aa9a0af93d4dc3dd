/**
 * How keys come and go. Every change of who signs is one transaction that names what it saw, so that any number of
 * replicas may try at the same instant: the sequence number is unique, and one of them makes the next key.
 */
import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction, Transaction } from '../database/transaction.js';
import { conflictingField } from '../database/unique-conflict.js';
import { AppError } from '../foundation/errors.js';
import type { Events } from '../foundation/events.js';
import type { SecretBox } from '../foundation/secret-box.js';
import { type KeyPair, makeKeyPair } from './key-pair.js';
import { findInState, keysToRemove, stateOf } from './key-policy.js';
import type { SigningAlgorithm } from './signing-algorithm.js';
import type { SigningKeyDocument, SigningKeyModel } from './signing-key.model.js';

export type Rotation =
  | 'rotated'
  /** This tick has rotated already. */
  | 'not-due'
  /** The key in reserve has not been published for KEY_ROTATION_LEAD. */
  | 'too-soon'
  /** SIGNING_ALGORITHM has changed: a reserve of the new one was published in place of the old one. */
  | 'reserve-replaced';

interface RotationRequest {
  /** The tick that asks for it; undefined: somebody asks by hand. */
  readonly tick?: Date | undefined;
  /** Without waiting for KEY_ROTATION_LEAD: verifiers that keep the key set refuse the new tokens for a while. */
  readonly ignoresLead?: boolean | undefined;
}

export interface RotateKeys {
  /** Makes what is missing: the first key and its reserve, however many replicas start at once. */
  ensureKeys(): Promise<void>;
  rotate(request: RotationRequest): Promise<Rotation>;
  /**
   * Takes a key out of the key set at once; where it signs, the reserve signs from now on.
   * @throws AppError NOT_FOUND where no such key is published.
   */
  withdraw(kid: string): Promise<void>;
  /** Removes keys whose last token is dead, past SIGNING_KEYS. */
  removeDead(): Promise<void>;
}

export interface RotateKeysOptions {
  readonly model: SigningKeyModel;
  readonly inTransaction: InTransaction;
  /** For private keys at rest. */
  readonly box: SecretBox;
  readonly events: Events;
  readonly algorithm: SigningAlgorithm;
  /** KEY_ROTATION_LEAD. */
  readonly leadMs: number;
  /** How long a key stays published after it stopped. */
  readonly keepMs: number;
  /** SIGNING_KEYS. */
  readonly atLeast: number;
  /** Brings what this replica has in memory up to date. */
  readonly reload: () => Promise<void>;
}

export function createRotateKeys(options: RotateKeysOptions): RotateKeys {
  return {
    ensureKeys: () => ensureKeys(options),
    rotate: (request) => rotate(options, request),
    withdraw: (kid) => withdraw(options, kid),
    removeDead: () => removeDead(options),
  };
}

async function ensureKeys(options: RotateKeysOptions): Promise<void> {
  const isComplete = async () => {
    const keys = await readKeys(options);
    const reserve = findInState(keys, 'reserve');
    return findInState(keys, 'signing') !== undefined && reserve?.algorithm === options.algorithm;
  };
  // Each round makes one of the two keys, here or on another replica.
  while (!(await isComplete())) {
    const pair = await makeKeyPair(options.algorithm, options.box);
    await attempt(options, pair, async (keys, transaction) => {
      const reserve = findInState(keys, 'reserve');
      if (findInState(keys, 'signing') === undefined && reserve !== undefined)
        await promote(options, reserve, undefined, transaction);
      else if (reserve !== undefined && reserve.algorithm !== options.algorithm)
        await dropReserve(options, reserve, transaction);
      else if (reserve !== undefined) return undefined;
      return { store: true };
    });
  }
  await options.reload();
}

async function rotate(options: RotateKeysOptions, request: RotationRequest): Promise<Rotation> {
  // Looked at first without a transaction: most ticks of most replicas have nothing to do, and a key is dear to make.
  const refusal = await refuseRotation(options, await readKeys(options), request);
  if (refusal !== undefined) return refusal;
  const pair = await makeKeyPair(options.algorithm, options.box);
  const outcome = await attempt(options, pair, async (keys, transaction) => {
    const signer = findInState(keys, 'signing');
    const reserve = findInState(keys, 'reserve');
    const isRefused = (await refuseRotation(options, keys, request, transaction)) !== undefined;
    if (isRefused || signer === undefined || reserve === undefined) return undefined;
    if (reserve.algorithm !== options.algorithm) {
      await dropReserve(options, reserve, transaction);
      return { store: true };
    }
    await stop(options, signer, {}, transaction);
    await promote(options, reserve, request.tick, transaction);
    return { store: true, signs: reserve._id };
  });
  await options.reload();
  if (outcome === undefined) return 'not-due';
  if (outcome.signs === undefined) return 'reserve-replaced';
  options.events.raise('key.rotated', { kid: outcome.signs });
  return 'rotated';
}

/** Why not now; undefined where nothing stands against it. */
async function refuseRotation(
  options: RotateKeysOptions,
  keys: readonly SigningKeyDocument[],
  { tick, ignoresLead = false }: RotationRequest,
  transaction?: Transaction,
): Promise<'not-due' | 'too-soon' | undefined> {
  const signer = findInState(keys, 'signing');
  const reserve = findInState(keys, 'reserve');
  if (signer === undefined || reserve === undefined) return 'not-due';
  if (tick !== undefined && tick <= lastRotationOf(signer)) return 'not-due';
  // One of a former algorithm is replaced and not waited for.
  if (ignoresLead || reserve.algorithm !== options.algorithm) return undefined;
  return (await isRipe(options, reserve, transaction)) ? undefined : 'too-soon';
}

function lastRotationOf({ rotationTick, signsFrom, createdAt }: SigningKeyDocument): Date {
  return rotationTick ?? signsFrom ?? createdAt;
}

/** Whether it has been published for the lead, by the database's clock: those of replicas differ. */
async function isRipe(
  { model, leadMs }: RotateKeysOptions,
  { _id }: SigningKeyDocument,
  transaction: Transaction | undefined,
): Promise<boolean> {
  const ripe = await rawCollection(model).findOne(
    { _id, $expr: { $lte: ['$createdAt', { $subtract: ['$$NOW', leadMs] }] } },
    { projection: { _id: 1 }, ...(transaction && { session: transaction }) },
  );
  return ripe !== null;
}

async function withdraw(options: RotateKeysOptions, kid: string): Promise<void> {
  const pair = await makeKeyPair(options.algorithm, options.box);
  const outcome = await attempt(options, pair, async (keys, transaction) => {
    const key = keys.find(({ _id }) => _id === kid);
    const state = key && stateOf(key);
    if (key === undefined || state === 'withdrawn') return undefined;
    await stop(options, key, { withdrawnAt: '$$NOW' }, transaction);
    if (state === 'stopped') return { store: false };
    const reserve = findInState(keys, 'reserve');
    if (state === 'reserve' || reserve === undefined) return { store: true };
    await promote(options, reserve, undefined, transaction);
    return { store: true, signs: reserve._id };
  });
  await options.reload();
  if (outcome === undefined)
    throw new AppError('NOT_FOUND', { message: 'There is no such key in the key set.' });
  options.events.raise('key.withdrawn', { kid });
  if (outcome.signs !== undefined) options.events.raise('key.rotated', { kid: outcome.signs });
}

async function removeDead(options: RotateKeysOptions): Promise<void> {
  const collection = rawCollection(options.model);
  const lastToken = { $subtract: ['$$NOW', options.keepMs] };
  // One read for both: between two, another replica may have removed some, and the rest would look like too many.
  const keys = await collection
    .aggregate<SigningKeyDocument & { readonly isDead: boolean }>([
      { $sort: { sequence: 1 } },
      { $set: { isDead: { $lt: [{ $ifNull: ['$stoppedAt', '$$NOW'] }, lastToken] } } },
    ])
    .toArray();
  const dead = new Set(keys.filter(({ isDead }) => isDead).map(({ _id }) => _id));
  const kids = keysToRemove(keys, dead, options.atLeast);
  for (const kid of kids) {
    const { deletedCount } = await collection.deleteOne({ _id: kid, stoppedAt: { $exists: true } });
    if (deletedCount === 1) options.events.raise('key.removed', { kid });
  }
  if (kids.length > 0) await options.reload();
}

interface Change {
  /** Whether the new key is to be stored, as the next in reserve. */
  readonly store: boolean;
  /** Which key signs from now on, where that has changed. */
  readonly signs?: string;
}

/**
 * One transaction over the keys as they are in it.
 * @returns undefined where there was nothing to do.
 */
async function attempt(
  options: RotateKeysOptions,
  pair: KeyPair,
  change: (keys: readonly SigningKeyDocument[], transaction: Transaction) => Promise<Change | undefined>,
): Promise<Change | undefined> {
  const outcome = await options
    .inTransaction(async (transaction) => {
      const keys = await readKeys(options, transaction);
      const changed = await change(keys, transaction);
      if (changed?.store === true) await insertReserve(options, pair, keys, transaction);
      return changed;
    })
    .catch((error: unknown) => {
      // Another replica took the sequence number: what is to be done is asked anew of what it left.
      if (conflictingField(error) === undefined) throw error;
      return 'outrun' as const;
    });
  if (outcome === 'outrun') return attempt(options, pair, change);
  if (outcome?.store === true) options.events.raise('key.created', { kid: pair._id });
  return outcome;
}

function readKeys(
  { model }: Pick<RotateKeysOptions, 'model'>,
  transaction?: Transaction,
): Promise<SigningKeyDocument[]> {
  return rawCollection(model)
    .find({}, transaction && { session: transaction })
    .sort({ sequence: 1 })
    .toArray();
}

async function insertReserve(
  { model }: RotateKeysOptions,
  pair: KeyPair,
  keys: readonly SigningKeyDocument[],
  transaction: Transaction,
): Promise<void> {
  const { _id, ...rest } = pair;
  const sequence = (keys.at(-1)?.sequence ?? 0) + 1;
  await rawCollection(model).updateOne(
    { _id },
    { $setOnInsert: { schemaVersion: 1, sequence, ...rest }, $currentDate: { createdAt: true } },
    { upsert: true, session: transaction },
  );
}

async function promote(
  { model }: RotateKeysOptions,
  { _id }: SigningKeyDocument,
  tick: Date | undefined,
  transaction: Transaction,
): Promise<void> {
  await rawCollection(model).updateOne(
    { _id, signsFrom: { $exists: false }, withdrawnAt: { $exists: false } },
    [{ $set: { signsFrom: '$$NOW', ...(tick && { rotationTick: tick }) } }],
    { session: transaction },
  );
}

/** Its private half goes: nobody needs it again, and nobody can steal what is not there (ASVS 11.1.1). */
async function stop(
  { model }: RotateKeysOptions,
  { _id }: SigningKeyDocument,
  also: Readonly<Record<string, string>>,
  transaction: Transaction,
): Promise<void> {
  await rawCollection(model).updateOne(
    { _id, withdrawnAt: { $exists: false } },
    [{ $set: { stoppedAt: { $ifNull: ['$stoppedAt', '$$NOW'] }, ...also } }, { $unset: ['privateJwkBox'] }],
    { session: transaction },
  );
}

/** It never signed, so no token needs it. */
async function dropReserve(
  { model }: RotateKeysOptions,
  { _id }: SigningKeyDocument,
  transaction: Transaction,
): Promise<void> {
  await rawCollection(model).deleteOne({ _id, signsFrom: { $exists: false } }, { session: transaction });
}
