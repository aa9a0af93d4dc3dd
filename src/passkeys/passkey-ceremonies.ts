/**
 * Challenges of WebAuthn: each is good once, for five minutes, for what it was asked for (WebAuthn 13.4.3). The challenge
 * is all that a client brings back, within what the authenticator signed; stored is its keyed hash.
 */
import { type mongo, Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import { mayBeLost } from '../database/write-concern.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { OpaqueTokens } from '../foundation/opaque-token.js';
import type { Randomness } from '../foundation/randomness.js';
import type { OriginPolicy } from '../http/origin-policy.js';
import { readClientData } from './client-data.js';
import type {
  CeremonyPurpose,
  PasskeyCeremonyDocument,
  PasskeyCeremonyModel,
} from './passkey-ceremony.model.js';

const TTL_MS = 5 * 60_000;

type CeremonyFacts = Pick<
  PasskeyCeremonyDocument,
  'userId' | 'isNamed' | 'sessionId' | 'credentialVersion' | 'isProven' | 'sealed'
>;

/** `challenge` is in base64url, as options hold it. */
export interface BegunCeremony {
  readonly challenge: string;
  readonly expiresAt: Date;
}

export interface TakenCeremony extends PasskeyCeremonyDocument {
  readonly challenge: string;
}

export interface PasskeyCeremonies {
  /** @param webOrigin the Origin header, of whichever page. */
  begin(
    purpose: CeremonyPurpose,
    webOrigin: string | undefined,
    facts: CeremonyFacts,
  ): Promise<BegunCeremony>;
  /**
   * The one that an answer is to. Of any number at once one succeeds, and none after it, whatever becomes of the answer.
   * @throws AppError CHALLENGE_EXPIRED.
   */
  take(purpose: CeremonyPurpose, clientDataJSON: string, mustBe?: CeremonyFacts): Promise<TakenCeremony>;
  forgetUser(userId: string): Promise<void>;
}

export interface PasskeyCeremoniesOptions {
  readonly model: PasskeyCeremonyModel;
  readonly tokens: OpaqueTokens<CeremonyPurpose>;
  readonly isOwnOrigin: OriginPolicy;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createPasskeyCeremonies(options: PasskeyCeremoniesOptions): PasskeyCeremonies {
  const { tokens, isOwnOrigin, clock, randomness } = options;
  const ceremonies = rawCollection(options.model);
  return {
    async begin(purpose, webOrigin, facts) {
      const challenge = tokens.make(randomness);
      const expiresAt = new Date(clock.now().getTime() + TTL_MS);
      const ceremony = {
        _id: new Types.ObjectId(),
        schemaVersion: 1 as const,
        ...tokens.hash(challenge, purpose),
        ...(webOrigin !== undefined && isOwnOrigin(webOrigin) && { webOrigin }),
        ...facts,
        expiresAt,
      };
      // One that is lost is asked for anew; that it was taken is not lost.
      await ceremonies.insertOne(ceremony, mayBeLost);
      return { challenge, expiresAt };
    },
    async take(purpose, clientDataJSON, mustBe = {}) {
      const challenge = readClientData(clientDataJSON)?.challenge ?? '';
      const filter: mongo.Filter<PasskeyCeremonyDocument> = {
        tokenHash: { $in: tokens.hashes(challenge, purpose) },
        expiresAt: { $gt: clock.now() },
        ...mustBe,
      };
      const ceremony = await ceremonies.findOneAndDelete(filter);
      if (ceremony === null) throw new AppError('CHALLENGE_EXPIRED');
      return { ...ceremony, challenge };
    },
    async forgetUser(userId) {
      await ceremonies.deleteMany({ userId: new Types.ObjectId(userId) });
    },
  };
}
