import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';

import { MessagePayloadType } from '../sessions/message-payload.type.js';
import type { CallerContext } from '../users/caller.js';
import { requireCaller } from '../users/require-caller.js';
import { EmailAddressScalar } from '../users/text.scalar.js';
import type { RequestEmailChange } from './change-email.js';
import type { LinkRequests } from './link-requests.js';
import { ResetPasswordInputType, UndoChangePayloadType, VerifyEmailPayloadType } from './mail-links.type.js';
import type { ResetPassword } from './reset-password.js';
import type { UndoChange } from './undo-change.js';
import type { VerifyEmail } from './verify-email.js';

const emailArgument = { description: 'The address to write to.' };
const captchaArgument = { nullable: true, description: 'Where `authConfig.captcha.on` names `reset`.' };

/** The same for everybody, since it is past telling who has reached the limit. */
const restraint = 'After several in a short time, none is sent for a while.';

@Resolver()
export class MailLinksResolver {
  constructor(
    private readonly requests: LinkRequests,
    private readonly useVerification: VerifyEmail,
    private readonly passwordResets: ResetPassword,
    private readonly changeUndoing: UndoChange,
    private readonly requestEmailChange: RequestEmailChange,
  ) {}

  @Mutation(() => MessagePayloadType, {
    description:
      'Mails a link that verifies an address: to the caller, or without a token to the address given. The same answer for any address.',
  })
  async sendVerificationEmail(
    @Ctx() context: CallerContext,
    @Arg('email', () => EmailAddressScalar, { ...emailArgument, nullable: true }) email?: string | null,
    @Arg('captchaToken', () => String, captchaArgument) captchaToken?: string | null,
  ): Promise<MessagePayloadType> {
    await this.requests.sendVerificationEmail(email ?? undefined, captchaToken, context);
    return { message: `If this address waits to be verified, a link is on its way to it. ${restraint}` };
  }

  @Mutation(() => VerifyEmailPayloadType, {
    description: 'Uses the link of a mail: the address is proved. Also for the link of changeEmail.',
  })
  async verifyEmail(
    @Ctx() context: CallerContext,
    @Arg('token', () => String, { description: 'From the link in the mail.' }) token: string,
  ): Promise<VerifyEmailPayloadType> {
    const verified = await this.useVerification(token, context.origin);
    return { message: 'Thank you! Your e-mail address is verified.', ...verified };
  }

  @Mutation(() => MessagePayloadType, {
    description:
      'Mails a link that sets a new password. The same answer whether or not the address is known.',
  })
  async sendPasswordResetEmail(
    @Ctx() context: CallerContext,
    @Arg('email', () => EmailAddressScalar, emailArgument) email: string,
    @Arg('captchaToken', () => String, captchaArgument) captchaToken?: string | null,
  ): Promise<MessagePayloadType> {
    await this.requests.sendPasswordResetEmail(email, captchaToken, context);
    return { message: `If this address has an account, a link is on its way to it. ${restraint}` };
  }

  @Mutation(() => MessagePayloadType, {
    description: 'Uses that link: sets the password, and ends every session of the account.',
  })
  async resetPassword(
    @Ctx() context: CallerContext,
    @Arg('input', () => ResetPasswordInputType, { description: 'The link and the new password.' })
    input: ResetPasswordInputType,
  ): Promise<MessagePayloadType> {
    await this.passwordResets.reset(input, context.origin);
    return { message: 'Your new password is set. Sign in with it.' };
  }

  @Mutation(() => UndoChangePayloadType, {
    description:
      'Uses the link of the notice of a new way in ("this was not me"): takes that one away again, and ends every session of the account. Signs nobody in.',
  })
  async undoChange(
    @Ctx() context: CallerContext,
    @Arg('token', () => String, { description: 'From the link in the notice.' }) token: string,
  ): Promise<UndoChangePayloadType> {
    const resetToken = (await this.changeUndoing.undo(token, context.origin)) ?? null;
    return {
      message: 'The change is undone, and all sessions are ended. Choose a new password.',
      resetToken,
    };
  }

  @Mutation(() => MessagePayloadType, {
    description:
      'Mails a link to a new address, which becomes the account’s when the link is used by verifyEmail. Asks for the password unless the sign-in is fresh.',
  })
  @Directive('@auth')
  async changeEmail(
    @Ctx() context: CallerContext,
    @Arg('email', () => EmailAddressScalar, { description: 'The new address.' }) email: string,
    @Arg('password', () => String, { nullable: true, description: 'Where the sign-in is not fresh.' })
    password?: string | null,
    @Arg('code', () => String, { nullable: true, description: 'Of the authenticator app, in place of it.' })
    code?: string | null,
  ): Promise<MessagePayloadType> {
    const caller = await requireCaller(context);
    const isSent = await this.requestEmailChange(caller, email, { password, code }, context.origin);
    const link = `${isSent ? 'A' : 'If nobody else uses it, a'} link is on its way to the new address.`;
    return { message: `${link} Until it is used, the old one stays.` };
  }
}
