import { Arg, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';

import type { Availability } from './availability.js';
import type { CallerContext } from './caller.js';
import type { FindUser } from './find-user.js';
import { requireCaller } from './require-caller.js';
import { EmailAddressScalar, PhoneNumberScalar } from './text.scalar.js';
import { toUser, UserType } from './user.type.js';

@Resolver(() => UserType)
export class UsersResolver {
  constructor(
    private readonly availability: Availability,
    private readonly findUser: FindUser,
  ) {}

  @Query(() => UserType, {
    nullable: true,
    description: 'The signed-in user; null without a token, TOKEN_EXPIRED or TOKEN_INVALID with a bad one.',
  })
  async me(@Ctx() context: CallerContext): Promise<UserType | undefined> {
    const caller = await context.caller();
    return caller && toUser(caller.user);
  }

  @Query(() => UserType, { nullable: true, description: 'Oneself, or anyone for an admin.' })
  @Directive('@auth')
  async user(
    @Ctx() context: CallerContext,
    @Arg('id', () => ID, { description: 'As in `User.id`.' }) id: string,
  ): Promise<UserType> {
    return toUser(await this.findUser(await requireCaller(context), id));
  }

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
