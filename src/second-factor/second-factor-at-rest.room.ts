/**
 * What lies in the database of second factors, also where FEATURES_DISABLED has them: apps that were connected are secrets, and
 * somebody's. Takes no code, and asks for none.
 */
import type { CredentialsRoom } from '../credentials/credentials.room.js';
import { createSecretBox } from '../foundation/secret-box.js';
import type { Ground } from '../house/ground.js';
import type { UsersRoom } from '../users/users.room.js';
import { createNewFactor } from './new-factor.js';
import { createResealSeeds } from './reseal-seeds.js';

export interface SecondFactorAtRestNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'users'>;
  readonly credentials: Pick<CredentialsRoom, 'changeUndoModel'>;
}

export function createSecondFactorAtRestRoom({ ground, users, credentials }: SecondFactorAtRestNeeds) {
  const box = createSecretBox(ground.secrets, 'totp');
  const reseal = createResealSeeds(users.users, credentials.changeUndoModel, box);
  return {
    newFactor: createNewFactor(box),
    openSeed: (secretBox: string) => box.open(secretBox),
    contributes: {
      resealers: [{ name: 'authenticatorSeeds', said: 'authenticator seeds', reseal }],
    },
  };
}
