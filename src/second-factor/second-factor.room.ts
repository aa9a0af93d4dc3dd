/**
 * Authenticator apps and recovery codes: connecting one, proving oneself by one, and asking for one at a sign-in under way. Knows
 * no first factor, and not what the session is for.
 */
import type { AbuseRoom } from '../abuse/abuse.room.js';
import type { CredentialsRoom } from '../credentials/credentials.room.js';
import { createSecretBox } from '../foundation/secret-box.js';
import type { Ground } from '../house/ground.js';
import type { MailRoom } from '../mail/mail.room.js';
import type { SessionsRoom } from '../sessions/sessions.room.js';
import type { SignInRoom } from '../sign-in/sign-in.room.js';
import type { UsersRoom } from '../users/users.room.js';
import { createCheckCode } from './check-code.js';
import { createManageTotp } from './manage-totp.js';
import { SecondFactorResolver } from './second-factor.resolver.js';
import { createSecondStep } from './second-step.js';
import { SecondStepResolver } from './second-step.resolver.js';
import { createTotpFactors } from './totp-factors.js';
import { totpKind } from './totp-kind.js';
import { createTwoFactor } from './two-factor.js';

export interface SecondFactorNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'users' | 'userCache'>;
  readonly sessions: Pick<SessionsRoom, 'sessions' | 'startSession' | 'undertakings' | 'deliver'>;
  readonly credentials: Pick<CredentialsRoom, 'stepUp' | 'changeCredentials' | 'changeUndos'>;
  readonly signIn: Pick<SignInRoom, 'accountCheck' | 'challenges' | 'completeChallenge' | 'secondFactors'>;
  readonly mail: Pick<MailRoom, 'notices'>;
  readonly abuse: Pick<AbuseRoom, 'attempts' | 'signInCaptcha'>;
}

export async function createSecondFactorRoom(needs: SecondFactorNeeds) {
  const { ground } = needs;
  const { config, secrets, events, clock, randomness } = ground;
  const { users, userCache } = needs.users;
  const { sessions, undertakings, deliver } = needs.sessions;
  const { stepUp, changeCredentials, changeUndos } = needs.credentials;
  const { notices } = needs.mail;
  const { attempts, signInCaptcha: captcha } = needs.abuse;
  const box = createSecretBox(secrets, 'totp');
  const factors = await createTotpFactors({ users, userCache, box, clock });
  const { accountCheck, challenges, completeChallenge, secondFactors } = needs.signIn;
  const secondStep = createSecondStep({
    ...{ users, userCache, challenges, factors, attempts, captcha, notices, events },
    inTransaction: ground.inTransaction,
    startSession: needs.sessions.startSession,
    ...{ accountCheck, completeChallenge },
    isTotpAloneEnabled: config.totpAlone,
  });
  const changes = { users, stepUp, changeCredentials, notices, events, clock };
  const totp = createManageTotp({
    ...{ ...changes, userCache, factors, attempts, undertakings, changeUndos, randomness },
    issuer: config.totpIssuer,
  });
  return {
    contributes: {
      resolvers: [
        new SecondFactorResolver(totp, createTwoFactor({ ...changes, secondFactors })),
        new SecondStepResolver(secondStep, deliver),
      ],
      secondFactors: [totpKind],
      stepUpChecks: { code: createCheckCode(factors, sessions) },
    },
  };
}
