import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';

import type { CheckCaptcha } from '../abuse/check-captcha.js';
import type { LimitSource } from '../abuse/source-limits.js';
import type { DeliverSession } from '../sessions/deliver-session.js';
import { TokenTransport } from '../sessions/token-transport.type.js';
import {
  SignInResultType,
  SignUpPayloadType,
  toSignInResult,
  toSignUpPayload,
} from '../sign-in/sign-in.type.js';
import type { CallerContext } from '../users/caller.js';
import type { CompleteSignIn } from './complete-sign-in.js';
import type { FederatedSignIn } from './federated-sign-in.js';
import { FederatedSignInInputType, FederatedSignUpInputType } from './federated.type.js';
import type { IdentityProviders } from './identity-providers.js';

const signUpText = 'Makes an account for an account of the provider, and its first session.';
const signInText =
  'Starts a session with the ID token of the provider, or asks for the second factor where it is on.';
const completeText =
  'Ends a sign-in that began at `startUrl`; makes the account too, where it is new and was asked for by `mode=sign-up`.';
const inputText = { description: 'The ID token.' };

@Resolver()
export class FederatedResolver {
  constructor(
    private readonly providers: IdentityProviders,
    private readonly federated: FederatedSignIn,
    private readonly checkCaptcha: CheckCaptcha,
    private readonly limitSource: LimitSource,
    private readonly deliver: DeliverSession,
    private readonly complete: CompleteSignIn,
  ) {}

  @Mutation(() => SignUpPayloadType, { description: signUpText })
  signUpWithGoogle(
    @Ctx() context: CallerContext,
    @Arg('input', () => FederatedSignUpInputType, inputText) input: FederatedSignUpInputType,
  ): Promise<SignUpPayloadType> {
    return this.signUpWithProvider(context, 'google', input);
  }

  @Mutation(() => SignUpPayloadType, { description: signUpText })
  signUpWithApple(
    @Ctx() context: CallerContext,
    @Arg('input', () => FederatedSignUpInputType, inputText) input: FederatedSignUpInputType,
  ): Promise<SignUpPayloadType> {
    return this.signUpWithProvider(context, 'apple', input);
  }

  @Mutation(() => SignUpPayloadType, { description: signUpText })
  async signUpWithProvider(
    @Ctx() context: CallerContext,
    @Arg('provider', () => ID, { description: 'As in `authConfig.providers`.' }) provider: string,
    @Arg('input', () => FederatedSignUpInputType, inputText) input: FederatedSignUpInputType,
  ): Promise<SignUpPayloadType> {
    await this.checkCaptcha(input.captchaToken, context.origin);
    const identity = await this.providers.get(provider).identify(input.token, input.nonce ?? undefined);
    const { user, outcome } = await this.federated.signUp(identity, input, input.transport, context.origin);
    return toSignUpPayload(user, outcome.signedIn && this.deliver(outcome.signedIn, context));
  }

  @Mutation(() => SignInResultType, { description: signInText })
  signInWithGoogle(
    @Ctx() context: CallerContext,
    @Arg('input', () => FederatedSignInInputType, inputText) input: FederatedSignInInputType,
  ): Promise<typeof SignInResultType> {
    return this.signInWithProvider(context, 'google', input);
  }

  @Mutation(() => SignInResultType, { description: signInText })
  signInWithApple(
    @Ctx() context: CallerContext,
    @Arg('input', () => FederatedSignInInputType, inputText) input: FederatedSignInInputType,
  ): Promise<typeof SignInResultType> {
    return this.signInWithProvider(context, 'apple', input);
  }

  @Mutation(() => SignInResultType, { description: signInText })
  async signInWithProvider(
    @Ctx() context: CallerContext,
    @Arg('provider', () => ID, { description: 'As in `authConfig.providers`.' }) provider: string,
    @Arg('input', () => FederatedSignInInputType, inputText) input: FederatedSignInInputType,
  ): Promise<typeof SignInResultType> {
    await this.limitSource(context.origin);
    const identity = await this.providers.get(provider).identify(input.token, input.nonce ?? undefined);
    const outcome = await this.federated.signIn(identity, input.transport, context.origin);
    return toSignInResult(outcome, (signedIn) => this.deliver(signedIn, context));
  }

  @Mutation(() => SignInResultType, { description: completeText })
  async completeSignIn(
    @Ctx() context: CallerContext,
    @Arg('code', () => String, { description: 'As `?code=` of the page; good once, for a minute.' })
    code: string,
    @Arg('codeVerifier', () => String, { description: 'Of the `code_challenge` it began with.' })
    codeVerifier: string,
    @Arg('transport', () => TokenTransport, { nullable: true, description: 'Absent: BODY.' })
    transport?: TokenTransport | null,
  ): Promise<typeof SignInResultType> {
    await this.limitSource(context.origin);
    const outcome = await this.complete({ code, codeVerifier }, transport, context.origin);
    return toSignInResult(outcome, (signedIn) => this.deliver(signedIn, context));
  }
}
