import type { PasskeyDocument } from './passkey-document.js';
import type { UserDocument } from './user.model.js';

/** Oldest first. */
export function passkeysOf({ passkeys = [] }: Pick<UserDocument, 'passkeys'>): readonly PasskeyDocument[] {
  return passkeys;
}
