/** Asking for a sign-in by mail. Whether anybody has the address is looked up by whoever writes the mail, and never here. */
import type { CheckCaptcha } from '../abuse/check-captcha.js';
import { sourceOf } from '../abuse/source.js';
import type { SignInMethod } from '../config/sign-in-methods.js';
import { AppError, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Outbox } from '../mail/outbox.js';
import { choosePage } from '../mail-links/find-link-page.js';
import type { MessageCatalogue } from '../messages/messages.js';
import { type EmailAddress, parseEmailAddress } from '../users/email-address.js';
import { brokenRule } from '../users/input-rules.js';
import type { EmailSignInDocument } from './email-sign-in.model.js';
import type { BegunEmailSignIn, EmailSignIns } from './email-sign-ins.js';
import { SIGN_IN_MAIL_KIND, type SignInMailOrder } from './sign-in-mails.js';

interface SignInEmailRequest {
  readonly email: string;
  readonly kind: EmailSignInDocument['kind'];
  readonly codeChallenge: string;
  readonly transport?: EmailSignInDocument['transport'] | null | undefined;
  readonly captchaToken?: string | null | undefined;
}

/** @throws AppError FORBIDDEN, BAD_USER_INPUT, RATE_LIMITED, CAPTCHA_REQUIRED, CAPTCHA_INVALID. */
export type SendSignInEmail = (
  asked: SignInEmailRequest,
  origin: RequestOrigin,
) => Promise<Pick<BegunEmailSignIn, 'challengeToken' | 'expiresAt'>>;

export interface SendSignInEmailOptions {
  readonly signIns: EmailSignIns;
  readonly methods: readonly SignInMethod[];
  readonly checkRequest: CheckCaptcha;
  readonly outbox: Outbox;
  /** SIGN_IN_LINK_URL. */
  readonly linkUrls: readonly string[] | undefined;
  /** The gateway's own page, for a request of that origin. */
  readonly gatewayPage: (webOrigin: string | undefined) => string;
  readonly catalogue: MessageCatalogue;
  readonly events: Events;
}

const methodOf = { LINK: 'email-link', CODE: 'email-code' } as const;
/** S256 of something (RFC 7636, 4.2). */
const challengeForm = /^[A-Za-z0-9_-]{43}$/;

export function createSendSignInEmail(options: SendSignInEmailOptions): SendSignInEmail {
  const { signIns, methods, checkRequest, outbox, events } = options;
  return async ({ email, kind, codeChallenge, transport, captchaToken }, origin) => {
    if (!methods.includes(methodOf[kind]))
      throw new AppError('FORBIDDEN', { details: { requires: 'signInMethod' } });
    const address = parseEmailAddress(email);
    const isChallenge = challengeForm.test(codeChallenge);
    refuseProblems([
      ...(address === undefined ? [brokenRule('email')] : []),
      ...(isChallenge ? [] : [notAChallenge]),
    ]);
    if (address === undefined) throw new TypeError('An address that is none has no problem.');
    await checkRequest(captchaToken, origin);
    events.raise('mail-link.requested', { purpose: 'sign-in' }, origin);
    const begun = await signIns.begin({ ...address, kind, codeChallenge, transport: transport ?? 'BODY' });
    await outbox.write(SIGN_IN_MAIL_KIND, orderOf(options, address, begun, origin));
    return { challengeToken: begun.challengeToken, expiresAt: begun.expiresAt };
  };
}

const notAChallenge = {
  path: 'codeChallenge',
  rule: 'type',
  message: 'must be the S256 challenge of a verifier',
} as const;

function orderOf(
  { linkUrls, gatewayPage, catalogue }: SendSignInEmailOptions,
  { email, emailCanonical }: EmailAddress,
  { id, code, linkToken, expiresAt }: BegunEmailSignIn,
  { ip, userAgent, webOrigin, acceptLanguage }: RequestOrigin,
): SignInMailOrder {
  const page = choosePage(linkUrls, webOrigin) ?? gatewayPage(webOrigin);
  const language = catalogue.languageOf(acceptLanguage);
  return {
    ...{ id, email, emailCanonical, code, page, source: sourceOf(ip), ip },
    expiresAt: expiresAt.toISOString(),
    ...(linkToken !== undefined && { linkToken }),
    ...(userAgent !== undefined && { userAgent }),
    ...(language !== undefined && { language }),
  };
}
