/**
 * Passkeys (Web Authentication): adding them to an account, signing up and in by one, proving oneself anew by one. Owns the ceremonies
 * that wait for an authenticator. Knows no password and no app; a sign-in ends in `openSignIn` like any other.
 */
import type { AbuseRoom } from '../abuse/abuse.room.js';
import { offeredMethods } from '../config/offered-methods.js';
import { fieldsOfMethod } from '../config/sign-in-methods.js';
import type { CredentialsRoom } from '../credentials/credentials.room.js';
import { createOpaqueTokens } from '../foundation/opaque-token.js';
import { createSecretBox } from '../foundation/secret-box.js';
import type { Ground } from '../house/ground.js';
import type { MailRoom } from '../mail/mail.room.js';
import type { SessionsRoom } from '../sessions/sessions.room.js';
import type { SignInRoom } from '../sign-in/sign-in.room.js';
import type { ProfileField } from '../users/profile.js';
import type { UsersRoom } from '../users/users.room.js';
import { waysInBeside } from '../users/ways-in.js';
import { createAssertPasskey } from './assert-passkey.js';
import { createManagePasskeys } from './manage-passkeys.js';
import { createPasskeyCeremonies } from './passkey-ceremonies.js';
import { type CeremonyPurpose, createPasskeyCeremonyModel } from './passkey-ceremony.model.js';
import { passkeyKind } from './passkey-kind.js';
import { createPasskeyReauthentication } from './passkey-reauthentication.js';
import { createPasskeySignIn } from './passkey-sign-in.js';
import { PasskeySignInResolver } from './passkey-sign-in.resolver.js';
import { createPasskeySignUp } from './passkey-sign-up.js';
import { PasskeysResolver } from './passkeys.resolver.js';
import { createPlausibleCredentials } from './plausible-credentials.js';
import { createRegisterPasskey } from './register-passkey.js';
import { relyingPartyOf } from './relying-party.js';
import { createTakeRegistration } from './take-registration.js';
import type { ReportRefusal } from './verify-passkey.js';
import { createWebauthnRoute } from './webauthn.route.js';

export interface PasskeysNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'users' | 'userCache' | 'readProfile'>;
  readonly sessions: Pick<SessionsRoom, 'deliver'>;
  readonly credentials: Pick<CredentialsRoom, 'stepUp' | 'changeCredentials' | 'changeUndos'>;
  readonly signIn: Pick<SignInRoom, 'openSignIn' | 'enrol' | 'challenges' | 'completeChallenge'>;
  readonly mail: Pick<MailRoom, 'notices'>;
  readonly abuse: Pick<AbuseRoom, 'checkSignUp' | 'limitPasskey'>;
}

/** What a deployment without the way in refuses; what there is already can be listed and removed. */
const closed = [
  ...['beginPasskeySignUp', 'finishPasskeySignUp', 'beginPasskeySignIn', 'finishPasskeySignIn'],
  ...['beginPasskeyRegistration', 'finishPasskeyRegistration', 'beginPasskeyReauthentication'],
];

export function createPasskeysRoom(needs: PasskeysNeeds) {
  const { ground, abuse } = needs;
  const { events, clock, randomness, log } = ground;
  const isOn = ground.config.signInMethods.includes('passkey');
  const { users, userCache } = needs.users;
  const { stepUp, changeCredentials, changeUndos } = needs.credentials;
  const { notices } = needs.mail;
  const shared = createShared(ground);
  const { ceremonies, relyingParty } = shared;
  // So that whoever runs it sees why, which whoever asks does not.
  const report: ReportRefusal = (reason) => {
    log.info({ err: reason }, 'the answer of a passkey was not taken');
  };
  const takeRegistration = createTakeRegistration({ ...shared, report });
  const assertPasskey = createAssertPasskey({
    ...{ ...shared, users, userCache, report, notices, events, clock },
  });
  const changes = { users, userCache, stepUp, changeCredentials, notices, events, clock };
  const registrations = createRegisterPasskey({
    ...{ ...changes, changeUndos, ceremonies, takeRegistration, relyingParty, randomness },
  });
  const reauthentication = createPasskeyReauthentication({ ceremonies, assertPasskey, relyingParty });
  const signIns = createPasskeySignIn({ ...shared, ...needs.signIn, users, assertPasskey });
  const managed = createManagePasskeys({
    ...changes,
    otherWaysIn: waysInBeside('passkey', offeredMethods(ground.config)),
  });
  const signUps = createPasskeySignUp({
    ...{ ceremonies, takeRegistration, relyingParty, randomness },
    ...{ readProfile: needs.users.readProfile, checkCaptcha: abuse.checkSignUp, enrol: needs.signIn.enrol },
    required: ground.config.signUpRequires as readonly ProfileField[],
    box: createSecretBox(ground.secrets, 'passkey-sign-up'),
  });
  return {
    contributes: {
      fieldMethods: fieldsOfMethod('passkey', closed),
      staticRoutes: isOn ? [createWebauthnRoute(relyingParty)] : [],
      resolvers: [
        new PasskeysResolver(registrations, managed, reauthentication, relyingParty),
        new PasskeySignInResolver(signIns, signUps, abuse.limitPasskey, needs.sessions.deliver),
      ],
      secondFactors: isOn ? [passkeyKind] : [],
      stepUpChecks: isOn ? { passkey: reauthentication.check } : {},
      authConfig: isOn ? { passkeys: { rpId: relyingParty.id } } : {},
      erasers: [(userId: string) => ceremonies.forgetUser(userId)],
    },
  };
}

function createShared({ config, publicUrl, connection, secrets, clock, randomness }: Ground) {
  const relyingParty = relyingPartyOf(config, publicUrl);
  const ceremonies = createPasskeyCeremonies({
    model: createPasskeyCeremonyModel(connection),
    tokens: createOpaqueTokens<CeremonyPurpose>(secrets, 'passkeys'),
    isOwnOrigin: relyingParty.isOwnOrigin,
    ...{ clock, randomness },
  });
  return { relyingParty, ceremonies, plausible: createPlausibleCredentials(secrets) };
}
