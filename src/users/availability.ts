import { AppError, refuseProblems } from '../foundation/errors.js';
import { parseEmailAddress } from './email-address.js';
import { brokenRule, type InputField } from './input-rules.js';
import type { PhoneNumberParser } from './phone-number.js';
import type { UserModel } from './user.model.js';
import { parseUsername } from './username.js';

/** Whether a value is still free. They tell who has an account, so a setting switches them off. */
export interface Availability {
  /** @throws AppError BAD_USER_INPUT for what is no address; FORBIDDEN where switched off. */
  isEmailAvailable(email: string): Promise<boolean>;
  isPhoneNumberAvailable(phoneNumber: string): Promise<boolean>;
  isUsernameAvailable(username: string): Promise<boolean>;
}

export interface AvailabilityOptions {
  readonly users: UserModel;
  readonly parsePhoneNumber: PhoneNumberParser;
  readonly isEnabled: boolean;
}

export function createAvailability({
  users,
  parsePhoneNumber,
  isEnabled,
}: AvailabilityOptions): Availability {
  const isFree = async (field: string, path: InputField, value: string | undefined): Promise<boolean> => {
    if (!isEnabled) throw new AppError('FORBIDDEN', { details: { requires: 'availability' } });
    if (value === undefined) refuseProblems([brokenRule(path)]);
    return (
      (await users
        .exists({ [field]: value })
        .lean()
        .exec()) === null
    );
  };
  return {
    isEmailAvailable: (email) => isFree('emailCanonical', 'email', parseEmailAddress(email)?.emailCanonical),
    isPhoneNumberAvailable: (number) => isFree('phoneNumber', 'phoneNumber', parsePhoneNumber(number)),
    isUsernameAvailable: (name) =>
      isFree('usernameCanonical', 'username', parseUsername(name)?.usernameCanonical),
  };
}
