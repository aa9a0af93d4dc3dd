import { Arg, Ctx, Directive, ID, Mutation, Resolver } from 'type-graphql';

import type { CallerContext } from '../users/caller.js';
import { requireCaller } from '../users/require-caller.js';
import { toUser, UserType } from '../users/user.type.js';
import type { ManageTotp } from './manage-totp.js';
import { RecoveryCodesType, TotpSetupType } from './second-factor.type.js';
import type { TwoFactor } from './two-factor.js';

const passwordArgument = { nullable: true, description: 'Where the sign-in is not fresh.' };
const codeArgument = { nullable: true, description: 'Of the authenticator app, in place of the password.' };

@Resolver()
export class SecondFactorResolver {
  constructor(
    private readonly totp: ManageTotp,
    private readonly twoFactor: TwoFactor,
  ) {}

  @Mutation(() => TotpSetupType, {
    description:
      'Begins to set up an authenticator app, for a quarter of an hour; starts anew each time. Step-up, also for the first one. A confirmed one counts until the new one is confirmed.',
  })
  @Directive('@auth')
  async setupTotp(
    @Ctx() context: CallerContext,
    @Arg('password', () => String, passwordArgument) password?: string | null,
    @Arg('code', () => String, codeArgument) code?: string | null,
  ): Promise<TotpSetupType> {
    return this.totp.setUp(await requireCaller(context), { password, code }, context.origin);
  }

  @Mutation(() => RecoveryCodesType, {
    description:
      'Proves the authenticator app with its first code; only then is TOTP on. Sign-in asks for it only after enable2FA. Step-up, unless setupTotp was given the password or a code. A wrong code is CODE_INVALID. Returns the recovery codes, once.',
  })
  @Directive('@auth')
  async confirmTotp(
    @Ctx() context: CallerContext,
    @Arg('code', () => String, { description: 'Six digits, as the app shows them.' }) code: string,
  ): Promise<RecoveryCodesType> {
    const caller = await requireCaller(context);
    const codes = [...(await this.totp.confirm(caller, code, context.origin))];
    const message = caller.user.enable2FA
      ? 'The new authenticator app is connected, and sign-in asks for it.'
      : 'The authenticator app is connected. Two-factor sign-in is not on yet: enable2FA switches it on.';
    return { message, codes };
  }

  @Mutation(() => UserType, {
    description:
      'From now on a sign-in asks for the second factor. Needs a verified address, since a lost authenticator is mended by mail. Asks for a fresh sign-in.',
  })
  @Directive('@auth(verified: true)')
  async enable2FA(@Ctx() context: CallerContext): Promise<UserType> {
    return toUser(await this.twoFactor.enable(await requireCaller(context), context.origin));
  }

  @Mutation(() => UserType, { description: 'A sign-in asks for no second factor any more. Step-up.' })
  @Directive('@auth')
  async disable2FA(
    @Ctx() context: CallerContext,
    @Arg('password', () => String, passwordArgument) password?: string | null,
    @Arg('code', () => String, codeArgument) code?: string | null,
  ): Promise<UserType> {
    const caller = await requireCaller(context);
    return toUser(await this.twoFactor.disable(caller, { password, code }, context.origin));
  }

  @Mutation(() => UserType, {
    description:
      'Removes the authenticator app. Switches 2FA off as well, and voids the recovery codes. Step-up.',
  })
  @Directive('@auth')
  async disableTotp(
    @Ctx() context: CallerContext,
    @Arg('password', () => String, passwordArgument) password?: string | null,
    @Arg('code', () => String, codeArgument) code?: string | null,
  ): Promise<UserType> {
    const caller = await requireCaller(context);
    return toUser(await this.totp.remove(caller, { password, code }, context.origin));
  }

  @Mutation(() => RecoveryCodesType, { description: 'New recovery codes; the old ones are void. Step-up.' })
  @Directive('@auth')
  async regenerateRecoveryCodes(
    @Ctx() context: CallerContext,
    @Arg('password', () => String, passwordArgument) password?: string | null,
    @Arg('code', () => String, codeArgument) code?: string | null,
  ): Promise<RecoveryCodesType> {
    const caller = await requireCaller(context);
    const proof = { password, code };
    const codes = [...(await this.totp.renewRecoveryCodes(caller, proof, context.origin))];
    return { message: 'These are your recovery codes from now on; the earlier ones are void.', codes };
  }

  @Mutation(() => UserType, {
    description:
      'Removes the second factor of somebody who has lost everything, and ends their sessions; they are told by mail. Asks for a fresh sign-in of the admin.',
  })
  @Directive('@auth(roles: [ADMIN])')
  async resetTwoFactor(
    @Ctx() context: CallerContext,
    @Arg('userId', () => ID, { description: 'Whose.' }) userId: string,
  ): Promise<UserType> {
    return toUser(await this.twoFactor.reset(await requireCaller(context), userId, context.origin));
  }
}
