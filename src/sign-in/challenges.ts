/**
 * Challenges: the first factor was right, the second is to come. One opens a session once, for the user it was
 * made for, within five minutes and five tries (ASVS 6.5.5, 6.6.2). Every change is one conditional update.
 */
import { type mongo, Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { OpaqueTokens } from '../foundation/opaque-token.js';
import type { Randomness } from '../foundation/randomness.js';
import type { Proof } from '../sessions/start-session.js';
import { notDeleted } from '../users/not-deleted.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import type { ChallengeDocument, ChallengeModel } from './challenge.model.js';

const TTL_MS = 5 * 60_000;
const MOST_TRIES = 5;

/** For the rooms whose proofs answer one: each tries, judges, and then completes the sign-in with `CompleteChallenge`. */
export interface Challenges {
  open(proof: Proof): Promise<{ readonly challengeToken: string; readonly expiresAt: Date }>;
  /** A look, which counts nothing, for what is prepared before a try. @throws AppError CHALLENGE_EXPIRED. */
  find(token: string): Promise<ChallengeDocument>;
  /** Counts a try before it is judged. @throws AppError CHALLENGE_EXPIRED. */
  try(token: string): Promise<ChallengeDocument>;
  /** Whose it is, as long as the credentials are those that the first factor was checked against. @throws AppError CHALLENGE_EXPIRED. */
  ownerOf(challenge: ChallengeDocument): Promise<UserDocument>;
  /** Of any number at once one succeeds. @throws AppError CHALLENGE_EXPIRED. */
  use(challenge: ChallengeDocument): Promise<void>;
  forgetUser(userId: string): Promise<void>;
}

export interface ChallengesOptions {
  readonly model: ChallengeModel;
  readonly users: UserModel;
  readonly tokens: OpaqueTokens<'challenge'>;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createChallenges(options: ChallengesOptions): Challenges {
  const { users, tokens, clock, randomness } = options;
  const challenges = rawCollection(options.model);
  const alive = (token: string): mongo.Filter<ChallengeDocument> => ({
    tokenHash: { $in: tokens.hashes(token, 'challenge') },
    usedAt: { $exists: false },
    tries: { $lt: MOST_TRIES },
    expiresAt: { $gt: clock.now() },
  });
  return {
    async open({ user, methods, amr, transport }) {
      const challengeToken = tokens.make(randomness);
      const expiresAt = new Date(clock.now().getTime() + TTL_MS);
      await challenges.insertOne({
        _id: new Types.ObjectId(),
        schemaVersion: 1,
        ...tokens.hash(challengeToken, 'challenge'),
        userId: user._id,
        credentialVersion: user.credentialVersion,
        methods: [...methods],
        amr: [...amr],
        transport,
        tries: 0,
        expiresAt,
      });
      return { challengeToken, expiresAt };
    },
    async try(token) {
      const counted = { $inc: { tries: 1 } };
      const challenge = await challenges.findOneAndUpdate(alive(token), counted, { returnDocument: 'after' });
      if (challenge === null) throw new AppError('CHALLENGE_EXPIRED');
      return challenge;
    },
    async find(token) {
      const challenge = await challenges.findOne(alive(token));
      if (challenge === null) throw new AppError('CHALLENGE_EXPIRED');
      return challenge;
    },
    async ownerOf({ userId: _id, credentialVersion }) {
      const user = await rawCollection(users).findOne({ _id, credentialVersion, ...notDeleted });
      if (user === null) throw new AppError('CHALLENGE_EXPIRED');
      return user;
    },
    async use({ _id }) {
      const { modifiedCount } = await challenges.updateOne(
        { _id, usedAt: { $exists: false } },
        { $set: { usedAt: clock.now() } },
      );
      if (modifiedCount === 0) throw new AppError('CHALLENGE_EXPIRED');
    },
    async forgetUser(userId) {
      await challenges.deleteMany({ userId: new Types.ObjectId(userId) });
    },
  };
}
