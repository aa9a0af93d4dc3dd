/**
 * What mailed links open: pages that work without a script, and the same as JSON for programs. Opening a page changes
 * nothing, since mail scanners open links; only the form in it does. It must not know how links are made, kept or
 * judged: that is mail-links, which knows nothing of these pages.
 */
import type { Express, Request, RequestHandler } from 'express';

import { databaseFault } from '../database/database-fault.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import { isJson, optionalText, readBody, readOptionalText, readTexts } from '../http/form-body.js';
import { noteRefusal, sendProblem } from '../http/problem.js';
import { refuseOtherMethods } from '../http/refuse-other-methods.js';
import type { Route, RouteContext } from '../http/route.js';
import type { LinkPage } from '../mail-links/find-link-page.js';
import type { LinkRequests } from '../mail-links/link-requests.js';
import type { LookAtLink } from '../mail-links/look-at-link.js';
import type { ResetPassword } from '../mail-links/reset-password.js';
import type { UndoChange } from '../mail-links/undo-change.js';
import type { VerifyEmail } from '../mail-links/verify-email.js';
import type { Page } from '../markup/page.js';
import { answerPage, frameOf, type FrameOptions } from '../pages/answer-page.js';
import { captchaResponseField } from '../pages/captcha-widget.js';
import type { PageFrame } from '../pages/page-frame.js';
import { changeUndonePage } from './change-undone.page.js';
import { deadLinkPage } from './dead-link.page.js';
import { emailVerifiedPage } from './email-verified.page.js';
import { linkPagesPaths, passwordPagesPaths } from './link-pages.openapi.js';
import { linkSentPage } from './link-sent.page.js';
import { donePage, doneStatus, openedPage } from './opened-link.js';
import { passwordResetPage } from './password-reset.page.js';
import { refusalPage } from './refusal.page.js';
import { requestLinkPage } from './request-link.page.js';
import { undoChangePage } from './undo-change.page.js';

export interface LinkPagesRouteOptions extends FrameOptions {
  readonly requests: LinkRequests;
  readonly verifyEmail: VerifyEmail;
  readonly resetPassword: ResetPassword;
  readonly undoChange: UndoChange;
  readonly lookAtLink: LookAtLink;
  /** PASSWORD_MIN_LENGTH. */
  readonly passwordMinLength: number;
  /** Whether anybody has a password here (SIGN_IN_METHODS). */
  readonly hasPasswords: boolean;
}

type Mounted = LinkPagesRouteOptions & RouteContext;

/** A success, for a person and for a program. */
interface Done {
  readonly page: Page;
  readonly json: object;
}

/** Does what a form asks for. */
type Act = (request: Request, frame: PageFrame, origin: RequestOrigin) => Promise<Done>;

export function createLinkPagesRoute(options: LinkPagesRouteOptions): Route {
  return {
    openapi: options.hasPasswords ? { ...linkPagesPaths, ...passwordPagesPaths } : linkPagesPaths,
    mount: (app, by) => {
      mountLinkPages(app, { ...options, ...by });
    },
  };
}

function mountLinkPages(app: Express, options: Mounted): void {
  const { verifyEmail } = options;
  mountUndoing(app, options);
  if (options.hasPasswords) mountPasswords(app, options);
  app.get('/verify-email', openLink(options, 'verify-email'));
  const verify: Act = async (request, frame, origin) => {
    const { email, emailVerifiedAt } = await verifyEmail(readTexts(request, 'token').token, origin);
    const message = 'Thank you! Your e-mail address is verified.';
    return { page: emailVerifiedPage(frame, { email }), json: { message, email, emailVerifiedAt } };
  };
  app.post('/verify-email', ...readBody(), handle(options, 'verify-email', verify));
  const resend = requestLink(options, 'verify-email');
  app.post('/verify-email/resend', ...readBody(), handle(options, 'verify-email', resend));
  refuseOtherMethods(app, ['/verify-email'], 'GET, HEAD, POST');
  refuseOtherMethods(app, ['/verify-email/resend'], 'POST');
}

function mountPasswords(app: Express, options: Mounted): void {
  app.get('/reset-password', openLink(options, 'reset-password'));
  const reset: Act = async (request, frame, origin) => {
    const form = readTexts(request, 'token', 'password', 'passwordConfirm');
    await options.resetPassword.reset(form, origin);
    const message = 'Your new password is set. Sign in with it.';
    return { page: passwordResetPage(frame), json: { message } };
  };
  app.post('/reset-password', ...readBody(), handle(options, 'reset-password', reset));
  const ask = requestLink(options, 'reset-password');
  app.post('/reset-password/request', ...readBody(), handle(options, 'reset-password', ask));
  refuseOtherMethods(app, ['/reset-password'], 'GET, HEAD, POST');
  refuseOtherMethods(app, ['/reset-password/request'], 'POST');
}

function openLink(options: Mounted, purpose: LinkPage): RequestHandler {
  const { lookAtLink, passwordMinLength: minLength } = options;
  return async (request, response) => {
    const frame = frameOf(options, request);
    const { token, isReadable } = tokenOf(request);
    const page =
      token === ''
        ? requestLinkPage(frame, { purpose, problems: [] })
        : openedPage(frame, await lookAtLink(purpose, token), { purpose, token, minLength });
    answerPage(response, frame, page, isReadable ? 200 : 400);
  };
}

/** What is refused here is told as of a reset link: a new password is the way on. */
function mountUndoing(app: Express, options: Mounted): void {
  const { undoChange, hasPasswords, passwordMinLength: minLength } = options;
  const dead = (frame: PageFrame) =>
    deadLinkPage(frame, { purpose: hasPasswords ? 'reset-password' : undefined, problems: [] });
  app.get('/not-me', async (request, response) => {
    const frame = frameOf(options, request);
    const { token, isReadable } = tokenOf(request);
    const pages = {
      none: () =>
        hasPasswords ? requestLinkPage(frame, { purpose: 'reset-password', problems: [] }) : dead(frame),
      alive: () => undoChangePage(frame, { token, hasPasswords }),
      used: () => changeUndonePage(frame, { resetToken: undefined, hasPasswords, minLength }),
      dead: () => dead(frame),
    };
    const state = token === '' ? 'none' : await undoChange.stateOf(token);
    answerPage(response, frame, pages[state](), isReadable ? 200 : 400);
  });
  const undo: Act = async (request, frame, origin) => {
    const { token } = readTexts(request, 'token');
    const resetToken = await undoChange.undo(token, origin).catch(async (error: unknown) => {
      // A second click: it is done, and this page must not take its place.
      if (isJson(request) || (await undoChange.stateOf(token)) !== 'used') throw error;
      return undefined;
    });
    const message = 'The change is undone, and all sessions are ended. Choose a new password.';
    return {
      page: changeUndonePage(frame, { resetToken, hasPasswords, minLength }),
      json: { message, resetToken: resetToken ?? null },
    };
  };
  app.post('/not-me', ...readBody(), handle(options, 'reset-password', undo));
}

function requestLink({ requests, captcha }: LinkPagesRouteOptions, purpose: LinkPage): Act {
  return async (request, frame, origin) => {
    const { email } = readTexts(request, 'email');
    const captchaToken = readOptionalText(
      request,
      captcha === undefined || isJson(request) ? 'captchaToken' : captchaResponseField(captcha.provider),
    );
    const context = { origin, caller: () => Promise.resolve(undefined) };
    if (purpose === 'reset-password') await requests.sendPasswordResetEmail(email, captchaToken, context);
    else await requests.sendVerificationEmail(email, captchaToken, context);
    const message =
      'If this address is known here, a link is on its way to it. After several in a short time, none is sent for a while.';
    return { page: linkSentPage(frame, { purpose }), json: { message } };
  };
}

function handle(options: Mounted, purpose: LinkPage, act: Act): RequestHandler {
  return async (request, response) => {
    const frame = frameOf(options, request);
    try {
      const done = await act(request, frame, originFor(frame, options.originOf(request)));
      if (isJson(request)) response.set('cache-control', 'no-store').json(done.json);
      else answerPage(response, frame, done.page, 200);
    } catch (error) {
      const refusal = databaseFault(error);
      if (!(refusal instanceof AppError) || refusal.code === 'INTERNAL_SERVER_ERROR') throw error;
      if (isJson(request)) {
        sendProblem(response, refusal);
        return;
      }
      noteRefusal(response, refusal.code);
      const typed = { token: optionalText(request, 'token'), email: optionalText(request, 'email') };
      // A second click, or a form that was sent twice: what the link was for is done.
      const done =
        refusal.status === 400 ? await doneBefore(options, frame, purpose, typed.token) : undefined;
      const { passwordMinLength: minLength, hasPasswords } = options;
      const page = done ?? refusalPage(frame, refusal, { ...typed, purpose, minLength, hasPasswords });
      answerPage(response, frame, page, done ? doneStatus[purpose] : refusal.status);
    }
  };
}

async function doneBefore(
  { lookAtLink }: LinkPagesRouteOptions,
  frame: PageFrame,
  purpose: LinkPage,
  token: string | undefined,
): Promise<Page | undefined> {
  const link = token === undefined ? undefined : await lookAtLink(purpose, token);
  return link?.kind === 'done' ? donePage(frame, purpose, link.email) : undefined;
}

/** A link that is asked for on a page is asked for by the frontend that the page belongs to. */
function originFor({ app }: PageFrame, origin: RequestOrigin): RequestOrigin {
  return app === undefined || app.query === '' ? origin : { ...origin, webOrigin: new URL(app.url).origin };
}

/** The token of the link that was opened; what only resembles one (a list, an operator) is none. */
function tokenOf({ query }: Request): { token: string; isReadable: boolean } {
  const { token = '', ...rest } = query;
  const isReadable = typeof token === 'string' && !Object.keys(rest).some((name) => name.startsWith('token'));
  return { token: typeof token === 'string' ? token : '', isReadable };
}
