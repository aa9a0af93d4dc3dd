/** Two accounts to look around with, on a developer's own machine. Knows how accounts are made, and is known by nobody. */
import type { AdministrationRoom } from '../administration/administration.room.js';
import type { Ground } from '../house/ground.js';
import type { PasswordsRoom } from '../passwords/passwords.room.js';
import type { UsersRoom } from '../users/users.room.js';
import { createDemoAccounts } from './demo-accounts.js';

export interface DemoNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'users'>;
  readonly passwords: Pick<PasswordsRoom, 'hasher'>;
  /** Undefined where FEATURES_DISABLED has it: then nobody can make accounts. */
  readonly administration: Pick<AdministrationRoom, 'newUsers'> | undefined;
}

export function createDemoRoom({ ground, users, passwords, administration }: DemoNeeds) {
  const demo = createDemoAccounts({
    config: ground.config,
    users: users.users,
    hasher: passwords.hasher,
    newUsers: administration?.newUsers,
  });
  return { createDemo: demo.create, refuseExposed: demo.refuseExposed, contributes: {} };
}
