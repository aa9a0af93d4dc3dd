/**
 * Accounts that come from elsewhere, and that go there: files, the ways in which other systems write them, and what of an account
 * can be brought. Knows no request, and mails nobody; only the command line has it.
 */
import type { Config } from '../config/config.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Ground } from '../house/ground.js';
import type { PasswordsRoom } from '../passwords/passwords.room.js';
import type { NewFactor } from '../second-factor/new-factor.js';
import type { UsersRoom } from '../users/users.room.js';
import { createExportUsers } from './export-users.js';
import { createImportUsers } from './import-users.js';
import { createUserReader } from './read-user.js';
import { openRehearsal } from './rehearsal.js';
import { createUserWriter } from './user-writer.js';

export interface TransferNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'users' | 'adminSet' | 'readProfile'>;
  readonly passwords: Pick<PasswordsRoom, 'foreign'>;
  readonly secondFactor: {
    readonly newFactor: NewFactor;
    readonly openSeed: (secretBox: string) => Promise<string>;
  };
}

export type TransferRoom = ReturnType<typeof createTransferRoom>;

export function createTransferRoom({ ground, users, passwords, secondFactor }: TransferNeeds) {
  const { config, connection, inTransaction, clock, catalogue, events, randomness, secrets } = ground;
  const collection = rawCollection(users.users);
  const readUser = createUserReader({
    readProfile: users.readProfile,
    readHash: (hash, format, pepperId) => passwords.foreign.read(hash, format, pepperId),
    newFactor: secondFactor.newFactor,
    roles: config.roles,
    providers: providersByIssuer(config),
    idKey: secrets.keysFor('import-id')[0].bytes,
    ...{ catalogue, clock },
  });
  const target = { users: collection, adminSet: users.adminSet, inTransaction };
  return {
    importUsers: createImportUsers(readUser, events),
    writeUsers: createUserWriter(target),
    openRehearsal: () => openRehearsal(connection, target, randomness),
    exportUsers: createExportUsers(collection, (secretBox) => secondFactor.openSeed(secretBox)),
    clock,
    /** Ends what is under way. */
    signal: ground.signal,
    contributes: {},
  };
}

/** Those at Google and Apple stay what they are, also before a client id is set. */
function providersByIssuer({
  googleIssuer,
  appleIssuer,
  oidcProviders = [],
}: Config): ReadonlyMap<string, string> {
  const others = oidcProviders.map(({ issuer, id }) => [issuer, id] as const);
  return new Map([...others, [googleIssuer, 'google'], [appleIssuer, 'apple']]);
}
