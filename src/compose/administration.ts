/** What admins do to accounts of others, and how the first of them comes to be. */
import type { MailLimits } from '../abuse/mail-limits.js';
import { AdministrationResolver } from '../administration/administration.resolver.js';
import { createCreateUsers, type NewUserInput } from '../administration/create-user.js';
import { createFindAnyone } from '../administration/find-anyone.js';
import { createMakeFirstAdmin, type MakeFirstAdmin } from '../administration/first-admin.js';
import { createInviteUser } from '../administration/invite-user.js';
import { createListUsers } from '../administration/list-users.js';
import { createRestoreUser } from '../administration/restore-user.js';
import { createSetUserRoles } from '../administration/set-user-roles.js';
import { createSuspendUser } from '../administration/suspend-user.js';
import { UserListResolver } from '../administration/user-list.resolver.js';
import type { Config } from '../config/config.js';
import type { InTransaction } from '../database/transaction.js';
import { createCursors } from '../foundation/cursors.js';
import type { Logger } from '../foundation/logger.js';
import { noRequest } from '../foundation/no-request.js';
import type { Secrets } from '../foundation/secrets.js';
import type { InputRules } from '../graphql/input-problems.js';
import type { LinkOrders } from '../mail-links/link-orders.js';
import type { PasswordHasher } from '../passwords/password-hasher.js';
import type { PasswordPolicy } from '../passwords/password-policy.js';
import { parseEmailAddress } from '../users/email-address.js';
import { createProfileReader } from '../users/profile.js';
import type { AccountRoomParts } from './account.js';
import type { Parts } from './parts.js';

export interface AdministrationParts extends Omit<AccountRoomParts, 'moreErasers' | 'moreCollectors'> {
  readonly inTransaction: InTransaction;
  readonly secrets: Secrets;
  readonly orders: LinkOrders;
  readonly mailLimits: MailLimits;
  readonly hasher: PasswordHasher;
  readonly policy: PasswordPolicy;
}

export async function openAdministration(config: Config, { clock, log }: Parts, parts: AdministrationParts) {
  const shared = { ...parts, ...parts.credentials, ...parts.sessionRoom, clock };
  const readProfile = createProfileReader(parts.phoneNumbers.parse);
  const newUsers = createCreateUsers({ ...shared, readProfile });
  const inviteUser = createInviteUser({ ...shared, readProfile });
  const makeFirstAdmin = createMakeFirstAdmin(shared);
  await appointConfigured(config, log, makeFirstAdmin);
  const inputRules: InputRules = { createUser: (args) => newUsers.problems(args['input'] as NewUserInput) };
  const setUserRoles = createSetUserRoles(shared);
  const suspendUser = createSuspendUser(shared);
  const restoreUser = createRestoreUser(shared);
  const listUsers = createListUsers(parts.users, createCursors(parts.secrets), parts.phoneNumbers);
  const findAnyone = createFindAnyone(parts.users);
  return {
    inputRules,
    useCases: {
      ...{ makeFirstAdmin, newUsers, inviteUser, setUserRoles, suspendUser, restoreUser },
      ...{ listUsers, findAnyone },
    },
    resolvers: [
      new AdministrationResolver(setUserRoles, suspendUser, restoreUser, newUsers, inviteUser),
      new UserListResolver(listUsers),
    ],
  };
}

/** ADMIN_EMAIL: it matters only while there is no admin. */
async function appointConfigured({ adminEmail }: Config, log: Logger, makeFirstAdmin: MakeFirstAdmin) {
  const address = adminEmail === undefined ? undefined : parseEmailAddress(adminEmail);
  if (address === undefined) return;
  const { outcome } = await makeFirstAdmin(address, noRequest('start'));
  if (outcome === 'refused')
    log.warn('ADMIN_EMAIL names an account that is not verified, or not open: there is no admin still');
}
