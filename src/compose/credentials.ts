/** Changes of credentials, and the second factor. */
import type { Attempts } from '../abuse/attempts.js';
import type { Config } from '../config/config.js';
import { createChangeCredentials } from '../credentials/change-credentials.js';
import { createChangePassword } from '../credentials/change-password.js';
import { createChangeUndos } from '../credentials/change-undos.js';
import { CredentialsResolver } from '../credentials/credentials.resolver.js';
import { createReauthenticate } from '../credentials/reauthenticate.js';
import { createSignOutEverywhere } from '../credentials/sign-out-everywhere.js';
import { createStepUp } from '../credentials/step-up.js';
import type { InTransaction } from '../database/transaction.js';
import { createProviderTokenCheck } from '../federation/check-provider-token.js';
import type { IdentityProviders } from '../federation/identity-providers.js';
import type { Events } from '../foundation/events.js';
import { createOpaqueTokens } from '../foundation/opaque-token.js';
import { createSecretBox } from '../foundation/secret-box.js';
import type { Secrets } from '../foundation/secrets.js';
import type { Notices } from '../mail/notices.js';
import type { Outbox } from '../mail/outbox.js';
import type { PasswordHasher } from '../passwords/password-hasher.js';
import type { PasswordPolicy } from '../passwords/password-policy.js';
import { createChallenges } from '../second-factor/challenges.js';
import { createCheckCode } from '../second-factor/check-code.js';
import { createManageTotp } from '../second-factor/manage-totp.js';
import { SecondFactorResolver } from '../second-factor/second-factor.resolver.js';
import { createTotpFactors } from '../second-factor/totp-factors.js';
import { createTwoFactor } from '../second-factor/two-factor.js';
import type { SessionModel } from '../sessions/session.model.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserModel } from '../users/user.model.js';
import type { Models } from './models.js';
import type { Parts } from './parts.js';
import type { SessionRoom } from './sessions.js';

export interface CredentialParts {
  readonly models: Pick<Models, 'challenges' | 'changeUndos'>;
  readonly inTransaction: InTransaction;
  readonly secrets: Secrets;
  readonly events: Events;
  readonly users: UserModel;
  readonly sessions: SessionModel;
  readonly userCache: UserCache;
  readonly sessionRoom: SessionRoom;
  readonly hasher: PasswordHasher;
  readonly policy: PasswordPolicy;
  readonly outbox: Outbox;
  readonly notices: Notices;
  readonly attempts: Attempts;
  readonly providers: IdentityProviders;
}

export type CredentialRoom = Awaited<ReturnType<typeof openCredentials>>;

export async function openCredentials(config: Config, own: Parts, parts: CredentialParts) {
  const { clock, randomness } = own;
  const { secrets, sessionRoom } = parts;
  const box = createSecretBox(secrets, 'totp');
  const factors = await createTotpFactors({ ...parts, box, clock });
  const { challenges: model, changeUndos: undoModel } = parts.models;
  const tokens = createOpaqueTokens<'challenge'>(secrets, 'challenge');
  const shared = { ...parts, ...sessionRoom, clock };
  const changeCredentials = createChangeCredentials(shared);
  const stepUp = createStepUp({
    ...shared,
    maxAgeMs: config.reauthenticationMaxAgeMs,
    checkCode: createCheckCode(factors, parts.sessions),
    checkProviderToken: createProviderTokenCheck(parts.providers),
  });
  const undoTokens = createOpaqueTokens<'undo-change'>(secrets, 'undo-change');
  const changeUndos = createChangeUndos({
    ...parts,
    model: undoModel,
    tokens: undoTokens,
    clock,
    randomness,
  });
  const changes = { ...shared, changeCredentials, changeUndos, stepUp };
  const changePassword = createChangePassword(changes);
  const totp = createManageTotp({ ...changes, factors, issuer: config.totpIssuer, randomness });
  const signOutEverywhere = createSignOutEverywhere(changes);
  const reauthenticate = createReauthenticate(changes);
  return {
    factors,
    challenges: createChallenges({ model, tokens, clock, randomness }),
    changeCredentials,
    changeUndos,
    stepUp,
    changePassword,
    resolvers: [
      new CredentialsResolver(changePassword, signOutEverywhere, reauthenticate, sessionRoom.deliver),
      new SecondFactorResolver(totp, createTwoFactor(changes)),
    ],
  };
}
