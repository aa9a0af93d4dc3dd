/**
 * What resource servers that cannot verify a token, or have to know more, ask by REST: introspection (RFC 7662) and
 * revocation (RFC 7009). Each request shows the credentials of a resource server; without RESOURCE_SERVERS nobody can.
 */
import express, { type Express, type Request, type RequestHandler } from 'express';

import { AppError, type ErrorDetails } from '../foundation/errors.js';
import { optionalText } from '../http/form-body.js';
import { refuseOtherMethods } from '../http/refuse-other-methods.js';
import type { Route, RouteContext } from '../http/route.js';
import type { IdentifyResourceServer } from './identify-resource-server.js';
import type { IntrospectToken } from './introspect-token.js';
import { oauthPaths } from './oauth.openapi.js';
import type { RevokeToken } from './revoke-token.js';

export interface OAuthRouteOptions {
  readonly identifyResourceServer: IdentifyResourceServer;
  readonly introspectToken: IntrospectToken;
  readonly revokeToken: RevokeToken;
}

const paths = { introspect: '/oauth/introspect', revoke: '/oauth/revoke' };

export function createOAuthRoute(options: OAuthRouteOptions): Route {
  return {
    openapi: oauthPaths,
    mount: (app, by) => {
      mountOAuth(app, options, by);
    },
  };
}

function mountOAuth(app: Express, options: OAuthRouteOptions, { originOf }: RouteContext): void {
  const before = [requireResourceServer(options.identifyResourceServer), ...readForm()];
  app.post(paths.introspect, ...before, async (request, response) => {
    response.json(
      await options.introspectToken(readToken(request), optionalText(request, 'token_type_hint')),
    );
  });
  app.post(paths.revoke, ...before, async (request, response) => {
    await options.revokeToken(readToken(request), originOf(request));
    response.status(200).end();
  });
  refuseOtherMethods(app, Object.values(paths), 'POST');
}

/** Before the body is read: else anybody could try tokens here (RFC 7662 section 2.1), and have us read for them. */
function requireResourceServer(identify: IdentifyResourceServer): RequestHandler {
  return (request, response, next) => {
    const { authorization } = request.headers;
    response.set('cache-control', 'no-store');
    if (identify(authorization) === undefined) {
      response.set('www-authenticate', 'Basic realm="portcullis"');
      const message = 'Send the credentials of a resource server by HTTP Basic.';
      const code = authorization === undefined ? 'UNAUTHENTICATED' : 'INVALID_CREDENTIALS';
      throw new AppError(code, { message, details: oauthError('invalid_client') });
    }
    next();
  };
}

/** A form and nothing else (RFC 7662 section 2.1); inflating is how a small request becomes a large one. */
function readForm(): RequestHandler[] {
  const onlyForms: RequestHandler = (request, _response, next) => {
    const isForm = request.is('application/x-www-form-urlencoded') !== false;
    if (!isForm || request.headers['content-encoding'] !== undefined) {
      const message = 'Send the token in a form (application/x-www-form-urlencoded), uncompressed.';
      throw new AppError('BAD_REQUEST', { status: 415, message, details: oauthError('invalid_request') });
    }
    next();
  };
  return [
    onlyForms,
    express.urlencoded({ extended: false, limit: '100kb', inflate: false, parameterLimit: 20 }),
  ];
}

/** Once and not empty (RFC 6749 section 3.2). */
function readToken(request: Request): string {
  const token = optionalText(request, 'token') ?? '';
  if (token !== '') return token;
  const fields = [{ path: 'token', rule: 'required', message: 'is required, once' }] as const;
  throw new AppError('BAD_USER_INPUT', { details: { ...oauthError('invalid_request'), fields } });
}

/** The member that OAuth clients look for, beside ours (RFC 6749 section 5.2). */
interface OAuthErrorDetails extends ErrorDetails {
  readonly error: 'invalid_client' | 'invalid_request';
}

function oauthError(error: OAuthErrorDetails['error']): OAuthErrorDetails {
  return { error };
}
