import { deviceName } from '../foundation/device-name.js';
import { refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import { parsePersonName } from '../users/person-name.js';
import { authenticatorName } from './authenticator-names.js';

/** How a passkey is called once it is known what it is. */
type NamePasskey = (passkey: { readonly aaguid: string }, origin: RequestOrigin) => string;

/** @param given by its owner; absent: it is called after its make, or the device. @throws AppError BAD_USER_INPUT. */
export function namePasskey(given: string | null | undefined): NamePasskey {
  if (given === undefined || given === null)
    return ({ aaguid }, { userAgent }) => authenticatorName(aaguid) ?? deviceName(userAgent) ?? 'Passkey';
  const name = readPasskeyName(given);
  return () => name;
}

/** @throws AppError BAD_USER_INPUT. */
export function readPasskeyName(given: string): string {
  const name = parsePersonName(given) ?? '';
  const message = 'must be 1 to 100 characters on one line, with something to see';
  refuseProblems(name === '' ? [{ path: 'name', rule: 'name', message }] : []);
  return name;
}
