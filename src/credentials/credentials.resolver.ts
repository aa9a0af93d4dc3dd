import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';

import type { Clock } from '../foundation/clock.js';
import { AuthPayloadType, toAuthPayload } from '../sessions/auth-payload.type.js';
import type { CallerContext } from '../users/caller.js';
import { requireCaller } from '../users/require-caller.js';
import type { ChangePassword } from './change-password.js';
import { ChangePasswordInputType } from './credentials.type.js';

@Resolver()
export class CredentialsResolver {
  constructor(
    private readonly passwordChanges: ChangePassword,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => AuthPayloadType, {
    description:
      'Replaces the password, and ends all other sessions. This one goes on with the refresh token that it has.',
  })
  @Directive('@auth')
  async changePassword(
    @Ctx() context: CallerContext,
    @Arg('input', () => ChangePasswordInputType, { description: 'The old and the new one.' })
    input: ChangePasswordInputType,
  ): Promise<AuthPayloadType> {
    const caller = await requireCaller(context);
    return toAuthPayload(await this.passwordChanges.change(caller, input, context.origin), this.clock);
  }
}
