import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';

import type { Clock } from '../foundation/clock.js';
import { type AuthPayloadType, toAuthPayload } from '../sessions/auth-payload.type.js';
import type { CallerContext } from '../users/caller.js';
import { AuthConfigType } from './auth-config.type.js';
import type { SignIn } from './sign-in.js';
import {
  SignInInputType,
  SignInResultType,
  SignUpInputType,
  SignUpPayloadType,
  toSignUpPayload,
} from './sign-in.type.js';
import type { SignUp } from './sign-up.js';

@Resolver()
export class SignInResolver {
  constructor(
    private readonly signUps: SignUp,
    private readonly startSignIn: SignIn,
    private readonly config: AuthConfigType,
    private readonly clock: Clock,
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
    return toSignUpPayload(user, signedIn && toAuthPayload(signedIn, this.clock));
  }

  @Mutation(() => SignInResultType, { description: 'Starts a session with the password.' })
  async signIn(
    @Ctx() context: CallerContext,
    @Arg('input', () => SignInInputType, { description: 'Who signs in.' }) input: SignInInputType,
  ): Promise<AuthPayloadType> {
    return toAuthPayload(await this.startSignIn(input, context.origin), this.clock);
  }
}
