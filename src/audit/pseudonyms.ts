/** Who stands behind a pseudonym of the audit trail, as long as that may be known. */
import type { Types } from 'mongoose';

import { parseId } from '../database/id.js';
import { rawCollection } from '../database/raw-collection.js';
import { conflictingField } from '../database/unique-conflict.js';
import { mayBeLost } from '../database/write-concern.js';
import type { Randomness } from '../foundation/randomness.js';
import type { PseudonymDocument, PseudonymModel } from './pseudonym.model.js';

const PSEUDONYM_BYTES = 16;
const KEY_BYTES = 32;

export interface Pseudonym {
  readonly id: string;
  readonly userId: string;
  /** Seals where this person's entries came from. */
  readonly key: Buffer;
}

export interface Pseudonyms {
  /**
   * By user id. Made where there is none yet; absent for whoever has no account any more.
   * @param opened those of them whose accounts are so new that nothing is looked for.
   */
  of(userIds: readonly string[], opened: ReadonlySet<string>): Promise<ReadonlyMap<string, Pseudonym>>;
  /** Of one user; undefined where none was made, or it was erased. */
  find(userId: string): Promise<Pseudonym | undefined>;
  /** By pseudonym; absent where it was erased. */
  behind(pseudonyms: readonly string[]): Promise<ReadonlyMap<string, Pseudonym>>;
}

export interface PseudonymOptions {
  readonly model: PseudonymModel;
  /** Whether the account is there still. */
  readonly isUser: (id: Types.ObjectId) => Promise<boolean>;
  readonly randomness: Randomness;
}

export function createPseudonyms(options: PseudonymOptions): Pseudonyms {
  const collection = rawCollection(options.model);
  return {
    async of(userIds, opened) {
      const ids = userIds.map(parseId).filter((id) => id !== undefined);
      const older = ids.filter((id) => !opened.has(id.toHexString()));
      const known = older.length === 0 ? [] : await collection.find({ userId: { $in: older } }).toArray();
      const found = new Map(known.map(toPseudonym).map((pseudonym) => [pseudonym.userId, pseudonym]));
      for (const id of ids.filter((id) => !found.has(id.toHexString()))) {
        // Of an erased account not even for a moment: whoever is killed in it would leave it for good.
        if (!opened.has(id.toHexString()) && !(await options.isUser(id))) continue;
        const made = opened.has(id.toHexString()) ? await insert(options, id) : await make(options, id);
        if (made !== undefined) found.set(made.userId, made);
      }
      return found;
    },
    async find(userId) {
      const id = parseId(userId);
      const document = id === undefined ? null : await collection.findOne({ userId: id });
      return document === null ? undefined : toPseudonym(document);
    },
    async behind(pseudonyms) {
      const known = await collection.find({ _id: { $in: [...pseudonyms] } }).toArray();
      return new Map(known.map(toPseudonym).map((pseudonym) => [pseudonym.id, pseudonym]));
    },
  };
}

function draw(randomness: Randomness) {
  return {
    _id: randomness(PSEUDONYM_BYTES).toString('base64url'),
    schemaVersion: 1 as const,
    key: randomness(KEY_BYTES).toString('base64url'),
  };
}

/** Of an account so new that hardly anybody else can have made one: nothing is looked for. */
async function insert(options: PseudonymOptions, userId: Types.ObjectId): Promise<Pseudonym | undefined> {
  const document = { ...draw(options.randomness), userId };
  try {
    await rawCollection(options.model).insertOne(document, mayBeLost);
    return toPseudonym(document);
  } catch (error) {
    if (conflictingField(error) === undefined) throw error;
    return make(options, userId);
  }
}

/** One upsert, so that of several replicas one makes it and the others find it. */
async function make(
  { model, isUser, randomness }: PseudonymOptions,
  userId: Types.ObjectId,
): Promise<Pseudonym | undefined> {
  const collection = rawCollection(model);
  const drawn = draw(randomness);
  const document = await collection
    // The entries that name it come after it in the oplog: with them it is there.
    .findOneAndUpdate(
      { userId },
      { $setOnInsert: drawn },
      { upsert: true, returnDocument: 'after', ...mayBeLost },
    )
    .catch((error: unknown) => {
      if (conflictingField(error) === undefined) throw error;
      return collection.findOne({ userId });
    });
  if (document === null) return undefined;
  // An account is removed before its pseudonym: whoever looks only now makes none that outlives the erasure.
  if (document._id !== drawn._id || (await isUser(userId))) return toPseudonym(document);
  await collection.deleteOne({ _id: drawn._id });
  return undefined;
}

function toPseudonym({ _id: id, userId, key }: PseudonymDocument): Pseudonym {
  return { id, userId: userId.toHexString(), key: Buffer.from(key, 'base64url') };
}
