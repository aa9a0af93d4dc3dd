/**
 * How people change what they prove themselves with: step-up before it, the end of other sessions with it, the mail that undoes it
 * after it. Knows passwords; what else proves somebody is contributed by the rooms that have it.
 */
import type { AbuseRoom } from '../abuse/abuse.room.js';
import { createOpaqueTokens } from '../foundation/opaque-token.js';
import type { Ground } from '../house/ground.js';
import type { MailRoom } from '../mail/mail.room.js';
import type { PasswordsRoom } from '../passwords/passwords.room.js';
import type { SessionsRoom } from '../sessions/sessions.room.js';
import type { UsersRoom } from '../users/users.room.js';
import { createChangeCredentials } from './change-credentials.js';
import { type ChangePasswordInput, createChangePassword } from './change-password.js';
import { createChangeUndoModel } from './change-undo.model.js';
import { createChangeUndos } from './change-undos.js';
import { CredentialsResolver } from './credentials.resolver.js';
import { createReauthenticate } from './reauthenticate.js';
import { createSignOutEverywhere } from './sign-out-everywhere.js';
import { createStepUp, type StepUpChecks } from './step-up.js';

export interface CredentialsNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'users' | 'userCache'>;
  readonly sessions: Pick<
    SessionsRoom,
    'sessions' | 'endSessions' | 'issueAccessToken' | 'beforeToken' | 'cookies' | 'deliver'
  >;
  readonly passwords: Pick<PasswordsRoom, 'hasher' | 'newPasswords' | 'policy'>;
  readonly mail: Pick<MailRoom, 'notices'>;
  readonly abuse: Pick<AbuseRoom, 'attempts'>;
  /** What proves somebody beside the password. */
  readonly stepUpChecks: () => Partial<StepUpChecks>;
}

export type CredentialsRoom = ReturnType<typeof createCredentialsRoom>;

export function createCredentialsRoom(needs: CredentialsNeeds) {
  const { ground, mail, passwords, stepUpChecks: checks } = needs;
  const { secrets, inTransaction, events, clock, randomness } = ground;
  const { users, userCache } = needs.users;
  const { sessions, endSessions, issueAccessToken, beforeToken, cookies, deliver } = needs.sessions;
  const { notices } = mail;
  const { hasher, newPasswords, policy } = passwords;
  const changeCredentials = createChangeCredentials({
    ...{ inTransaction, sessions, userCache, endSessions },
  });
  const { reauthenticationMaxAgeMs: maxAgeMs, signInMethods } = ground.config;
  const takesPasswords = signInMethods.includes('password');
  const { attempts } = needs.abuse;
  const stepUp = createStepUp({
    ...{ hasher, attempts, checks, maxAgeMs, takesPasswords, events, clock },
  });
  const changeUndoModel = createChangeUndoModel(ground.connection);
  const tokens = createOpaqueTokens<'undo-change'>(secrets, 'undo-change');
  const changeUndos = createChangeUndos({ model: changeUndoModel, users, tokens, clock, randomness });
  const changePassword = createChangePassword({
    ...{ users, newPasswords, policy, stepUp, changeCredentials, issueAccessToken, notices, events, clock },
    beforeToken,
  });
  const signOutEverywhere = createSignOutEverywhere({ users, changeCredentials, cookies, clock });
  const reauthenticate = createReauthenticate({
    sessions,
    stepUp,
    issueAccessToken,
    beforeToken,
    events,
    clock,
  });
  return {
    stepUp,
    changeCredentials,
    changeUndos,
    changeUndoModel,
    contributes: {
      fieldMethods: { changePassword: ['password'] } as const,
      resolvers: [new CredentialsResolver(changePassword, signOutEverywhere, reauthenticate, deliver)],
      inputRules: {
        changePassword: (args: { readonly input?: unknown }) =>
          changePassword.problems(args.input as ChangePasswordInput),
      },
      erasers: [(userId: string) => changeUndos.forgetUser(userId)],
      collectors: {
        undoLinks: async (userId: string) =>
          (await changeUndos.ofUser(userId)).map(
            ({ added, addedAt, provider, emailCanonical, expiresAt, usedAt }) => ({
              ...{ added, addedAt, provider, email: emailCanonical, expiresAt, usedAt },
            }),
          ),
      },
    },
  };
}
