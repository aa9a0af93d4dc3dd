import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql';

import type { AuthPayloadType } from '../sessions/auth-payload.type.js';
import type { DeliverSession } from '../sessions/deliver-session.js';
import { MessagePayloadType } from '../sessions/message-payload.type.js';
import { TokenTransport, transportField } from '../sessions/token-transport.type.js';
import { SignInResultType, toSignInResult, type TwoFactorChallengeType } from '../sign-in/sign-in.type.js';
import type { CallerContext } from '../users/caller.js';
import { requireCaller } from '../users/require-caller.js';
import { EmailAddressScalar } from '../users/text.scalar.js';
import type { CompleteEmailSignIn } from './complete-email-sign-in.js';
import { EmailSignInChallengeType, EmailSignInCodeType, SignInEmailKind } from './email-sign-in.type.js';
import type { EmailReauthentication } from './reauthenticate-by-email.js';
import type { SendSignInEmail } from './send-sign-in-email.js';
import type { ShowSignInCode } from './show-sign-in-code.js';

const message =
  'If this address can be signed in with, a mail is on its way to it. After several in a short time, none is sent for a while.';

@Resolver()
export class EmailSignInResolver {
  constructor(
    private readonly send: SendSignInEmail,
    private readonly complete: CompleteEmailSignIn,
    private readonly showCode: ShowSignInCode,
    private readonly reauthentication: EmailReauthentication,
    private readonly deliver: DeliverSession,
  ) {}

  @Mutation(() => EmailSignInChallengeType, {
    description: 'Mails a link or a code to sign in with, for ten minutes. The same answer for any address.',
  })
  async sendSignInEmail(
    @Ctx() context: CallerContext,
    @Arg('email', () => EmailAddressScalar, { description: 'The address to write to.' }) email: string,
    @Arg('kind', () => SignInEmailKind, { description: 'What the mail holds.' }) kind: SignInEmailKind,
    @Arg('codeChallenge', () => String, {
      description: 'S256 of a verifier that the caller keeps (RFC 7636).',
    })
    codeChallenge: string,
    @Arg('transport', () => TokenTransport, transportField) transport?: TokenTransport | null,
    @Arg('captchaToken', () => String, {
      nullable: true,
      description: 'Where `authConfig.captcha.on` names `reset`.',
    })
    captchaToken?: string | null,
  ): Promise<EmailSignInChallengeType> {
    const asked = { email, kind, codeChallenge, transport, captchaToken };
    return { message, ...(await this.send(asked, context.origin)) };
  }

  @Mutation(() => SignInResultType, {
    description:
      'Starts a session with the link or the code of that mail, or asks for the second factor where it is on. Proves the address. Exactly one of token, and challengeToken with code.',
  })
  async completeEmailSignIn(
    @Ctx() context: CallerContext,
    @Arg('codeVerifier', () => String, { description: 'Of the challenge that the mail was asked for with.' })
    codeVerifier: string,
    @Arg('token', () => String, { nullable: true, description: 'From the link in the mail.' })
    token?: string | null,
    @Arg('challengeToken', () => String, { nullable: true, description: 'Of sendSignInEmail.' })
    challengeToken?: string | null,
    @Arg('code', () => String, {
      nullable: true,
      description: 'Eight digits; blanks and dashes do not count.',
    })
    code?: string | null,
    @Arg('transport', () => TokenTransport, {
      nullable: true,
      description: 'How the refresh token travels. Absent: as sendSignInEmail was asked.',
    })
    transport?: TokenTransport | null,
  ): Promise<AuthPayloadType | TwoFactorChallengeType> {
    const proof = { token, challengeToken, code, codeVerifier, transport };
    const outcome = await this.complete(proof, context.origin);
    return toSignInResult(outcome, (signedIn) => this.deliver(signedIn, context));
  }

  @Query(() => EmailSignInCodeType, {
    description:
      'The code of a mailed link, for who opens it on another device than the one that asked. Changes nothing. LINK_INVALID for a link that cannot be used.',
  })
  emailSignInCode(
    @Arg('token', () => String, { description: 'From the link in the mail.' }) token: string,
  ): Promise<EmailSignInCodeType> {
    return this.showCode(token);
  }

  @Mutation(() => MessagePayloadType, {
    description:
      'Mails the caller a code for `reauthenticate(mailedCode)` in this session, for ten minutes; the one before is void. FORBIDDEN before the address is verified.',
  })
  @Directive('@auth')
  async sendReauthenticationEmail(@Ctx() context: CallerContext): Promise<MessagePayloadType> {
    await this.reauthentication.send(await requireCaller(context), context.origin);
    return { message: 'A code is on its way to your address. It is good here, for ten minutes.' };
  }
}
