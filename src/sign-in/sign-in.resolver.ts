import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';

import type { AuthPayloadType } from '../sessions/auth-payload.type.js';
import type { DeliverSession } from '../sessions/deliver-session.js';
import type { CallerContext } from '../users/caller.js';
import { AuthConfigType } from './auth-config.type.js';
import type { SignIn } from './sign-in.js';
import {
  SignInInputType,
  SignInResultType,
  SignUpInputType,
  SignUpPayloadType,
  toSignInResult,
  toSignUpPayload,
  type TwoFactorChallengeType,
} from './sign-in.type.js';
import type { SignUp } from './sign-up.js';

@Resolver()
export class SignInResolver {
  constructor(
    private readonly signUps: SignUp,
    private readonly startSignIn: SignIn,
    private readonly readConfig: () => AuthConfigType,
    private readonly deliver: DeliverSession,
  ) {}

  @Query(() => AuthConfigType, { description: 'What a frontend must know to draw its forms.' })
  authConfig(): AuthConfigType {
    return this.readConfig();
  }

  @Mutation(() => SignUpPayloadType, {
    description:
      'Makes an account and its first session, and mails a link that verifies the address. Sent again with the same header Idempotency-Key within an hour, as after a lost answer, it opens a session of that account.',
  })
  async signUp(
    @Ctx() context: CallerContext,
    @Arg('input', () => SignUpInputType, { description: 'Who signs up.' }) input: SignUpInputType,
  ): Promise<SignUpPayloadType> {
    const { user, signedIn } = await this.signUps.signUp(input, context.origin, context.idempotencyKey);
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
}
