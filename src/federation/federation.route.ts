/**
 * Where a browser sets out to a provider, and where it comes back. Both only redirect: to the provider, or to a page of a
 * frontend that is listed to the letter. Whatever else is asked gets a problem document, or a page where a person would
 * read it, and never a redirect (RFC 9700, 4.11).
 */
import { parseCookie, type SerializeOptions, stringifySetCookie } from 'cookie';
import type { ErrorRequestHandler, Express, Request, Response } from 'express';

import type { LimitSource } from '../abuse/source-limits.js';
import { databaseFault } from '../database/database-fault.js';
import { AppError } from '../foundation/errors.js';
import { badRequest } from '../http/problem.js';
import { refuseOtherMethods } from '../http/refuse-other-methods.js';
import type { Route, RouteContext } from '../http/route.js';
import { answerPage, frameOf, type FrameOptions } from '../pages/answer-page.js';
import { failurePage } from '../pages/failure.page.js';
import { backTo, type CodeFlow, type FlowRequest, type StartedFlow } from './code-flow.js';
import { federationPaths } from './federation.openapi.js';
import { signInOverPage } from './sign-in-over.page.js';

export interface FederationRouteOptions {
  readonly flow: CodeFlow;
  /** FEDERATION_REDIRECTS. */
  readonly redirects: readonly string[];
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** Each start stores a document. */
  readonly limitStart: LimitSource;
  readonly pages: FrameOptions;
}

const paths = { start: '/federation/:provider/start', callback: '/federation/:provider/callback' };

/** S256 of something (RFC 7636, 4.2). */
const challengeForm = /^[A-Za-z0-9_-]{43}$/;
/** As `state` comes from us, whatever else is none of ours. */
const stateForm = /^[A-Za-z0-9_-]{44}$/;

export function createFederationRoute(options: FederationRouteOptions): Route {
  return {
    openapi: federationPaths,
    mount: (app, by) => {
      mountFederation(app, options, by);
    },
  };
}

function mountFederation(app: Express, options: FederationRouteOptions, { originOf }: RouteContext): void {
  // Before the routes, which would take HEAD for GET, and both begin or end something.
  refuseOtherMethods(app, Object.values(paths), 'GET');
  app.use(Object.values(paths), (_request, response, next) => {
    keepToOurselves(response);
    next();
  });
  app.get(paths.start, async (request, response) => {
    const asked = readStart(options, request);
    try {
      await options.limitStart(originOf(request));
      const started = await options.flow.start(asked);
      response.append('set-cookie', writeCookie(options, asked.provider, started));
      redirect(response, started.location);
    } catch (error) {
      const refusal = databaseFault(error);
      if (!(refusal instanceof AppError) || refusal.code !== 'UNAVAILABLE') throw error;
      redirect(response, backTo(asked.redirect, { code: undefined, error: 'unavailable' }));
    }
  });
  app.get(paths.callback, async (request, response) => {
    const provider = providerOf(request);
    const state = textOf(request, 'state');
    if (!stateForm.test(state)) throw badRequest(400, 'This sign-in is unknown or over. Begin again.');
    const browserToken = parseCookie(request.headers.cookie ?? '')[cookieName(state)] ?? '';
    const { search } = new URL(request.originalUrl, options.publicUrl);
    const location = await options.flow.finish({ provider, state, browserToken, search });
    const forgotten = { state, browserToken: '', maxAgeSeconds: 0 };
    response.append('set-cookie', writeCookie(options, provider, forgotten));
    redirect(response, location);
  });
  app.use(Object.values(paths), showRefusal(options.pages));
}

/** A person gets here by reloading or going back, and is not to read JSON; a program is. */
function showRefusal(pages: FrameOptions): ErrorRequestHandler {
  return (error: unknown, request: Request, response, next) => {
    const refusal = databaseFault(error);
    response.vary('accept');
    if (!(refusal instanceof AppError) || request.accepts(['json', 'html']) !== 'html') {
      next(error);
      return;
    }
    const frame = frameOf(pages, request);
    const { retryAfter: retryAfterSeconds } = refusal.details;
    if (retryAfterSeconds !== undefined) response.set('retry-after', String(retryAfterSeconds));
    const isOver = refusal.code === 'BAD_REQUEST' && request.baseUrl.endsWith('/callback');
    if (isOver) answerPage(response, frame, signInOverPage(frame), refusal.status);
    else if (retryAfterSeconds !== undefined)
      answerPage(response, frame, failurePage(frame, { retryAfterSeconds }), refusal.status);
    else next(error);
  };
}

function readStart({ redirects }: FederationRouteOptions, request: Request): FlowRequest {
  const redirectTo = textOf(request, 'redirect');
  if (!redirects.includes(redirectTo))
    throw badRequest(400, '`redirect` is no page of FEDERATION_REDIRECTS.');
  const codeChallenge = textOf(request, 'code_challenge');
  if (!challengeForm.test(codeChallenge))
    throw badRequest(400, '`code_challenge` is to be 43 characters of base64url, by S256.');
  // Plain would put the verifier into the history of the browser.
  if (textOf(request, 'code_challenge_method', 'S256') !== 'S256')
    throw badRequest(400, '`code_challenge_method` is S256.');
  const mode = textOf(request, 'mode', 'sign-in');
  if (mode !== 'sign-in' && mode !== 'sign-up' && mode !== 'link')
    throw badRequest(400, '`mode` is sign-in, sign-up or link.');
  return { provider: providerOf(request), redirect: redirectTo, codeChallenge, mode };
}

/** Given once, or the usual; what only resembles a text (a list, an operator) is none. */
function textOf({ query }: Request, name: string, usual = ''): string {
  const value = query[name] ?? usual;
  return typeof value === 'string' ? value : '';
}

function providerOf({ params }: Request): string {
  const { provider } = params;
  return typeof provider === 'string' ? provider : '';
}

/** One for each flow: there may be several under way, in several tabs. */
function cookieName(state: string): string {
  return `federation-${state.slice(-8)}`;
}

/** Lax: the provider's page sends the browser back, which Strict would not take for our own visitor. */
function writeCookie(
  { publicUrl }: FederationRouteOptions,
  provider: string,
  { state, browserToken, maxAgeSeconds }: Pick<StartedFlow, 'state' | 'browserToken' | 'maxAgeSeconds'>,
): string {
  const { protocol, pathname } = new URL(publicUrl);
  const attributes: SerializeOptions = { httpOnly: true, sameSite: 'lax', secure: protocol === 'https:' };
  const path = `${pathname.replace(/\/$/, '')}/federation/${provider}/callback`;
  return stringifySetCookie({
    ...attributes,
    ...{ name: cookieName(state), value: browserToken, path, maxAge: maxAgeSeconds },
  });
}

/** A code or a state in the URL is to stay with whom it is for. */
function keepToOurselves(response: Response): void {
  response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
}

function redirect(response: Response, location: URL): void {
  response.status(302).set('location', location.href).end();
}
