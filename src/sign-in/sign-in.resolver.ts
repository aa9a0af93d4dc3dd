import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';

import { AuthPayloadType } from '../sessions/auth-payload.type.js';
import type { DeliverSession } from '../sessions/deliver-session.js';
import type { CallerContext } from '../users/caller.js';
import { AuthConfigType } from './auth-config.type.js';
import type { SecondStep } from './second-step.js';
import type { SignIn } from './sign-in.js';
import {
  RecoveryCodeSignInInputType,
  SignInInputType,
  SignInResultType,
  SignUpInputType,
  SignUpPayloadType,
  toSignInResult,
  toSignUpPayload,
  TotpSignInInputType,
  type TwoFactorChallengeType,
} from './sign-in.type.js';
import type { SignUp } from './sign-up.js';

@Resolver()
export class SignInResolver {
  constructor(
    private readonly signUps: SignUp,
    private readonly startSignIn: SignIn,
    private readonly secondStep: SecondStep,
    private readonly config: AuthConfigType,
    private readonly deliver: DeliverSession,
  ) {}

  @Query(() => AuthConfigType, { description: 'What a frontend must know to draw its forms.' })
  authConfig(): AuthConfigType {
    return this.config;
  }

  @Mutation(() => SignUpPayloadType, {
    description: 'Makes an account and its first session, and mails a link that verifies the address.',
  })
  async signUp(
    @Ctx() context: CallerContext,
    @Arg('input', () => SignUpInputType, { description: 'Who signs up.' }) input: SignUpInputType,
  ): Promise<SignUpPayloadType> {
    const { user, signedIn } = await this.signUps.signUp(input, context.origin);
    return toSignUpPayload(user, signedIn && this.deliver(signedIn, context));
  }

  @Mutation(() => SignInResultType, {
    description: 'Starts a session with the password, or asks for the second factor where it is on.',
  })
  async signIn(
    @Ctx() context: CallerContext,
    @Arg('input', () => SignInInputType, { description: 'Who signs in.' }) input: SignInInputType,
  ): Promise<AuthPayloadType | TwoFactorChallengeType> {
    const outcome = await this.startSignIn(input, context.origin);
    return toSignInResult(outcome, (signedIn) => this.deliver(signedIn, context));
  }

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
