/** Facts about somebody that the deployment keeps here, as an admin sets them. They are in tokens from their next refresh on (CUSTOM_CLAIMS). */
import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { AppError, type FieldProblem, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { CustomClaims } from '../sessions/custom-claims.js';
import type { ShowUserVersion } from '../sessions/show-user-version.js';
import type { JudgeMetadata } from '../users/metadata-schema.js';
import { type Metadata, metadataProblem } from '../users/metadata.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { actedOn, type Administrator, readUser, requireId } from './administered-user.js';

/** A half that is absent stays as it is; null takes it away. */
interface MetadataChange {
  readonly publicMetadata?: Metadata | null | undefined;
  readonly privateMetadata?: Metadata | null | undefined;
}

/** @throws AppError BAD_USER_INPUT for what METADATA_SCHEMA refuses, or would make tokens too long; NOT_FOUND. */
export type SetUserMetadata = (
  admin: Administrator,
  userId: string,
  change: MetadataChange,
  origin: RequestOrigin,
) => Promise<UserDocument>;

export interface SetUserMetadataOptions {
  readonly users: UserModel;
  readonly inTransaction: InTransaction;
  readonly userCache: UserCache;
  readonly showUserVersion: ShowUserVersion;
  readonly customClaims: CustomClaims;
  readonly judge: JudgeMetadata;
  readonly events: Events;
  readonly clock: Clock;
}

const halves = ['publicMetadata', 'privateMetadata'] as const;

export function createSetUserMetadata(options: SetUserMetadataOptions): SetUserMetadata {
  const { users, inTransaction, userCache, showUserVersion, customClaims, events, clock } = options;
  return async (admin, userId, change, origin) => {
    const _id = requireId(userId);
    refuseProblems(halves.flatMap((half) => problemsOf(options.judge, half, change[half])));
    const wanted = written(change);
    const user = await inTransaction(async (transaction) => {
      const before = await readUser(users, _id, transaction);
      if (before.deletedAt !== undefined) throw new AppError('NOT_FOUND');
      if (!customClaims.fit(Object.assign({}, before, wanted))) refuseProblems([tooLong(change)]);
      const update = { $set: { ...wanted, updatedAt: clock.now() }, $inc: { version: 1 } };
      const after = await rawCollection(users).findOneAndUpdate({ _id, version: before.version }, update, {
        session: transaction,
        returnDocument: 'after',
      });
      const told = { ...actedOn(userId, admin), changed: Object.keys(wanted) };
      if (after !== null) await events.raiseIn(transaction, 'user.metadata-changed', told, origin);
      return after;
    });
    if (user === null) throw new AppError('NOT_FOUND');
    userCache.forget(userId);
    await showUserVersion(user);
    return user;
  };
}

function problemsOf(judge: JudgeMetadata, half: keyof MetadataChange, value: Metadata | null | undefined) {
  if (value === undefined || value === null) return [];
  const problem = metadataProblem(value);
  if (problem === undefined) return judge(half, value);
  return [{ path: half, rule: 'type', message: problem } satisfies FieldProblem];
}

function tooLong(change: MetadataChange): FieldProblem {
  const path = change.publicMetadata === undefined ? 'privateMetadata' : 'publicMetadata';
  return {
    path,
    rule: 'too-long',
    message: 'would make the claims of CUSTOM_CLAIMS too long for an access token',
  };
}

/** What of it changes, as it will stand. */
function written(change: MetadataChange): Partial<Record<keyof MetadataChange, Metadata>> {
  const given = halves.filter((half) => change[half] !== undefined);
  return Object.fromEntries(given.map((half) => [half, change[half] ?? {}]));
}
