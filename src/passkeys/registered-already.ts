import { AppError } from '../foundation/errors.js';

/** Whoever has it: whose it is, and whether it is anybody's, is told to nobody (WebAuthn 14.6.3). */
export function registeredAlready(cause?: unknown): AppError {
  return new AppError('PASSKEY_INVALID', { message: 'This passkey is registered already.', cause });
}
