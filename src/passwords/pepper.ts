import { createSecrets } from '../foundation/secrets.js';
import type { Pepper } from './password-hasher.js';

/** PASSWORD_PEPPER as keys: the first goes into new hashes, all verify. */
export function openPeppers(list: readonly string[]): readonly Pepper[] {
  if (list.length === 0) return [];
  return createSecrets(list)
    .keysFor('password/pepper')
    .map(({ id, bytes }) => ({ id, key: bytes }));
}
