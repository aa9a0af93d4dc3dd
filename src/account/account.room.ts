/**
 * What people do with their own account, beside how they sign in: the profile, everything that is held about them, its end. What
 * else holds something of a person is contributed, and not known here.
 */
import type { CredentialsRoom } from '../credentials/credentials.room.js';
import type { Ground } from '../house/ground.js';
import type { MailRoom } from '../mail/mail.room.js';
import type { SessionsRoom } from '../sessions/sessions.room.js';
import type { ProfileField } from '../users/profile.js';
import type { UsersRoom } from '../users/users.room.js';
import { AccountResolver } from './account.resolver.js';
import { createDeleteAccount, createEndAccount } from './delete-account.js';
import { createEraseUsers, type Eraser } from './erase-users.js';
import { erasureJob } from './erasure.job.js';
import { type Collectors, createExportData } from './export-data.js';
import { createHeldData } from './held-data.js';
import { createUpdateProfile, type ProfileUpdate } from './update-profile.js';

export interface AccountNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'users' | 'userCache' | 'adminSet' | 'readProfile'>;
  readonly sessions: Pick<SessionsRoom, 'sessions' | 'showUserVersion' | 'cookies'>;
  readonly credentials: Pick<CredentialsRoom, 'stepUp' | 'changeCredentials'>;
  readonly mail: Pick<MailRoom, 'notices'>;
  readonly erasers: () => readonly Eraser[];
  readonly collectors: () => Collectors;
}

export function createAccountRoom(needs: AccountNeeds) {
  const { config, events, catalogue, clock } = needs.ground;
  const { users, userCache, adminSet, readProfile } = needs.users;
  const { sessions, showUserVersion, cookies } = needs.sessions;
  const { stepUp, changeCredentials } = needs.credentials;
  const { notices } = needs.mail;
  const profiles = createUpdateProfile({
    ...{ users, userCache, showUserVersion, readProfile, catalogue, events, clock },
    required: config.signUpRequires as readonly ProfileField[],
  });
  const erasers = () => needs.erasers().toReversed();
  const eraseUsers = createEraseUsers({ users, erasers, events, clock });
  const ending = {
    ...{ users, adminSet, changeCredentials, eraseUser: eraseUsers.eraseUser, notices, events, clock },
    graceMs: config.deleteGraceMs,
  };
  const deleteAccount = createDeleteAccount({ ...ending, stepUp, cookies });
  const exportData = createExportData(needs.collectors, events);
  return {
    endAccount: createEndAccount(ending),
    contributes: {
      resolvers: [new AccountResolver(profiles, deleteAccount, exportData)],
      inputRules: {
        updateProfile: (args: { readonly input?: unknown }) => profiles.problems(args.input as ProfileUpdate),
      },
      jobs: [erasureJob(eraseUsers)],
      collectors: createHeldData(users, sessions),
    },
  };
}
