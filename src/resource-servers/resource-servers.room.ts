/**
 * What resource servers and the proxies before them ask: whether a token is good, and which sessions have ended. Knows no account
 * beyond what a token of it tells.
 */
import type { Ground } from '../house/ground.js';
import type { KeysRoom } from '../keys/keys.room.js';
import type { SessionsRoom } from '../sessions/sessions.room.js';
import type { UsersRoom } from '../users/users.room.js';
import { createForwardAuthRoute } from './forward-auth.route.js';
import { createIdentifyResourceServer } from './identify-resource-server.js';
import { createIntrospectToken } from './introspect-token.js';
import { createOAuthRoute } from './oauth.route.js';
import { createReadRevocationList } from './revocation-list.js';
import { createRevokeToken } from './revoke-token.js';
import { createRevokedSessionsRoute } from './revoked-sessions.route.js';

export interface ResourceServersNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'userCache' | 'permissionsOf' | 'authorize'>;
  readonly keys: Pick<KeysRoom, 'keyRing'>;
  readonly sessions: Pick<
    SessionsRoom,
    'sessions' | 'guard' | 'authenticate' | 'refreshTokens' | 'endSession' | 'revocations' | 'readAccessToken'
  >;
}

export function createResourceServersRoom({ ground, users, keys, sessions: room }: ResourceServersNeeds) {
  const { config, publicUrl, issuer, clock } = ground;
  const { sessions, guard, authenticate, refreshTokens, endSession, revocations, readAccessToken } = room;
  const { keyRing } = keys;
  const { userCache, permissionsOf, authorize } = users;
  return {
    contributes: {
      metadata: describeEndpoints(publicUrl),
      routes: [
        createRevokedSessionsRoute(createReadRevocationList({ revocations, keyRing, issuer, clock })),
        createForwardAuthRoute({ authenticate, authorize, permissionsOf, readToken: readAccessToken }),
        createOAuthRoute({
          identifyResourceServer: createIdentifyResourceServer(config.resourceServers ?? []),
          introspectToken: createIntrospectToken({
            ...{ guard, authenticate, refreshTokens, sessions, userCache, permissionsOf, clock },
          }),
          revokeToken: createRevokeToken({ guard, refreshTokens, endSession }),
        }),
      ],
    },
  };
}

/** For the discovery document. */
function describeEndpoints(publicUrl: string) {
  const methods = ['client_secret_basic'];
  return {
    introspection_endpoint: `${publicUrl}/oauth/introspect`,
    introspection_endpoint_auth_methods_supported: methods,
    revocation_endpoint: `${publicUrl}/oauth/revoke`,
    revocation_endpoint_auth_methods_supported: methods,
    // Ours: the sessions that were ended while a token of theirs may be alive, as a signed list.
    revoked_sessions_uri: `${publicUrl}/.well-known/revoked-sessions`,
  };
}
