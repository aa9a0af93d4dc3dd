/** Signing in by a passkey: without a name, to a name, or as the second factor of a sign-in under way. */
import { passkeyAmr } from '../credentials/passkey-amr.js';
import type { AuthenticationResponseJSON } from '../credentials/webauthn.scalar.js';
import { rawCollection } from '../database/raw-collection.js';
import { refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { SessionDocument } from '../sessions/session.model.js';
import type { Challenges } from '../sign-in/challenges.js';
import type { CompleteChallenge } from '../sign-in/complete-challenge.js';
import type { OpenSignIn, SignInOutcome } from '../sign-in/open-sign-in.js';
import { parseEmailAddress } from '../users/email-address.js';
import { notDeleted } from '../users/not-deleted.js';
import type { UserModel } from '../users/user.model.js';
import type { AssertPasskey } from './assert-passkey.js';
import { assertionOptions, type BegunAssertion, credentialsOf } from './ceremony-options.js';
import type { PasskeyCeremonies } from './passkey-ceremonies.js';
import type { PlausibleCredentials } from './plausible-credentials.js';
import type { RelyingParty } from './relying-party.js';

interface PasskeyQuestion {
  /** Absent: whichever passkey the person picks. */
  readonly email?: string | null | undefined;
  /** Of a sign-in under way, whose second factor it is. */
  readonly challengeToken?: string | null | undefined;
}

interface PasskeyAnswer {
  readonly response: AuthenticationResponseJSON;
  /** As it was begun. */
  readonly challengeToken?: string | null | undefined;
  readonly transport?: SessionDocument['transport'] | null | undefined;
}

export interface PasskeySignIn {
  /** One answer and one time for every name (ASVS 6.3.8). @throws AppError BAD_USER_INPUT, CHALLENGE_EXPIRED. */
  begin(question: PasskeyQuestion, origin: RequestOrigin): Promise<BegunAssertion>;
  /** @throws AppError CHALLENGE_EXPIRED, INVALID_CREDENTIALS, and for the account's state. */
  finish(answer: PasskeyAnswer, origin: RequestOrigin): Promise<SignInOutcome>;
}

export interface PasskeySignInOptions {
  readonly users: UserModel;
  readonly ceremonies: PasskeyCeremonies;
  readonly assertPasskey: AssertPasskey;
  readonly relyingParty: RelyingParty;
  readonly plausible: PlausibleCredentials;
  readonly challenges: Challenges;
  readonly completeChallenge: CompleteChallenge;
  readonly openSignIn: OpenSignIn;
}

export function createPasskeySignIn(options: PasskeySignInOptions): PasskeySignIn {
  const { ceremonies, assertPasskey, relyingParty, challenges, completeChallenge, openSignIn } = options;
  return {
    async begin({ email, challengeToken }, { webOrigin }) {
      const [token, name] = [challengeToken ?? undefined, email ?? undefined];
      if (token !== undefined) return beginSecondStep(options, token, name, webOrigin);
      if (name !== undefined) return beginToName(options, name, webOrigin);
      const begun = await ceremonies.begin('sign-in', webOrigin, {});
      return assertionOptions(begun, relyingParty, []);
    },
    async finish({ response, challengeToken, transport }, origin) {
      if ((challengeToken ?? undefined) === undefined) {
        const { user, userVerified } = await assertPasskey('sign-in', response, origin);
        const amr = passkeyAmr({ userVerified });
        return openSignIn({ user, methods: ['PASSKEY'], amr, transport: transport ?? 'BODY' }, origin);
      }
      const challenge = await challenges.try(challengeToken ?? '');
      const owner = await challenges.ownerOf(challenge);
      const mustBe = { userId: owner._id };
      const { userVerified } = await assertPasskey('second-factor', response, origin, mustBe);
      const proof = { user: owner, method: 'PASSKEY', amr: passkeyAmr({ userVerified }), transport };
      return { signedIn: await completeChallenge(challenge, proof, origin) };
    },
  };
}

async function beginToName(
  { users, ceremonies, relyingParty, plausible }: PasskeySignInOptions,
  name: string,
  webOrigin: string | undefined,
): Promise<BegunAssertion> {
  const emailCanonical = parseEmailAddress(name)?.emailCanonical ?? name.trim().toLowerCase().slice(0, 300);
  const user = await rawCollection(users).findOne({ emailCanonical, ...notDeleted });
  const own = user === null ? [] : credentialsOf(user);
  const standIns = plausible.of(emailCanonical);
  const facts = { isNamed: true, ...(own.length > 0 && user !== null && { userId: user._id }) };
  const begun = await ceremonies.begin('sign-in', webOrigin, facts);
  return assertionOptions(begun, relyingParty, own.length > 0 ? own : standIns);
}

async function beginSecondStep(
  { ceremonies, relyingParty, challenges }: PasskeySignInOptions,
  challengeToken: string,
  name: string | undefined,
  webOrigin: string | undefined,
): Promise<BegunAssertion> {
  const message = 'give either the challenge or the e-mail address';
  if (name !== undefined) refuseProblems([{ path: 'email', rule: 'exclusive', message }]);
  const owner = await challenges.ownerOf(await challenges.find(challengeToken));
  const begun = await ceremonies.begin('second-factor', webOrigin, { userId: owner._id, isNamed: true });
  return assertionOptions(begun, relyingParty, credentialsOf(owner));
}
