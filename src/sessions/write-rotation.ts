/**
 * The conditional update that replaces a refresh token by its successor. Those that come while one is being written are written
 * together in two commands, since a command of its own for each costs the driver and the database twice as much. Each keeps its own
 * condition, so that together or alone it is taken or not for the same reasons.
 */
import DataLoader from 'dataloader';
import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import { createTurns } from '../foundation/turns.js';
import type { RefreshToken, RefreshTokens } from './refresh-token.js';
import { expiryOf, type SessionDocument, type SessionModel } from './session.model.js';

interface Rotation {
  readonly token: RefreshToken;
  /** What is stored of the successor. */
  readonly nextHash: string;
  readonly ip: string;
}

/** @returns the session as it was written; null where the token was not its current one, or the session is over. */
export type WriteRotation = (rotation: Rotation) => Promise<SessionDocument | null>;

export interface WriteRotationOptions {
  readonly sessions: SessionModel;
  readonly refreshTokens: RefreshTokens;
  readonly idleMs: number;
  readonly graceMs: number;
  readonly clock: Clock;
}

const MOST_TOGETHER = 50;
/** So long a write is waited for before the next one starts beside it: the waits for a slow database must not add up. */
const PATIENCE_MS = 20;

export function createWriteRotation(options: WriteRotationOptions): WriteRotation {
  const alone: WriteRotation = (rotation) => writeAlone(options, rotation);
  // Twins of one token write the same: which of them was taken is no matter only where the other gets the same answer.
  if (options.graceMs === 0) return alone;
  const turns = createTurns(PATIENCE_MS);
  const loader = new DataLoader<Rotation, Written>(
    (rotations) => turns.take(() => writeGathered(options, rotations)),
    { cache: false, maxBatchSize: MOST_TOGETHER, batchScheduleFn: turns.wait },
  );
  return async (rotation) => {
    const written = await loader.load(rotation);
    return written === undefined ? alone(rotation) : written;
  };
}

/** undefined: to be written alone after all. */
type Written = SessionDocument | null | undefined;

async function writeGathered(
  options: WriteRotationOptions,
  rotations: readonly Rotation[],
): Promise<readonly Written[]> {
  const [only, another] = rotations;
  if (only !== undefined && another === undefined) return [await writeAlone(options, only)];
  const written = await writeTogether(options, rotations);
  return rotations.map((rotation) => written.get(rotation));
}

function writeAlone(options: WriteRotationOptions, rotation: Rotation): Promise<SessionDocument | null> {
  const now = options.clock.now();
  return rawCollection(options.sessions).findOneAndUpdate(
    conditionOf(options, rotation, now),
    { $set: changeOf(options, rotation, now) },
    { returnDocument: 'after' },
  );
}

/** What is unusual is left out, and what may have come between. */
async function writeTogether(
  options: WriteRotationOptions,
  rotations: readonly Rotation[],
): Promise<ReadonlyMap<Rotation, SessionDocument>> {
  const now = options.clock.now();
  const before = await readSessions(options, rotations);
  const planned = new Map<string, { readonly rotation: Rotation; readonly session: SessionDocument }>();
  for (const rotation of rotations) {
    const { sessionId } = rotation.token;
    const session = before.get(sessionId);
    if (session !== undefined && !planned.has(sessionId) && isCurrent(options, rotation, session, now))
      planned.set(sessionId, { rotation, session });
  }
  const plans = [...planned.values()];
  if (plans.length === 0) return new Map();
  const { matchedCount } = await rawCollection(options.sessions).bulkWrite(
    plans.map(({ rotation, session: { credentialVersion, userVersion } }) => ({
      updateOne: {
        // What is answered was read before: it is to be what is there still.
        filter: { ...conditionOf(options, rotation, now), credentialVersion, userVersion },
        update: { $set: changeOf(options, rotation, now) },
      },
    })),
    { ordered: false },
  );
  const changed = plans.map(
    ({ rotation, session }) => [rotation, Object.assign(session, changeOf(options, rotation, now))] as const,
  );
  if (matchedCount === plans.length) return new Map(changed);
  // Not all were taken, and the database does not say which.
  const after = await readSessions(options, rotations);
  return new Map(changed.filter(([, written]) => isStored(written, after)));
}

async function readSessions(
  { sessions }: WriteRotationOptions,
  rotations: readonly Rotation[],
): Promise<ReadonlyMap<string, SessionDocument>> {
  const ids = [...new Set(rotations.map(({ token }) => token.sessionId))].map((id) => new Types.ObjectId(id));
  const found = await rawCollection(sessions)
    .find({ _id: { $in: ids } }, { batchSize: ids.length + 1 })
    .toArray();
  return new Map(found.map((session) => [session._id.toHexString(), session]));
}

function isCurrent(
  { refreshTokens }: WriteRotationOptions,
  { token }: Rotation,
  session: SessionDocument,
  now: Date,
): boolean {
  const isOpen = session.endedAt === undefined && expiryOf(session) > now;
  const isSame = session.generation === token.generation;
  return isOpen && isSame && refreshTokens.hashes(token).includes(session.tokenHash);
}

/** By this write or by a twin's at the same millisecond, which is answered the same. */
function isStored(written: SessionDocument, after: ReadonlyMap<string, SessionDocument>): boolean {
  const session = after.get(written._id.toHexString());
  return (
    session !== undefined &&
    session.endedAt === undefined &&
    session.tokenHash === written.tokenHash &&
    session.lastRefreshedAt?.getTime() === written.lastRefreshedAt?.getTime()
  );
}

function conditionOf({ refreshTokens }: WriteRotationOptions, { token }: Rotation, now: Date) {
  return {
    _id: new Types.ObjectId(token.sessionId),
    generation: token.generation,
    tokenHash: { $in: refreshTokens.hashes(token) },
    endedAt: { $exists: false },
    idleExpiresAt: { $gt: now },
    absoluteExpiresAt: { $gt: now },
  };
}

function changeOf({ idleMs }: WriteRotationOptions, { token, nextHash, ip }: Rotation, now: Date) {
  return {
    generation: token.generation + 1,
    tokenHash: nextHash,
    lastRefreshedAt: now,
    lastRefreshedByIp: ip,
    idleExpiresAt: new Date(now.getTime() + idleMs),
  };
}
