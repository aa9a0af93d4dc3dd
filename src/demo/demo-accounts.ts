/**
 * Two accounts to look around with, in the embedded database of a developer. Their passwords are always the same, so that
 * a second start locks nobody out, and known to everybody: only who is at this machine may reach them.
 */
import type { CreateUsers } from '../administration/create-user.js';
import type { Config } from '../config/config.js';
import { rawCollection } from '../database/raw-collection.js';
import { noRequest } from '../foundation/no-request.js';
import { StartupError } from '../foundation/startup-error.js';
import type { PasswordHasher } from '../passwords/password-hasher.js';
import { notDeleted } from '../users/not-deleted.js';
import type { UserModel } from '../users/user.model.js';

interface DemoAccount {
  readonly email: string;
  readonly password: string;
  readonly roles: readonly string[];
}

/**
 * `exposed`: not a developer's own machine and database; `inhabited`: there is somebody else, or a password is another;
 * `unmanaged`: nobody here makes accounts.
 */
export type Demo = readonly DemoAccount[] | 'exposed' | 'inhabited' | 'unmanaged';

const people = [
  {
    ...{ email: 'admin@example.com', firstName: 'Ada', lastName: 'Admin', roles: ['USER', 'ADMIN'] },
    password: 'lantern-over-the-gate',
  },
  {
    ...{ email: 'user@example.com', firstName: 'Uma', lastName: 'User', roles: ['USER'] },
    password: 'bell-beside-the-harbour',
  },
];

const origin = noRequest('demo');
const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

export interface DemoAccounts {
  readonly create: () => Promise<Demo>;
  /** @throws StartupError where accounts whose passwords everybody knows would be within everybody's reach. */
  readonly refuseExposed: () => Promise<void>;
}

export interface DemoAccountsOptions {
  readonly config: Config;
  readonly users: UserModel;
  readonly hasher: PasswordHasher;
  /** Undefined where FEATURES_DISABLED has administration. */
  readonly newUsers: CreateUsers | undefined;
}

export function createDemoAccounts(options: DemoAccountsOptions): DemoAccounts {
  const { config, users, newUsers } = options;
  return {
    async create() {
      if (newUsers === undefined) return 'unmanaged';
      if (config.mongodbUri !== undefined || isExposed(config)) return 'exposed';
      if ((await rawCollection(users).findOne({}, { projection: { _id: 1 } })) !== null)
        return (await findDemo(options)).length === people.length ? people : 'inhabited';
      for (const account of people)
        await newUsers.create(undefined, { ...account, emailVerified: true }, origin);
      return people;
    },
    async refuseExposed() {
      if (config.mongodbUri !== undefined || !isExposed(config)) return;
      const found = await findDemo(options);
      if (found.length > 0) throw new StartupError(exposed(config, found));
    },
  };
}

function exposed({ dataDir }: Config, found: readonly DemoAccount[]): string {
  return [
    `${dataDir} holds the demo accounts ${found.map(({ email }) => email).join(' and ')}, whose passwords everybody knows.`,
    `Start it once on this machine (HOST=127.0.0.1) and change them, or begin anew: rm -r '${dataDir}'`,
  ].join('\n');
}

function isExposed({ isProduction, host }: Config): boolean {
  return isProduction || !loopback.has(host);
}

/** Those that are there with the password that is told. */
async function findDemo({ users, hasher }: DemoAccountsOptions): Promise<readonly DemoAccount[]> {
  const found: DemoAccount[] = [];
  for (const account of people) {
    const filter = { emailCanonical: account.email, ...notDeleted };
    const user = await rawCollection(users).findOne(filter);
    if (user !== null && (await hasher.verify(account.password, user.password))) found.push(account);
  }
  return found;
}
