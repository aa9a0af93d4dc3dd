import { rawCollection } from '../database/raw-collection.js';
import { type KeyState, stateOf } from './key-policy.js';
import type { SigningKeyModel } from './signing-key.model.js';

/** A key as those who look after the service see it. */
export interface ListedKey {
  readonly kid: string;
  readonly state: KeyState;
  readonly algorithm: string;
  readonly publishedAt: Date;
  readonly signsFrom: Date | undefined;
  readonly stoppedAt: Date | undefined;
  readonly withdrawnAt: Date | undefined;
}

/** All there are, the newest first. */
export type ListKeys = () => Promise<readonly ListedKey[]>;

export function createListKeys(model: SigningKeyModel): ListKeys {
  return async () => {
    const keys = await rawCollection(model).find().sort({ sequence: -1 }).toArray();
    return keys.map((key) => ({
      kid: key._id,
      state: stateOf(key),
      algorithm: key.algorithm,
      publishedAt: key.createdAt,
      signsFrom: key.signsFrom,
      stoppedAt: key.stoppedAt,
      withdrawnAt: key.withdrawnAt,
    }));
  };
}
