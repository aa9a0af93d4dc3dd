/**
 * The profile fields of an account: reads them from input, judges all of them, and tells every one that fails.
 * Knows neither passwords nor the database.
 */
import type { FieldProblem } from '../foundation/errors.js';
import { parseEmailAddress } from './email-address.js';
import { brokenRule } from './input-rules.js';
import { parsePersonName } from './person-name.js';
import type { PhoneNumberParser } from './phone-number.js';
import type { UserDocument } from './user.model.js';
import { parseUsername } from './username.js';

/** What people may change themselves. The address is not among them: it changes by a link. */
export const profileFields = ['firstName', 'lastName', 'username', 'phoneNumber'] as const;
/** One of them, as inputs and the schema name it. */
export type ProfileField = (typeof profileFields)[number];

/** As a client writes it. Null is as absent here; who takes null for clearing judges it before. */
export interface ProfileInput {
  readonly email?: string | null | undefined;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
  readonly username?: string | null | undefined;
  readonly phoneNumber?: string | null | undefined;
}

/** As it is stored; absent is what was not given. */
export type Profile = Pick<
  UserDocument,
  'username' | 'usernameCanonical' | 'firstName' | 'lastName' | 'phoneNumber'
> & { email?: string; emailCanonical?: string };

interface ReadProfile {
  readonly profile: Profile;
  readonly problems: readonly FieldProblem[];
}

/** @param required those that must be there. @returns every problem at once, and throws for none of them. */
export type ProfileReader = (
  input: ProfileInput,
  required: readonly (ProfileField | 'email')[],
) => ReadProfile;

type FieldReader = (text: string) => Profile | undefined;

const named = <Name extends 'firstName' | 'lastName' | 'phoneNumber'>(
  name: Name,
  value: string | undefined,
) => (value === undefined ? undefined : ({ [name]: value } as Profile));

export function createProfileReader(parsePhoneNumber: PhoneNumberParser): ProfileReader {
  const readers: Readonly<Record<ProfileField | 'email', FieldReader>> = {
    email: parseEmailAddress,
    firstName: (text) => named('firstName', parsePersonName(text)),
    lastName: (text) => named('lastName', parsePersonName(text)),
    username: parseUsername,
    phoneNumber: (text) => named('phoneNumber', parsePhoneNumber(text)),
  };
  return (input, required) => {
    const problems: FieldProblem[] = [];
    const parts: Profile[] = [];
    for (const [path, read] of Object.entries(readers) as [ProfileField | 'email', FieldReader][]) {
      const text = input[path] ?? undefined;
      const part = text === undefined ? undefined : read(text);
      if (part !== undefined) parts.push(part);
      else if (text !== undefined) problems.push(brokenRule(path));
      else if (required.includes(path)) problems.push({ path, rule: 'required', message: 'is required' });
    }
    return { profile: Object.assign({}, ...parts) as Profile, problems };
  };
}
