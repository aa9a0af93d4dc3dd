/** What a frontend gets for the one-time code with which the browser came back from a provider. */
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { SessionDocument } from '../sessions/session.model.js';
import type { SignInOutcome } from '../sign-in/open-sign-in.js';
import type { FederatedSignIn } from './federated-sign-in.js';
import type { OneTimeCodes, OneTimeProof, Redeemed } from './one-time-codes.js';

/** @throws AppError INVALID_CREDENTIALS, and as FederatedSignIn. */
export type CompleteSignIn = (
  proof: OneTimeProof,
  transport: SessionDocument['transport'] | null | undefined,
  origin: RequestOrigin,
) => Promise<SignInOutcome>;

export interface CompleteSignInOptions {
  readonly codes: OneTimeCodes;
  readonly federated: FederatedSignIn;
  readonly events: Events;
}

export function createCompleteSignIn({ codes, federated, events }: CompleteSignInOptions): CompleteSignIn {
  const redeem = async (proof: OneTimeProof, origin: RequestOrigin): Promise<Redeemed> => {
    try {
      return await codes.redeem(proof, ['sign-in', 'sign-up']);
    } catch (error) {
      if (error instanceof AppError)
        events.raise('sign-in.failed', { userId: undefined, reason: 'provider-token' }, origin);
      throw error;
    }
  };
  return async (proof, transport, origin) => {
    const { identity, mode } = await redeem(proof, origin);
    if (mode === 'sign-in') return federated.signIn(identity, transport, origin);
    try {
      return (await federated.signUp(identity, {}, transport, origin)).outcome;
    } catch (error) {
      const isKnown = error instanceof AppError && error.code === 'ALREADY_REGISTERED';
      if (!isKnown) throw error;
      // The person asked for a way in, and has an account already.
      return federated.signIn(identity, transport, origin);
    }
  };
}
