/**
 * Challenges: the first factor was right, the second is to come. One opens a session once, for the user it was
 * made for, within five minutes and five tries (ASVS 6.5.5, 6.6.2). Every change is one conditional update.
 */
import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { OpaqueTokens } from '../foundation/opaque-token.js';
import type { Randomness } from '../foundation/randomness.js';
import type { Proof } from '../sessions/start-session.js';
import type { SecondFactorQuestion } from '../sign-in/open-sign-in.js';
import type { ChallengeDocument, ChallengeModel } from './challenge.model.js';

const TTL_MS = 5 * 60_000;
const MOST_TRIES = 5;

export interface Challenges {
  open(proof: Proof): Promise<Omit<SecondFactorQuestion, 'methods'>>;
  /** Counts a try before it is judged. @throws AppError CHALLENGE_EXPIRED. */
  try(token: string): Promise<ChallengeDocument>;
  /** Of any number at once one succeeds. @throws AppError CHALLENGE_EXPIRED. */
  use(challenge: ChallengeDocument): Promise<void>;
}

export interface ChallengesOptions {
  readonly model: ChallengeModel;
  readonly tokens: OpaqueTokens<'challenge'>;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createChallenges({ model, tokens, clock, randomness }: ChallengesOptions): Challenges {
  const challenges = rawCollection(model);
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
      const challenge = await challenges.findOneAndUpdate(
        {
          tokenHash: { $in: tokens.hashes(token, 'challenge') },
          usedAt: { $exists: false },
          tries: { $lt: MOST_TRIES },
          expiresAt: { $gt: clock.now() },
        },
        { $inc: { tries: 1 } },
        { returnDocument: 'after' },
      );
      if (challenge === null) throw new AppError('CHALLENGE_EXPIRED');
      return challenge;
    },
    async use({ _id }) {
      const { modifiedCount } = await challenges.updateOne(
        { _id, usedAt: { $exists: false } },
        { $set: { usedAt: clock.now() } },
      );
      if (modifiedCount === 0) throw new AppError('CHALLENGE_EXPIRED');
    },
  };
}
