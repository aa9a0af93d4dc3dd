/** What every sign-up ends in, whatever it signs in with from then on: the account, and its first session where that need not wait. */
import type { Clock } from '../foundation/clock.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { SessionDocument } from '../sessions/session.model.js';
import type { SignedIn } from '../sessions/signed-in.js';
import type { DraftFirstSession, StartSession } from '../sessions/start-session.js';
import type { Profile } from '../users/profile.js';
import type { UserDocument } from '../users/user.model.js';
import type { BeforeSignUp } from './before-sign-up.js';
import { type AddAccount, beginWith, type FirstCredential, newAccount } from './new-account.js';
import type { UniformSignUp } from './uniform-sign-up.js';

interface Newcomer {
  /** As it was judged; it has an address. */
  readonly profile: Profile;
  readonly credential: FirstCredential;
  /** How that was proved just now, in the words of the API and of RFC 8176. */
  readonly methods: readonly string[];
  readonly amr: readonly string[];
  readonly transport: SessionDocument['transport'] | null | undefined;
  /** To be kept with the account: the digest of the Idempotency-Key that came. */
  readonly signUpKey?: string | undefined;
}

/** All of it is absent where nothing may be told; the session, where it waits for the verification. */
export interface Enrolled {
  readonly user?: UserDocument;
  readonly signedIn?: SignedIn;
}

/** @throws AppError EMAIL_TAKEN, USERNAME_TAKEN, PHONE_NUMBER_TAKEN, REFUSED_BY_HOOK; PASSKEY_INVALID where somebody has that one. */
export type Enrol = (newcomer: Newcomer, origin: RequestOrigin) => Promise<Enrolled>;

export interface EnrolOptions {
  readonly addAccount: AddAccount;
  /** Where sign-up must not tell who is known. */
  readonly uniformSignUp: UniformSignUp | undefined;
  /** Undefined: nobody is asked. */
  readonly beforeSignUp: BeforeSignUp | undefined;
  readonly startSession: StartSession;
  readonly draftFirstSession: DraftFirstSession;
  readonly catalogue: MessageCatalogue;
  /** Whether a session waits for the verification. */
  readonly requireVerifiedEmail: boolean;
  readonly clock: Clock;
}

export function createEnrol(options: EnrolOptions): Enrol {
  const { addAccount, uniformSignUp, startSession, draftFirstSession, catalogue, clock } = options;
  return async ({ profile, credential, methods, amr, transport, signUpKey }, origin) => {
    const key = signUpKey === undefined ? {} : { signUpKey };
    await options.beforeSignUp?.({ profile, method: methods[0] ?? '' }, origin);
    if (uniformSignUp !== undefined) {
      await uniformSignUp.order(profile, { ...credential, ...key }, origin);
      return {};
    }
    const now = clock.now();
    const locale = catalogue.languageOf(origin.acceptLanguage);
    const user = newAccount(profile, { ...beginWith(credential, now), ...key, locale }, now);
    const proof = { user, methods, amr, transport: transport ?? 'BODY' } as const;
    const first = options.requireVerifiedEmail ? undefined : draftFirstSession(proof, origin);
    await addAccount(user, credential, origin, first);
    if (options.requireVerifiedEmail) return { user };
    return { user, signedIn: await (first?.complete() ?? startSession(proof, origin)) };
  };
}
