import { conflictingField } from '../database/unique-conflict.js';
import { AppError, type ErrorCode } from '../foundation/errors.js';

/** What is told where a unique index refused a value of an account. */
export const takenBy: Readonly<Record<string, ErrorCode>> = {
  emailCanonical: 'EMAIL_TAKEN',
  usernameCanonical: 'USERNAME_TAKEN',
  phoneNumber: 'PHONE_NUMBER_TAKEN',
  'passkeys.credentialId': 'PASSKEY_INVALID',
};

/** The refusal behind a failed write of an account; the index decides, so that of twenty at once one wins. */
export function takenOr(error: unknown): unknown {
  const code = takenBy[conflictingField(error) ?? ''];
  return code === undefined ? error : new AppError(code, { cause: error });
}
