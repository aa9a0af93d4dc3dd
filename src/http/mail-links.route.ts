/**
 * The REST side of mail links: pages that work without a script, and the same as JSON for programs. Opening a
 * page changes nothing, since mail scanners open links; only the form in it does.
 */
import type { Express, Request, RequestHandler, Response } from 'express';

import { databaseFault } from '../database/database-fault.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { LinkPage } from '../mail-links/link-pages.js';
import type { LinkRequests } from '../mail-links/link-requests.js';
import { captchaResponseField, type PageCaptcha } from '../mail-links/pages/captcha-widget.js';
import { emailVerifiedPage } from '../mail-links/pages/email-verified.page.js';
import { linkSentPage } from '../mail-links/pages/link-sent.page.js';
import type { PageFrame } from '../mail-links/pages/page-frame.js';
import { passwordResetPage } from '../mail-links/pages/password-reset.page.js';
import { requestLinkPage } from '../mail-links/pages/request-link.page.js';
import { resetPasswordPage } from '../mail-links/pages/reset-password.page.js';
import { verifyEmailPage } from '../mail-links/pages/verify-email.page.js';
import type { ResetPassword } from '../mail-links/reset-password.js';
import type { VerifyEmail } from '../mail-links/verify-email.js';
import type { Brand } from '../markup/brand.js';
import type { Page } from '../markup/page.js';
import type { MessageCatalogue } from '../messages/messages.js';
import { isJson, optionalText, readBody, readOptionalText, readTexts } from './form-body.js';
import { refusalPage } from './mail-links-refusal.js';
import { sendProblem } from './problem.js';
import { sendPage } from './send-page.js';

export interface MailLinksRouteOptions {
  readonly requests: LinkRequests;
  readonly verifyEmail: VerifyEmail;
  readonly resetPassword: ResetPassword;
  readonly catalogue: MessageCatalogue;
  readonly brand: Brand;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly captcha: PageCaptcha | undefined;
  readonly passwordMinLength: number;
  readonly originOf: (request: Request) => RequestOrigin;
}

/** A success, for a person and for a program. */
interface Done {
  readonly page: Page;
  readonly json: object;
}

/** Does what a form asks for. */
type Act = (request: Request, frame: PageFrame, origin: RequestOrigin) => Promise<Done>;

export function mountMailLinks(app: Express, options: MailLinksRouteOptions): void {
  const { verifyEmail, resetPassword } = options;
  const post = (path: string, purpose: LinkPage, act: Act) => {
    app.post(path, ...readBody(), handle(options, purpose, act));
  };

  app.get('/verify-email', (request, response) => {
    const frame = frameOf(options, request);
    const link = tokenOf(request);
    const page =
      link.token === ''
        ? requestLinkPage(frame, { purpose: 'verify-email', problems: [] })
        : verifyEmailPage(frame, link);
    answer(response, frame, page, link.isReadable ? 200 : 400);
  });
  app.get('/reset-password', async (request, response) => {
    const frame = frameOf(options, request);
    const link = tokenOf(request);
    const page =
      link.token === ''
        ? requestLinkPage(frame, { purpose: 'reset-password', problems: [] })
        : resetPasswordPage(frame, {
            token: link.token,
            isDead: !(await resetPassword.isAlive(link.token)),
            minLength: options.passwordMinLength,
            problems: [],
          });
    answer(response, frame, page, link.isReadable ? 200 : 400);
  });

  post('/verify-email', 'verify-email', async (request, frame, origin) => {
    const { email, emailVerifiedAt } = await verifyEmail(readTexts(request, 'token').token, origin);
    const message = 'Thank you! Your e-mail address is verified.';
    return { page: emailVerifiedPage(frame, { email }), json: { message, email, emailVerifiedAt } };
  });
  post('/reset-password', 'reset-password', async (request, frame, origin) => {
    await resetPassword.reset(readTexts(request, 'token', 'password', 'passwordConfirm'), origin);
    const message = 'Your new password is set. Sign in with it.';
    return { page: passwordResetPage(frame), json: { message } };
  });
  post('/verify-email/resend', 'verify-email', requestLink(options, 'verify-email'));
  post('/reset-password/request', 'reset-password', requestLink(options, 'reset-password'));
}

function requestLink({ requests, captcha }: MailLinksRouteOptions, purpose: LinkPage): Act {
  return async (request, frame, origin) => {
    const { email } = readTexts(request, 'email');
    const captchaToken = readOptionalText(
      request,
      captcha === undefined || isJson(request) ? 'captchaToken' : captchaResponseField(captcha.provider),
    );
    const context = { origin, caller: () => Promise.resolve(undefined) };
    if (purpose === 'reset-password') await requests.sendPasswordResetEmail(email, captchaToken, context);
    else await requests.sendVerificationEmail(email, captchaToken, context);
    const message = 'If this address is known here, a link is on its way to it.';
    return { page: linkSentPage(frame, { purpose }), json: { message } };
  };
}

function handle(options: MailLinksRouteOptions, purpose: LinkPage, act: Act): RequestHandler {
  return async (request, response) => {
    const frame = frameOf(options, request);
    try {
      const done = await act(request, frame, options.originOf(request));
      if (isJson(request)) response.set('cache-control', 'no-store').json(done.json);
      else answer(response, frame, done.page, 200);
    } catch (error) {
      const refusal = databaseFault(error);
      if (!(refusal instanceof AppError) || refusal.code === 'INTERNAL_SERVER_ERROR') throw error;
      if (isJson(request)) {
        sendProblem(response, refusal);
        return;
      }
      const typed = { token: optionalText(request, 'token'), email: optionalText(request, 'email') };
      const page = refusalPage(frame, refusal, { ...typed, purpose, minLength: options.passwordMinLength });
      answer(response, frame, page, refusal.status);
    }
  };
}

export type PageFrameOptions = Pick<MailLinksRouteOptions, 'brand' | 'catalogue' | 'captcha' | 'publicUrl'>;

export function frameOf(
  { brand, catalogue, captcha, publicUrl }: PageFrameOptions,
  request: Request,
): PageFrame {
  const messages = catalogue.forAcceptLanguage(request.headers['accept-language']);
  // A proxy may serve the gateway below a path of its own.
  return { basePath: new URL(publicUrl).pathname.replace(/\/$/, ''), brand, captcha, messages };
}

export function answer(response: Response, { messages }: PageFrame, page: Page, status: number): void {
  response.set('content-language', messages.language).vary('accept-language');
  sendPage(response, page, status);
}

/** The token of the link that was opened; what only resembles one (a list, an operator) is none. */
function tokenOf({ query }: Request): { token: string; isReadable: boolean } {
  const { token = '', ...rest } = query;
  const isReadable = typeof token === 'string' && !Object.keys(rest).some((name) => name.startsWith('token'));
  return { token: typeof token === 'string' ? token : '', isReadable };
}
