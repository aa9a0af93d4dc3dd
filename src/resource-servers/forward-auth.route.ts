/**
 * Answers a proxy whether a request may pass, and whose it is: nginx auth_request, Traefik forwardAuth, Caddy
 * forward_auth, Envoy ext_authz. Judges by the account as it is now, as @auth does, and without asking the database.
 */
import type { AuthRequirement } from '@portcullis/guard/graphql';
import type { Express, Request, RequestHandler, Response } from 'express';

import { databaseFault } from '../database/database-fault.js';
import { AppError } from '../foundation/errors.js';
import { badRequest, sendProblem } from '../http/problem.js';
import { refusalHeaders } from '../http/refusal-headers.js';
import { refuseOtherMethods } from '../http/refuse-other-methods.js';
import type { Route } from '../http/route.js';
import type { Authenticate } from '../sessions/authenticate.js';
import type { ReadAccessToken } from '../sessions/read-access-token.js';
import type { Authorize } from '../users/authorize.js';
import type { Caller } from '../users/caller.js';
import type { PermissionsOf } from '../users/permissions.js';
import { requireCaller } from '../users/require-caller.js';
import { forwardAuthPaths } from './forward-auth.openapi.js';

export interface ForwardAuthOptions {
  readonly authenticate: Authenticate;
  readonly authorize: Authorize;
  readonly permissionsOf: PermissionsOf;
  /** From the headers alone: a token in a URL ends up in logs and histories (RFC 6750 section 2.3). */
  readonly readToken: ReadAccessToken;
}

const PATH = '/forward-auth';
/** Envoy asks with the method of the request, and its path behind ours: for its root that is a slash. */
const FOLLOWED_PATH = '/forward-auth/{*path}';

export function createForwardAuthRoute(options: ForwardAuthOptions): Route {
  return {
    openapi: forwardAuthPaths,
    mount: (app) => {
      mountForwardAuth(app, options);
    },
  };
}

function mountForwardAuth(app: Express, options: ForwardAuthOptions): void {
  const answer = async (response: Response, ask: () => Promise<Caller | undefined>) => {
    try {
      sendAnswer(response, await ask(), options.permissionsOf);
    } catch (error) {
      const refusal = databaseFault(error);
      if (!(refusal instanceof AppError)) throw error;
      refuse(response, refusal);
    }
  };
  const exactly: RequestHandler = (request, response) =>
    answer(response, () => judge(request, options, request.query));
  // First, since Express takes a slash at the end for the same path: whoever asks for the root must not write the question.
  app.all(FOLLOWED_PATH, (request, response) =>
    answer(response, () => {
      refuseRequirement(request.query);
      return judge(request, options, {});
    }),
  );
  app.get(PATH, exactly);
  app.options(PATH, (request, response, next) =>
    isPassed(request) ? exactly(request, response, next) : next(),
  );
  refuseOtherMethods(app, [PATH], 'GET, HEAD');
}

/** Of a preflight that may pass there is nobody to tell. */
async function judge(
  request: Request,
  options: ForwardAuthOptions,
  query: Request['query'],
): Promise<Caller | undefined> {
  const requirement = readRequirement(query);
  if (isPassed(request)) return undefined;
  const token = options.readToken(request.headers);
  const caller = token === undefined ? undefined : await options.authenticate(token);
  const context = { caller: () => Promise.resolve(caller) };
  await options.authorize(context, requirement);
  refuseUnknownNames(query);
  return requireCaller(context);
}

/**
 * A browser sends a preflight without credentials (Fetch, 3.2.2), so that who guards one turns every page away. Only where
 * the proxy's configuration says so: what stands in a header may be the caller's, where the proxy does not write it itself.
 */
function isPassed({ query, method, headers }: Request): boolean {
  if (query['preflight'] !== 'pass') return false;
  const asked = ['GET', 'HEAD'].includes(method) ? headers['x-forwarded-method'] : method;
  return (
    asked === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}

const roleList = /^[A-Z][A-Z0-9_]{0,63}(?:,[A-Z][A-Z0-9_]{0,63})*$/;
const permissionList = /^[A-Za-z0-9][\w.:/-]{0,63}(?:,[A-Za-z0-9][\w.:/-]{0,63})*$/;

/** @throws AppError BAD_REQUEST for a value that cannot be read: who misspells a requirement must not get none. */
function readRequirement({ roles, permissions, verified, preflight }: Request['query']): AuthRequirement {
  if (preflight !== undefined && preflight !== 'pass')
    throw badRequest(400, 'Write preflight as pass, or leave it out.');
  const lists = {
    roles: readNames(roles, roleList, 'roles=ADMIN,EDITOR'),
    permissions: readNames(permissions, permissionList, 'permissions=posts:read,posts:write'),
  };
  if (verified !== undefined && verified !== 'true' && verified !== 'false')
    throw badRequest(400, 'Write verified as true or false.');
  return { ...lists, verified: verified === 'true' };
}

function readNames(value: unknown, pattern: RegExp, example: string): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === 'string' && pattern.test(value)) return value.split(',');
  throw badRequest(400, `Write ${example.split('=', 1)[0]} as a list of names, such as ${example}.`);
}

/** Such as `role` for `roles`. After the token: one that is sent in the query is answered as none at all. */
function refuseUnknownNames({
  roles: _roles,
  permissions: _permissions,
  verified: _verified,
  preflight: _preflight,
  ...unknown
}: Request['query']): void {
  if (Object.keys(unknown).length > 0)
    throw badRequest(400, 'Besides roles, permissions, verified and preflight there is nothing to ask for.');
}

/** The query behind a path is the caller's; one that reads like ours is a configuration that would guard nothing. */
function refuseRequirement(query: Request['query']): void {
  if (['roles', 'permissions', 'verified', 'preflight'].some((name) => query[name] !== undefined))
    throw badRequest(400, 'A requirement stands at /forward-auth itself, and not behind a path.');
}

function sendAnswer(response: Response, caller: Caller | undefined, permissionsOf: PermissionsOf): void {
  response.set({ 'cache-control': 'no-store', 'content-length': '0' });
  if (caller !== undefined) {
    const { user, sessionId } = caller;
    response.set({
      'x-auth-user-id': user._id.toHexString(),
      'x-auth-email': user.email,
      'x-auth-roles': user.roles.join(','),
      'x-auth-permissions': permissionsOf(user.roles).join(','),
      'x-auth-session': sessionId,
    });
  }
  response.end();
}

function refuse(response: Response, refusal: AppError): void {
  for (const [name, value] of refusalHeaders(refusal)) response.set(name, value);
  const { requires } = refusal.details;
  if (requires === 'role' || requires === 'permission' || requires === 'verifiedEmail')
    response.set('www-authenticate', 'Bearer realm="portcullis", error="insufficient_scope"');
  sendProblem(response, refusal);
}
