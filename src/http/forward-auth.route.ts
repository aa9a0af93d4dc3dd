/**
 * Answers a proxy whether a request may pass, and whose it is: nginx auth_request, Traefik forwardAuth, Caddy
 * forward_auth. Judges by the account as it is now, as @auth does, and without asking the database.
 */
import type { AuthRequirement } from '@portcullis/guard/graphql';
import type { Express, Request, Response } from 'express';

import { databaseFault } from '../database/database-fault.js';
import { AppError } from '../foundation/errors.js';
import { authorize } from '../graphql/authorize.js';
import { refusalHeaders } from '../graphql/refusal-headers.js';
import type { Authenticate } from '../sessions/authenticate.js';
import type { Caller } from '../users/caller.js';
import { requireCaller } from '../users/require-caller.js';
import { badRequest, sendProblem } from './problem.js';
import type { ReadAccessToken } from './read-access-token.js';
import { refuseOtherMethods } from './refuse-other-methods.js';

export interface ForwardAuthOptions {
  readonly authenticate: Authenticate;
  /** From the headers alone: a token in a URL ends up in logs and histories (RFC 6750 section 2.3). */
  readonly readToken: ReadAccessToken;
}

const PATH = '/forward-auth';

export function mountForwardAuth(app: Express, options: ForwardAuthOptions): void {
  app.get(PATH, async (request, response) => {
    try {
      sendIdentity(response, await judge(request, options));
    } catch (error) {
      const refusal = databaseFault(error);
      if (!(refusal instanceof AppError)) throw error;
      refuse(response, refusal);
    }
  });
  refuseOtherMethods(app, [PATH], 'GET, HEAD');
}

async function judge(request: Request, options: ForwardAuthOptions): Promise<Caller> {
  const requirement = readRequirement(request.query);
  const token = options.readToken(request.headers);
  const caller = token === undefined ? undefined : await options.authenticate(token);
  const context = { caller: () => Promise.resolve(caller) };
  await authorize(context, requirement);
  refuseUnknownNames(request.query);
  return requireCaller(context);
}

const roleList = /^[A-Z][A-Z0-9_]{0,63}(?:,[A-Z][A-Z0-9_]{0,63})*$/;

/** @throws AppError BAD_REQUEST for a value that cannot be read: who misspells a requirement must not get none. */
function readRequirement({ roles, verified }: Request['query']): AuthRequirement {
  if (roles !== undefined && !(typeof roles === 'string' && roleList.test(roles)))
    throw badRequest(400, 'Write roles as a list of names, such as roles=ADMIN,EDITOR.');
  if (verified !== undefined && verified !== 'true' && verified !== 'false')
    throw badRequest(400, 'Write verified as true or false.');
  return { roles: typeof roles === 'string' ? roles.split(',') : [], verified: verified === 'true' };
}

/** Such as `role` for `roles`. After the token: one that is sent in the query is answered as none at all. */
function refuseUnknownNames({ roles: _roles, verified: _verified, ...unknown }: Request['query']): void {
  if (Object.keys(unknown).length > 0)
    throw badRequest(400, 'Besides roles and verified there is nothing to ask for.');
}

function sendIdentity(response: Response, { user, sessionId }: Caller): void {
  response.set({
    'cache-control': 'no-store',
    'x-auth-user-id': user._id.toHexString(),
    'x-auth-email': user.email,
    'x-auth-roles': user.roles.join(','),
    'x-auth-session': sessionId,
    'content-length': '0',
  });
  response.end();
}

function refuse(response: Response, refusal: AppError): void {
  for (const [name, value] of refusalHeaders(refusal)) response.set(name, value);
  const { requires } = refusal.details;
  if (requires === 'role' || requires === 'verifiedEmail')
    response.set('www-authenticate', 'Bearer realm="portcullis", error="insufficient_scope"');
  sendProblem(response, refusal);
}
