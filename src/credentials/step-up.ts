/**
 * Step-up: what changes how one signs in asks for the password, or for a sign-in of the last minutes, so that a
 * token that was left lying about is not enough (ASVS 7.5.1).
 */
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { PasswordHasher } from '../passwords/password-hasher.js';
import type { Caller } from '../users/caller.js';

export interface StepUpProof {
  readonly password?: string | null | undefined;
}

/**
 * A password that is given is always checked, however fresh the sign-in.
 * @throws AppError INVALID_CREDENTIALS, or FORBIDDEN that requires `reauthentication`.
 */
export type StepUp = (caller: Caller, proof: StepUpProof, origin: RequestOrigin) => Promise<void>;

export interface StepUpOptions {
  readonly hasher: PasswordHasher;
  readonly maxAgeMs: number;
  readonly events: Events;
  readonly clock: Clock;
}

export function createStepUp({ hasher, maxAgeMs, events, clock }: StepUpOptions): StepUp {
  return async ({ user, authTime }, { password }, origin) => {
    if (password !== undefined && password !== null) {
      if (await hasher.verify(password, user.password)) return;
      const failure = { userId: user._id.toHexString(), reason: 'wrong-password' } as const;
      events.raise('sign-in.failed', failure, origin);
      throw new AppError('INVALID_CREDENTIALS');
    }
    if (clock.now().getTime() - authTime.getTime() < maxAgeMs) return;
    throw new AppError('FORBIDDEN', { details: { requires: 'reauthentication' } });
  };
}
