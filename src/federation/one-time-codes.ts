/**
 * One-time codes: what a browser brings back to its frontend instead of tokens, which would stay in its history. One
 * is good for a minute, once, and only for whoever holds the verifier of the frontend's challenge (RFC 7636).
 */
import { createHash } from 'node:crypto';

import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { OpaqueTokens } from '../foundation/opaque-token.js';
import type { Randomness } from '../foundation/randomness.js';
import type { SecretBox } from '../foundation/secret-box.js';
import type { ProviderIdentity } from './identity-provider.js';
import type { OneTimeCodeDocument, OneTimeCodeModel } from './one-time-code.model.js';

const TTL_MS = 60_000;
/** RFC 7636, 4.1. */
const verifierForm = /^[A-Za-z0-9._~-]{43,128}$/;

export interface Redeemed extends Pick<OneTimeCodeDocument, 'mode'> {
  readonly identity: ProviderIdentity;
}

export interface OneTimeProof {
  readonly code: string;
  readonly codeVerifier: string;
}

export interface OneTimeCodes {
  make(redeemable: Redeemed, codeChallenge: string): Promise<string>;
  /**
   * Of any number at once one succeeds. @param modes for which its flow may have begun: a code for linking signs nobody
   * in, and the other way round. @throws AppError INVALID_CREDENTIALS.
   */
  redeem(proof: OneTimeProof, modes: readonly Redeemed['mode'][]): Promise<Redeemed>;
}

export interface OneTimeCodesOptions {
  readonly model: OneTimeCodeModel;
  readonly tokens: OpaqueTokens<'code'>;
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createOneTimeCodes(options: OneTimeCodesOptions): OneTimeCodes {
  const { model, tokens, box, clock, randomness } = options;
  const codes = rawCollection(model);
  return {
    async make({ identity, mode }, codeChallenge) {
      const code = tokens.make(randomness);
      await codes.insertOne({
        _id: new Types.ObjectId(),
        schemaVersion: 1,
        ...tokens.hash(code, 'code'),
        codeChallenge,
        mode,
        sealed: await box.seal(JSON.stringify(identity)),
        expiresAt: new Date(clock.now().getTime() + TTL_MS),
      });
      return code;
    },
    async redeem({ code, codeVerifier }, modes) {
      if (!verifierForm.test(codeVerifier)) throw new AppError('INVALID_CREDENTIALS');
      // Whoever has the code alone can neither use it nor use it up.
      const found = await codes.findOneAndDelete({
        tokenHash: { $in: tokens.hashes(code, 'code') },
        codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
        mode: { $in: [...modes] },
        expiresAt: { $gt: clock.now() },
      });
      if (found === null) throw new AppError('INVALID_CREDENTIALS');
      return { identity: JSON.parse(await box.open(found.sealed)) as ProviderIdentity, mode: found.mode };
    },
  };
}
