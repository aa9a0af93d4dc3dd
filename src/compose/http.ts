/** The HTTP side: every path there is. */
import type { RequestListener } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Rooms } from '../compose.js';
import type { Config } from '../config/config.js';
import type { GraphQLHandler } from '../graphql/graphql-handler.js';
import type { Ground } from '../house/ground.js';
import { createClientAddress } from '../http/client-address.js';
import { createCors, createOriginPolicy } from '../http/cors.js';
import { createDispatcher } from '../http/dispatcher.js';
import { createExpressApp } from '../http/express-app.js';
import { createGraphQLRoute } from '../http/graphql.route.js';
import type { Health } from '../http/health.js';
import { createOriginHints } from '../http/origin-hints.js';
import { createReadAccessToken } from '../http/read-access-token.js';
import { createIdentifyResourceServer } from '../http/resource-servers.js';
import { securityHeaders } from '../http/security-headers.js';
import { createDiscoveryAnswer, discoveryPaths } from '../keys/discovery.route.js';
import { createJwksAnswer, jwksPaths } from '../keys/jwks.route.js';
import { keySetMaxAgeSeconds } from '../keys/key-policy.js';
import type { StaticAnswer } from '../keys/static-answer.js';
import { accessTokenClaimNames } from '../sessions/access-token.js';
import { createIntrospectToken } from '../sessions/introspect-token.js';
import { createReadRevocationList } from '../sessions/revocation-list.js';
import { createRevokeToken } from '../sessions/revoke-token.js';

interface HttpParts {
  readonly schema: GraphQLSchema;
  readonly graphql: GraphQLHandler;
  readonly health: Health;
}

export function createHttp(ground: Ground, rooms: Rooms, parts: HttpParts): RequestListener {
  const { config, publicUrl, log } = ground;
  const { schema, graphql, health } = parts;
  const { authenticate } = rooms.sessions;
  const { brand } = rooms.mail;
  const staticAnswers = openStaticAnswers(config, rooms.keys, publicUrl);
  const corsOrigins = config.corsOrigins ?? (config.isProduction ? [] : undefined);
  const isOwnOrigin = createOriginPolicy(publicUrl, corsOrigins);
  const hints = createOriginHints(log, config.isProduction);
  return createDispatcher({
    log,
    addressOf: createClientAddress({
      trustedHops: config.trustProxy,
      onUnreadable: (entry) => {
        log.warn(
          { entry },
          'X-Forwarded-For holds no address where TRUST_PROXY looks: the proxy counts instead',
        );
      },
    }),
    headers: securityHeaders(publicUrl.startsWith('https:')),
    cors: createCors(isOwnOrigin, (origin) => {
      hints.foreign(origin);
    }),
    graphql: createGraphQLRoute({
      handler: graphql,
      authenticate,
      cookies: rooms.sessions.cookies,
      isOwnOrigin,
      hints,
    }),
    staticAnswer: (path) => staticAnswers.get(path)?.(),
    express: createExpressApp({
      log,
      health,
      documentedSchema: config.sandbox ? schema : undefined,
      publicUrl,
      brandName: brand.name,
      signUpRequires: config.signUpRequires,
      mailLinks: {
        ...rooms.mailLinks,
        brand,
        publicUrl,
        catalogue: ground.catalogue,
        captcha: rooms.abuse.formCaptcha,
        appUrls: config.appUrls,
        passwordMinLength: config.passwordMinLength,
      },
      federation: {
        flow: rooms.federation!.flow,
        redirects: config.federationRedirects ?? [],
        publicUrl,
        limitStart: rooms.abuse.limitProvider,
      },
      devMailbox: rooms.mail.devMailbox,
      readRevocationList: createReadRevocationList({
        revocations: rooms.sessions.revocations,
        keyRing: rooms.keys.keyRing,
        issuer: config.issuer ?? publicUrl,
        clock: ground.clock,
      }),
      forwardAuth: { authenticate, readToken: createReadAccessToken(rooms.sessions.cookies, isOwnOrigin) },
      oauth: {
        introspectToken: createIntrospectToken({
          ...rooms.sessions,
          userCache: rooms.users.userCache,
          clock: ground.clock,
        }),
        revokeToken: createRevokeToken(rooms.sessions),
        identifyResourceServer: createIdentifyResourceServer(config.resourceServers ?? []),
      },
      metrics: {
        metrics: rooms.metrics!.metrics,
        token: config.metricsToken,
        isProduction: config.isProduction,
      },
    }),
    sandbox: config.sandbox,
  });
}

/** What a resource server fetches before it can verify anything: from memory, whatever the database does. */
function openStaticAnswers(
  config: Config,
  { keyRing }: Rooms['keys'],
  publicUrl: string,
): ReadonlyMap<string, () => StaticAnswer> {
  const maxAgeSeconds = keySetMaxAgeSeconds(config.keyRotationLeadMs);
  const jwks = createJwksAnswer(keyRing, maxAgeSeconds);
  const discovery = createDiscoveryAnswer({
    keyRing,
    issuer: config.issuer ?? publicUrl,
    publicUrl,
    claims: accessTokenClaimNames(config.accessTokenClaims),
    maxAgeSeconds,
  });
  return new Map<string, () => StaticAnswer>([
    ...jwksPaths.map((path) => [path, jwks] as const),
    ...discoveryPaths.map((path) => [path, discovery] as const),
  ]);
}
