/** A passkey at step-up: the caller's own, asked for in the session that it is to freshen. */
import type { CheckPasskey } from '../credentials/step-up.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Caller } from '../users/caller.js';
import type { AssertPasskey } from './assert-passkey.js';
import { assertionOptions, type BegunAssertion, credentialsOf } from './ceremony-options.js';
import type { PasskeyCeremonies } from './passkey-ceremonies.js';
import type { RelyingParty } from './relying-party.js';

export interface PasskeyReauthentication {
  /** @throws AppError NOT_FOUND for who has no passkey. */
  begin(caller: Caller, origin: RequestOrigin): Promise<BegunAssertion>;
  readonly check: CheckPasskey;
}

export interface PasskeyReauthenticationOptions {
  readonly ceremonies: PasskeyCeremonies;
  readonly assertPasskey: AssertPasskey;
  readonly relyingParty: RelyingParty;
}

export function createPasskeyReauthentication(
  options: PasskeyReauthenticationOptions,
): PasskeyReauthentication {
  const { ceremonies, assertPasskey, relyingParty } = options;
  return {
    async begin({ user, sessionId }, { webOrigin }) {
      const allowed = credentialsOf(user);
      if (allowed.length === 0)
        throw new AppError('NOT_FOUND', { message: 'This account has no passkey yet.' });
      const facts = { userId: user._id, isNamed: true, sessionId };
      return assertionOptions(
        await ceremonies.begin('reauthentication', webOrigin, facts),
        relyingParty,
        allowed,
      );
    },
    async check({ user, sessionId }, response, origin) {
      const mustBe = { userId: user._id, sessionId };
      const { userVerified } = await assertPasskey('reauthentication', response, origin, mustBe);
      return { userVerified };
    },
  };
}
