import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import { AuthPayloadType } from '../sessions/auth-payload.type.js';
import type { DeliverSession } from '../sessions/deliver-session.js';
import type { CallerContext } from '../users/caller.js';
import type { SecondStep } from './second-step.js';
import { RecoveryCodeSignInInputType, TotpSignInInputType } from './second-step.type.js';

@Resolver()
export class SecondStepResolver {
  constructor(
    private readonly secondStep: SecondStep,
    private readonly deliver: DeliverSession,
  ) {}

  @Mutation(() => AuthPayloadType, {
    description:
      'Completes a sign-in with a code of the authenticator app, or signs in by it alone where 2FA is not enabled.',
  })
  async signInWithTotp(
    @Ctx() context: CallerContext,
    @Arg('input', () => TotpSignInInputType, { description: 'The code, and for what.' })
    input: TotpSignInInputType,
  ): Promise<AuthPayloadType> {
    return this.deliver(await this.secondStep.withTotp(input, context.origin), context);
  }

  @Mutation(() => AuthPayloadType, {
    description: 'Completes a sign-in with a recovery code, which is spent by it.',
  })
  async signInWithRecoveryCode(
    @Ctx() context: CallerContext,
    @Arg('input', () => RecoveryCodeSignInInputType, { description: 'The code, and for what.' })
    input: RecoveryCodeSignInInputType,
  ): Promise<AuthPayloadType> {
    return this.deliver(await this.secondStep.withRecoveryCode(input, context.origin), context);
  }
}
