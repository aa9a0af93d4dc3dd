/**
 * What admins do to accounts of others, and how the first of them comes to be. Knows no way in: whoever is made here gets a link
 * that sets a password.
 */
import type { AbuseRoom } from '../abuse/abuse.room.js';
import { canTakeUp } from '../config/sign-in-methods.js';
import type { CredentialsRoom } from '../credentials/credentials.room.js';
import { createCursors } from '../foundation/cursors.js';
import { noRequest } from '../foundation/no-request.js';
import type { Ground } from '../house/ground.js';
import type { MailRoom } from '../mail/mail.room.js';
import type { MailLinksRoom } from '../mail-links/mail-links.room.js';
import type { PasswordsRoom } from '../passwords/passwords.room.js';
import type { SessionsRoom } from '../sessions/sessions.room.js';
import { parseEmailAddress } from '../users/email-address.js';
import { createJudgeMetadata } from '../users/metadata-schema.js';
import type { UsersRoom } from '../users/users.room.js';
import { AdministrationResolver } from './administration.resolver.js';
import { createCreateUsers, type NewUserInput } from './create-user.js';
import { createFindAnyone } from './find-anyone.js';
import { createMakeFirstAdmin, type MakeFirstAdmin } from './first-admin.js';
import { createInviteUser } from './invite-user.js';
import { createListUsers } from './list-users.js';
import { createRestoreUser } from './restore-user.js';
import { createSetUserMetadata } from './set-user-metadata.js';
import { createSetUserRoles } from './set-user-roles.js';
import { createSuspendUser } from './suspend-user.js';
import { UserListResolver } from './user-list.resolver.js';

export interface AdministrationNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'users' | 'userCache' | 'adminSet' | 'phoneNumbers' | 'readProfile'>;
  readonly sessions: Pick<SessionsRoom, 'showUserVersion' | 'customClaims'>;
  readonly credentials: Pick<CredentialsRoom, 'changeCredentials'>;
  readonly passwords: Pick<PasswordsRoom, 'newPasswords' | 'policy'>;
  readonly mail: Pick<MailRoom, 'notices'>;
  readonly mailLinks: Pick<MailLinksRoom, 'orders'>;
  readonly abuse: Pick<AbuseRoom, 'mailLimits'>;
}

export type AdministrationRoom = Awaited<ReturnType<typeof createAdministrationRoom>>;

export async function createAdministrationRoom(needs: AdministrationNeeds) {
  const { ground, passwords } = needs;
  const { secrets, inTransaction, events, clock } = ground;
  const { users, userCache, adminSet, phoneNumbers, readProfile } = needs.users;
  const { showUserVersion, customClaims } = needs.sessions;
  const { changeCredentials } = needs.credentials;
  const { notices } = needs.mail;
  const { orders } = needs.mailLinks;
  const { mailLimits } = needs.abuse;
  const { newPasswords, policy } = passwords;
  const accounts = { users, adminSet, inTransaction, events, clock };
  const newUsers = createCreateUsers({ ...accounts, readProfile, policy, newPasswords });
  const inviteUser = createInviteUser({
    ...{ ...accounts, userCache, readProfile, orders, mailLimits },
    methods: ground.config.signInMethods,
  });
  const changes = { ...accounts, userCache, showUserVersion, notices };
  const makeFirstAdmin = createMakeFirstAdmin({ ...changes, orders });
  const setUserRoles = createSetUserRoles(changes);
  const judge = await createJudgeMetadata(ground.config.metadataSchema);
  const setUserMetadata = createSetUserMetadata({ ...changes, customClaims, judge });
  const suspendUser = createSuspendUser({ users, adminSet, changeCredentials, notices, events, clock });
  const restoreUser = createRestoreUser(changes);
  const listUsers = createListUsers(users, createCursors(secrets), phoneNumbers);
  return {
    ...{ makeFirstAdmin, newUsers, inviteUser, setUserRoles, suspendUser, restoreUser, listUsers },
    findAnyone: createFindAnyone(users),
    contributes: {
      resolvers: [
        new AdministrationResolver(
          ...([setUserRoles, suspendUser, restoreUser, newUsers, inviteUser, setUserMetadata] as const),
        ),
        new UserListResolver(listUsers),
      ],
      inputRules: {
        createUser: (args: { readonly input?: unknown }) => newUsers.problems(args.input as NewUserInput),
      },
      start: () => appointConfigured(ground, makeFirstAdmin),
    },
  };
}

/** ADMIN_EMAIL: it matters only while there is no admin. */
async function appointConfigured({ config, log }: Ground, makeFirstAdmin: MakeFirstAdmin): Promise<void> {
  const { adminEmail } = config;
  const address = adminEmail === undefined ? undefined : parseEmailAddress(adminEmail);
  if (address === undefined) return;
  const { outcome } = await makeFirstAdmin(address, noRequest('start'));
  if (outcome === 'refused')
    log.warn('ADMIN_EMAIL names an account that is not verified, or not open: there is no admin still');
  if (outcome === 'appointed' && !canTakeUp(config.signInMethods))
    log.warn(
      'ADMIN_EMAIL names somebody whom no mail lets in: SIGN_IN_METHODS has no password, email-link or email-code',
    );
}
