/** Two accounts to look around with, in an empty embedded database of a developer. Their passwords are new each time. */
import type { Config } from '../config/config.js';
import { rawCollection } from '../database/raw-collection.js';
import { noRequest } from '../foundation/no-request.js';
import type { Parts } from './parts.js';
import type { Rooms } from './rooms.js';

export interface DemoAccount {
  readonly email: string;
  readonly password: string;
  readonly roles: readonly string[];
}

const people = [
  { email: 'admin@example.com', firstName: 'Ada', lastName: 'Admin', roles: ['USER', 'ADMIN'] },
  { email: 'user@example.com', firstName: 'Uma', lastName: 'User', roles: ['USER'] },
] as const;

const origin = noRequest('demo');

/** @returns undefined where there is somebody already, or the database is a real one. */
export async function createDemo(
  config: Config,
  { randomness }: Parts,
  rooms: Rooms,
): Promise<readonly DemoAccount[] | undefined> {
  if (config.isProduction || config.mongodbUri !== undefined) return undefined;
  if ((await rawCollection(rooms.users).findOne({}, { projection: { _id: 1 } })) !== null) return undefined;
  const accounts = people.map((person) => ({ ...person, password: randomness(9).toString('base64url') }));
  for (const account of accounts)
    await rooms.people.newUsers.create(undefined, { ...account, emailVerified: true }, origin);
  return accounts;
}
