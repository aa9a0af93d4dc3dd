import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import type { LimitSource } from '../abuse/source-limits.js';
import {
  type AuthenticationResponseJSON,
  AuthenticationResponseScalar,
} from '../credentials/webauthn.scalar.js';
import type { DeliverSession } from '../sessions/deliver-session.js';
import { TokenTransport } from '../sessions/token-transport.type.js';
import {
  SignInResultType,
  SignUpPayloadType,
  toSignInResult,
  toSignUpPayload,
} from '../sign-in/sign-in.type.js';
import type { CallerContext } from '../users/caller.js';
import { EmailAddressScalar } from '../users/text.scalar.js';
import type { PasskeySignIn } from './passkey-sign-in.js';
import type { PasskeySignUp } from './passkey-sign-up.js';
import { type RegistrationResponseJSON, RegistrationResponseScalar } from './passkey.scalar.js';
import { PasskeyRegistrationType, PasskeyRequestType, PasskeySignUpInputType } from './passkeys.type.js';

const transportArgument = { nullable: true, description: 'How the refresh token travels. Absent: BODY.' };
const challengeText = 'Of a sign-in under way, whose second factor it is.';

@Resolver()
export class PasskeySignInResolver {
  constructor(
    private readonly signIns: PasskeySignIn,
    private readonly signUps: PasskeySignUp,
    private readonly limitSource: LimitSource,
    private readonly deliver: DeliverSession,
  ) {}

  @Mutation(() => PasskeyRegistrationType, {
    description:
      'Begins a sign-up with a passkey in place of a password. Whether the address is known is not told yet.',
  })
  async beginPasskeySignUp(
    @Ctx() context: CallerContext,
    @Arg('input', () => PasskeySignUpInputType, { description: 'Who signs up.' })
    input: PasskeySignUpInputType,
  ): Promise<PasskeyRegistrationType> {
    return this.signUps.begin(input, context.origin);
  }

  @Mutation(() => SignUpPayloadType, {
    description:
      'Makes the account with its passkey, and its first session, and mails a link that verifies the address.',
  })
  async finishPasskeySignUp(
    @Ctx() context: CallerContext,
    @Arg('credential', () => RegistrationResponseScalar, { description: 'What the browser answered.' })
    response: RegistrationResponseJSON,
    @Arg('name', () => String, {
      nullable: true,
      description: 'Of the passkey; absent: after what keeps it.',
    })
    name?: string | null,
    @Arg('transport', () => TokenTransport, transportArgument) transport?: TokenTransport | null,
  ): Promise<SignUpPayloadType> {
    await this.limitSource(context.origin);
    const { user, signedIn } = await this.signUps.finish({ response, name, transport }, context.origin);
    return toSignUpPayload(user, signedIn && this.deliver(signedIn, context));
  }

  @Mutation(() => PasskeyRequestType, {
    description:
      'Begins a sign-in by passkey. Without a name, whichever the person picks: also with `mediation: "conditional"`, on a form whose field has `autocomplete="username webauthn"`. With an address, those of its account; one that nobody has gets the like.',
  })
  async beginPasskeySignIn(
    @Ctx() context: CallerContext,
    @Arg('email', () => EmailAddressScalar, { nullable: true, description: 'Whose.' }) email?: string | null,
    @Arg('challengeToken', () => String, { nullable: true, description: challengeText })
    challengeToken?: string | null,
  ): Promise<PasskeyRequestType> {
    await this.limitSource(context.origin);
    return this.signIns.begin({ email, challengeToken }, context.origin);
  }

  @Mutation(() => SignInResultType, {
    description:
      'Signs in by a passkey. With user verification it is two factors; without, one, and the second is asked for where it is on. Nobody has the passkey: INVALID_CREDENTIALS with `unknownCredential`, for `PublicKeyCredential.signalUnknownCredential()`.',
  })
  async finishPasskeySignIn(
    @Ctx() context: CallerContext,
    @Arg('credential', () => AuthenticationResponseScalar, { description: 'What the browser answered.' })
    response: AuthenticationResponseJSON,
    @Arg('challengeToken', () => String, { nullable: true, description: challengeText })
    challengeToken?: string | null,
    @Arg('transport', () => TokenTransport, transportArgument) transport?: TokenTransport | null,
  ): Promise<typeof SignInResultType> {
    await this.limitSource(context.origin);
    const answer = { response, challengeToken, transport };
    const outcome = await this.signIns.finish(answer, context.origin);
    return toSignInResult(outcome, (signedIn) => this.deliver(signedIn, context));
  }
}
