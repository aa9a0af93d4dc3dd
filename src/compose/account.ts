/** What people do with their own account: profile, export, deletion. Who holds something of a person is named here. */
import { AccountResolver } from '../account/account.resolver.js';
import { createDeleteAccount, createEndAccount } from '../account/delete-account.js';
import { createEraseUsers, type Eraser } from '../account/erase-users.js';
import { type Collectors, createExportData } from '../account/export-data.js';
import { createHeldData } from '../account/held-data.js';
import { createUpdateProfile, type ProfileUpdate } from '../account/update-profile.js';
import type { Config } from '../config/config.js';
import type { Events } from '../foundation/events.js';
import type { InputRules } from '../graphql/input-problems.js';
import type { Notices } from '../mail/notices.js';
import type { Outbox } from '../mail/outbox.js';
import type { LiveLinks } from '../mail-links/live-links.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { SessionModel } from '../sessions/session.model.js';
import type { AdminSet } from '../users/admin-set.js';
import type { PhoneNumbers } from '../users/phone-number.js';
import { createProfileReader, type ProfileField } from '../users/profile.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserModel } from '../users/user.model.js';
import type { CredentialRoom } from './credentials.js';
import type { Parts } from './parts.js';
import type { SessionRoom } from './sessions.js';

export interface AccountRoomParts {
  readonly users: UserModel;
  readonly sessions: SessionModel;
  readonly adminSet: AdminSet;
  readonly userCache: UserCache;
  readonly sessionRoom: SessionRoom;
  readonly credentials: CredentialRoom;
  readonly liveLinks: LiveLinks;
  readonly outbox: Outbox;
  readonly catalogue: MessageCatalogue;
  readonly notices: Notices;
  readonly phoneNumbers: PhoneNumbers;
  readonly events: Events;
  /** Of rooms that listen: what they hold of a person, and how they forget it. */
  readonly moreErasers: readonly Eraser[];
  readonly moreCollectors: Collectors;
}

export function openAccount(config: Config, { clock }: Parts, parts: AccountRoomParts) {
  const shared = { ...parts, ...parts.credentials, ...parts.sessionRoom, clock };
  const readProfile = createProfileReader(parts.phoneNumbers.parse);
  const required = config.signUpRequires as readonly ProfileField[];
  const profiles = createUpdateProfile({ ...shared, readProfile, required });
  const eraseUsers = createEraseUsers({ ...shared, erasers: listErasers(parts) });
  const { eraseUser } = eraseUsers;
  const ending = { ...shared, eraseUser, graceMs: config.deleteGraceMs };
  const deleteAccount = createDeleteAccount(ending);
  const exportData = createExportData(listCollectors(parts), parts.events);
  const inputRules: InputRules = {
    updateProfile: (args) => profiles.problems(args['input'] as ProfileUpdate),
  };
  const endAccount = createEndAccount(ending);
  return {
    eraseUsers,
    endAccount,
    inputRules,
    resolver: new AccountResolver(profiles, deleteAccount, exportData),
  };
}

function listErasers({
  sessionRoom,
  credentials,
  liveLinks,
  outbox,
  moreErasers,
}: AccountRoomParts): Eraser[] {
  return [
    (userId) => sessionRoom.forgetUser(userId),
    (userId) => credentials.challenges.forgetUser(userId),
    (userId) => liveLinks.forgetUser(userId),
    (userId) => credentials.changeUndos.forgetUser(userId),
    (userId) => outbox.forgetUser(userId),
    ...moreErasers,
  ];
}

function listCollectors(parts: AccountRoomParts): Collectors {
  const { users, sessions, liveLinks, credentials, moreCollectors } = parts;
  return {
    ...createHeldData(users, sessions),
    mailLinks: async (userId) =>
      (await liveLinks.ofUser(userId)).map(({ purpose, email, requestedAt, expiresAt, usedAt }) => ({
        ...{ purpose, email, requestedAt, expiresAt, usedAt },
      })),
    undoLinks: async (userId) =>
      (await credentials.changeUndos.ofUser(userId)).map(
        ({ added, addedAt, provider, emailCanonical, expiresAt, usedAt }) => ({
          ...{ added, addedAt, provider, email: emailCanonical, expiresAt, usedAt },
        }),
      ),
    ...moreCollectors,
  };
}
