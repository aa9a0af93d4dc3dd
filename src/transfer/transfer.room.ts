/**
 * Accounts that come from elsewhere, and that go there: files, the ways in which other systems write them, and what of an account
 * can be brought. Knows no request, and mails nobody; only the command line has it.
 */
import type { Config } from '../config/config.js';
import { rawCollection } from '../database/raw-collection.js';
import { HashRefused } from '../foreign-hashes/foreign-hash.js';
import type { Ground } from '../house/ground.js';
import type { PasswordsRoom } from '../passwords/passwords.room.js';
import { argon2Missing, isArgon2 } from '../passwords/require-argon2.js';
import type { NewFactor } from '../second-factor/new-factor.js';
import type { SessionsRoom } from '../sessions/sessions.room.js';
import { createJudgeMetadata, type JudgeMetadata } from '../users/metadata-schema.js';
import type { UsersRoom } from '../users/users.room.js';
import { createAddedWork } from './added-work.js';
import { createExportUsers } from './export-users.js';
import { createImportUsers } from './import-users.js';
import { createUserReader } from './read-user.js';
import { openRehearsal } from './rehearsal.js';
import { createUserWriter } from './user-writer.js';

export interface TransferNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'users' | 'adminSet' | 'readProfile'>;
  readonly passwords: Pick<PasswordsRoom, 'foreign' | 'levels' | 'hasArgon2'>;
  readonly sessions: Pick<SessionsRoom, 'customClaims'>;
  readonly secondFactor: {
    readonly newFactor: NewFactor;
    readonly openSeed: (secretBox: string) => Promise<string>;
  };
}

export type TransferRoom = ReturnType<typeof createTransferRoom>;

export function createTransferRoom({ ground, users, passwords, sessions, secondFactor }: TransferNeeds) {
  const { config, connection, inTransaction, clock, catalogue, events, randomness, secrets } = ground;
  const collection = rawCollection(users.users);
  // Until it is known: nothing is read before the start.
  let canArgon2 = false;
  let judge: JudgeMetadata = () => [];
  const readUser = createUserReader({
    readProfile: users.readProfile,
    readHash(...written) {
      const hash = passwords.foreign.read(...written);
      if (canArgon2 || hash.work === undefined || !isArgon2(hash.work)) return hash;
      throw new HashRefused(`is of Argon2, which ${argon2Missing}`);
    },
    newFactor: secondFactor.newFactor,
    judgeMetadata: () => judge,
    fitsToken: (user) => sessions.customClaims.fit(user),
    roles: config.roles,
    providers: providersByIssuer(config),
    idKey: secrets.keysFor('import-id')[0].bytes,
    ...{ catalogue, clock },
  });
  const target = { users: collection, adminSet: users.adminSet, inTransaction };
  return {
    importUsers: createImportUsers(readUser, events),
    writeUsers: createUserWriter(target),
    openAddedWork: () => createAddedWork(passwords.levels.all()),
    openRehearsal: () => openRehearsal(connection, target, randomness),
    exportUsers: createExportUsers(collection, (secretBox) => secondFactor.openSeed(secretBox)),
    clock,
    /** Ends what is under way. */
    signal: ground.signal,
    contributes: {
      async start() {
        canArgon2 = await passwords.hasArgon2();
        judge = await createJudgeMetadata(config.metadataSchema);
      },
    },
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
