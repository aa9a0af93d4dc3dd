import type { PasskeyDocument, UserDocument } from './user.model.js';

/** Oldest first. */
export function passkeysOf({ passkeys = [] }: Pick<UserDocument, 'passkeys'>): readonly PasskeyDocument[] {
  return passkeys;
}
