import { Arg, Ctx, Query, Resolver } from 'type-graphql';

import type { CallerContext } from '../users/caller.js';
import { EmailAddressScalar, PhoneNumberScalar } from '../users/text.scalar.js';
import type { Availability } from './availability.js';

@Resolver()
export class AvailabilityResolver {
  constructor(private readonly availability: Availability) {}

  @Query(() => Boolean, { description: 'Whether no account has this e-mail address.' })
  isEmailAvailable(
    @Ctx() context: CallerContext,
    @Arg('email', () => EmailAddressScalar, { description: 'The address to look for.' }) email: string,
  ): Promise<boolean> {
    return this.availability.isEmailAvailable(email, context.origin);
  }

  @Query(() => Boolean, { description: 'Whether no account has this phone number.' })
  isPhoneNumberAvailable(
    @Ctx() context: CallerContext,
    @Arg('phoneNumber', () => PhoneNumberScalar, { description: 'The number to look for.' })
    phoneNumber: string,
  ): Promise<boolean> {
    return this.availability.isPhoneNumberAvailable(phoneNumber, context.origin);
  }

  @Query(() => Boolean, { description: 'Whether no account has this username.' })
  isUsernameAvailable(
    @Ctx() context: CallerContext,
    @Arg('username', () => String, { description: 'The username to look for.' }) username: string,
  ): Promise<boolean> {
    return this.availability.isUsernameAvailable(username, context.origin);
  }
}
