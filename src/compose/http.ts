/** The HTTP side: every path there is. */
import type { RequestListener } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/config.js';
import type { Logger } from '../foundation/logger.js';
import type { GraphQLHandler } from '../graphql/graphql-handler.js';
import { createOriginPolicy } from '../http/origin-policy.js';
import type { StaticAnswer } from '../http/static-answer.js';
import { createDiscoveryAnswer, discoveryPaths } from '../keys/discovery.route.js';
import { createJwksAnswer, jwksPaths } from '../keys/jwks.route.js';
import { keySetMaxAgeSeconds } from '../keys/key-policy.js';
import { createClientAddress } from '../server/client-address.js';
import { createCors } from '../server/cors.js';
import { createDispatcher } from '../server/dispatcher.js';
import { createExpressApp } from '../server/express-app.js';
import { createGraphQLRoute } from '../server/graphql.route.js';
import type { Health } from '../server/health.js';
import { createOriginHints } from '../server/origin-hints.js';
import { createReadAccessToken } from '../server/read-access-token.js';
import { createIdentifyResourceServer } from '../server/resource-servers.js';
import { securityHeaders } from '../server/security-headers.js';
import { accessTokenClaimNames } from '../sessions/access-token.js';
import type { Rooms } from './rooms.js';

interface HttpParts {
  readonly schema: GraphQLSchema;
  readonly graphql: GraphQLHandler;
  readonly health: Health;
  readonly publicUrl: string;
}

export function createHttp(config: Config, log: Logger, rooms: Rooms, parts: HttpParts): RequestListener {
  const { schema, graphql, health, publicUrl } = parts;
  const { authenticate, brand } = rooms;
  const staticAnswers = openStaticAnswers(config, rooms, publicUrl);
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
      cookies: rooms.cookies,
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
      linkPages: {
        ...rooms.links,
        brand,
        publicUrl,
        catalogue: rooms.catalogue,
        captcha: rooms.pageCaptcha,
        appUrls: config.appUrls,
        passwordMinLength: config.passwordMinLength,
      },
      federation: rooms.codeFlowRoutes,
      devMailbox: rooms.devMailbox,
      readRevocationList: rooms.readRevocationList,
      forwardAuth: { authenticate, readToken: createReadAccessToken(rooms.cookies, isOwnOrigin) },
      oauth: {
        ...rooms.forResourceServers,
        identifyResourceServer: createIdentifyResourceServer(config.resourceServers ?? []),
      },
      metrics: { metrics: rooms.metrics, token: config.metricsToken, isProduction: config.isProduction },
    }),
    sandbox: config.sandbox,
  });
}

/** What a resource server fetches before it can verify anything: from memory, whatever the database does. */
function openStaticAnswers(
  config: Config,
  { keyRing }: Rooms,
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
