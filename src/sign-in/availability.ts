import type { LimitSource } from '../abuse/source-limits.js';
import { AppError, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import { parseEmailAddress } from '../users/email-address.js';
import { brokenRule, type InputField } from '../users/input-rules.js';
import type { PhoneNumberParser } from '../users/phone-number.js';
import type { UserModel } from '../users/user.model.js';
import { parseUsername } from '../users/username.js';

/** Whether a value is still free. They tell who has an account, so a setting switches them off. */
export interface Availability {
  /** @throws AppError BAD_USER_INPUT for what is no address; FORBIDDEN where switched off; RATE_LIMITED. */
  isEmailAvailable(email: string, origin: RequestOrigin): Promise<boolean>;
  isPhoneNumberAvailable(phoneNumber: string, origin: RequestOrigin): Promise<boolean>;
  isUsernameAvailable(username: string, origin: RequestOrigin): Promise<boolean>;
}

export interface AvailabilityOptions {
  readonly users: UserModel;
  readonly parsePhoneNumber: PhoneNumberParser;
  readonly isEnabled: boolean;
  /** They are an oracle, so nobody asks them by the thousand (ASVS 2.4.1). */
  readonly limitSource: LimitSource;
}

export function createAvailability({
  users,
  parsePhoneNumber,
  isEnabled,
  limitSource,
}: AvailabilityOptions): Availability {
  const isFree = async (
    field: string,
    path: InputField,
    value: string | undefined,
    origin: RequestOrigin,
  ): Promise<boolean> => {
    if (!isEnabled) throw new AppError('FORBIDDEN', { details: { requires: 'availability' } });
    await limitSource(origin);
    if (value === undefined) refuseProblems([brokenRule(path)]);
    return (
      (await users
        .exists({ [field]: value })
        .lean()
        .exec()) === null
    );
  };
  return {
    isEmailAvailable: (email, origin) =>
      isFree('emailCanonical', 'email', parseEmailAddress(email)?.emailCanonical, origin),
    isPhoneNumberAvailable: (number, origin) =>
      isFree('phoneNumber', 'phoneNumber', parsePhoneNumber(number), origin),
    isUsernameAvailable: (name, origin) =>
      isFree('usernameCanonical', 'username', parseUsername(name)?.usernameCanonical, origin),
  };
}
