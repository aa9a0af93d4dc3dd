/** A signed-in user proves anew who they are: the session is as fresh as a new one, and its token says so. */
import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import { AppError, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { IssueAccessToken } from '../sessions/access-token.js';
import type { BeforeToken } from '../sessions/before-token.js';
import type { SessionModel } from '../sessions/session.model.js';
import { completeSignIn, type SignedIn } from '../sessions/signed-in.js';
import type { Caller } from '../users/caller.js';
import { passkeyAmr } from './passkey-amr.js';
import type { Proven, StepUp, StepUpProof } from './step-up.js';

/** @throws AppError BAD_USER_INPUT, INVALID_CREDENTIALS, CHALLENGE_EXPIRED, FORBIDDEN, RATE_LIMITED. */
export type Reauthenticate = (caller: Caller, proof: StepUpProof, origin: RequestOrigin) => Promise<SignedIn>;

export interface ReauthenticateOptions {
  readonly sessions: SessionModel;
  readonly stepUp: StepUp;
  readonly issueAccessToken: IssueAccessToken;
  /** Undefined: nobody is asked. */
  readonly beforeToken: BeforeToken | undefined;
  readonly events: Events;
  readonly clock: Clock;
}

export function createReauthenticate(options: ReauthenticateOptions): Reauthenticate {
  const { sessions, stepUp, issueAccessToken, events, clock } = options;
  return async (caller, proof, origin) => {
    if (Object.values(proof).every((given) => (given ?? null) === null)) {
      const message =
        'give the password, a code, a passkey, a mailed code or the ID token of a linked provider';
      refuseProblems([{ path: 'password', rule: 'exclusive', message }]);
    }
    const { methods, amr } = describe(await stepUp(caller, proof, origin));
    const { account: user, sessionId } = caller;
    const counting = [...new Set(withMfa([...caller.amr, ...amr]))];
    const request = { cause: 'REAUTHENTICATION', user, sessionId, amr: counting } as const;
    const added = await options.beforeToken?.(request, origin);
    const session = await rawCollection(sessions).findOneAndUpdate(
      { _id: new Types.ObjectId(caller.sessionId), endedAt: { $exists: false } },
      {
        $set: { authTime: clock.now() },
        $addToSet: { methods: { $each: methods }, amr: { $each: counting } },
      },
      { returnDocument: 'after' },
    );
    if (session === null) throw new AppError('TOKEN_INVALID');
    const ids = { userId: caller.user._id.toHexString(), sessionId: caller.sessionId };
    events.raise('reauthentication.succeeded', ids, origin);
    return completeSignIn(issueAccessToken, caller.account, session, undefined, added);
  };
}

/** Two factors were used: something known, a mailbox or a provider's word, and something one has (RFC 8176). */
function withMfa(amr: string[]): string[] {
  const hasFirst = ['pwd', 'google', 'apple', 'oidc', 'email'].some((method) => amr.includes(method));
  const hasSecond = ['otp', 'hwk'].some((method) => amr.includes(method));
  return hasFirst && hasSecond ? [...amr, 'mfa'] : amr;
}

/** In the words of the API and of the token. */
function describe({ password, code, provider, passkey, mailbox }: Proven): {
  methods: string[];
  amr: string[];
} {
  const ways: readonly (false | readonly [method: string, amr: readonly string[]])[] = [
    password && ['PASSWORD', ['pwd']],
    provider !== undefined && [provider.method, [provider.amr]],
    code && ['TOTP', ['otp']],
    passkey !== undefined && ['PASSKEY', passkeyAmr(passkey)],
    mailbox && ['EMAIL_CODE', ['email']],
  ];
  const used = ways.filter((way) => way !== false);
  return { methods: used.map(([method]) => method), amr: used.flatMap(([, amr]) => amr) };
}
