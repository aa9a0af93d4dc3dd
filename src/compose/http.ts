/** The HTTP side: what every room answers, and the server that mounts it. */
import type { RequestListener } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/config.js';
import { createDeveloperPagesRoutes } from '../developer-pages/developer-pages.route.js';
import { createFederationRoute } from '../federation/federation.route.js';
import type { Logger } from '../foundation/logger.js';
import type { GraphQLHandler } from '../graphql/graphql-handler.js';
import { joinPaths } from '../http/join-paths.js';
import { createOriginPolicy, type OriginPolicy } from '../http/origin-policy.js';
import type { Route, StaticRoute } from '../http/route.js';
import { createDiscoveryRoute } from '../keys/discovery.route.js';
import { createJwksRoute } from '../keys/jwks.route.js';
import { keySetMaxAgeSeconds } from '../keys/key-policy.js';
import { createLinkPagesRoute } from '../link-pages/link-pages.route.js';
import { createMetricsRoute } from '../observe/metrics.route.js';
import type { FrameOptions } from '../pages/answer-page.js';
import { createForwardAuthRoute } from '../resource-servers/forward-auth.route.js';
import { createIdentifyResourceServer } from '../resource-servers/identify-resource-server.js';
import { createOAuthRoute } from '../resource-servers/oauth.route.js';
import { createRevokedSessionsRoute } from '../resource-servers/revoked-sessions.route.js';
import { createClientAddress } from '../server/client-address.js';
import { createCors } from '../server/cors.js';
import { createDispatcher } from '../server/dispatcher.js';
import { createExpressApp } from '../server/express-app.js';
import { graphqlPaths } from '../server/graphql.openapi.js';
import { createGraphQLRoute } from '../server/graphql.route.js';
import type { Health } from '../server/health.js';
import { createHealthRoute } from '../server/health.route.js';
import { createOriginHints } from '../server/origin-hints.js';
import { securityHeaders } from '../server/security-headers.js';
import { accessTokenClaimNames } from '../sessions/access-token.js';
import { createReadAccessToken } from '../sessions/read-access-token.js';
import type { Rooms } from './rooms.js';

interface HttpParts {
  readonly schema: GraphQLSchema;
  readonly graphql: GraphQLHandler;
  readonly health: Health;
  readonly publicUrl: string;
}

export function createHttp(config: Config, log: Logger, rooms: Rooms, parts: HttpParts): RequestListener {
  const { schema, graphql, health, publicUrl } = parts;
  const { authenticate } = rooms;
  const corsOrigins = config.corsOrigins ?? (config.isProduction ? [] : undefined);
  const isOwnOrigin = createOriginPolicy(publicUrl, corsOrigins);
  const hints = createOriginHints(log, config.isProduction);
  const pages = pageFrame(config, rooms, publicUrl);
  const staticRoutes = openStaticRoutes(config, rooms, publicUrl);
  const routes: readonly Route[] = [
    ...openRoutes(config, rooms, { pages, isOwnOrigin }),
    createHealthRoute(health),
    createMetricsRoute({
      metrics: rooms.metrics,
      token: config.metricsToken,
      isProduction: config.isProduction,
    }),
    ...createDeveloperPagesRoutes({
      schema: () => schema,
      rest: () => joinPaths([{ openapi: graphqlPaths }, ...staticRoutes, ...routes]),
      sandbox: config.sandbox,
      mailbox: rooms.devMailbox,
      publicUrl,
      brandName: rooms.brand.name,
      signUpRequires: config.signUpRequires,
    }),
  ];
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
    staticRoutes,
    express: createExpressApp({ log, routes, pages }),
    sandbox: config.sandbox,
  });
}

function pageFrame(config: Config, rooms: Rooms, publicUrl: string): FrameOptions {
  const { brand, catalogue, pageCaptcha: captcha } = rooms;
  return { brand, catalogue, captcha, publicUrl, appUrls: config.appUrls };
}

interface RouteParts {
  readonly pages: FrameOptions;
  readonly isOwnOrigin: OriginPolicy;
}

function openRoutes(config: Config, rooms: Rooms, { pages, isOwnOrigin }: RouteParts): readonly Route[] {
  const { authenticate, cookies } = rooms;
  return [
    createRevokedSessionsRoute(rooms.readRevocationList),
    createForwardAuthRoute({ authenticate, readToken: createReadAccessToken(cookies, isOwnOrigin) }),
    createOAuthRoute({
      ...rooms.forResourceServers,
      identifyResourceServer: createIdentifyResourceServer(config.resourceServers ?? []),
    }),
    createLinkPagesRoute({ ...rooms.links, ...pages, passwordMinLength: config.passwordMinLength }),
    createFederationRoute({ ...rooms.codeFlowRoutes, pages }),
  ];
}

/** What a resource server fetches before it can verify anything: from memory, whatever the database does. */
function openStaticRoutes(config: Config, { keyRing }: Rooms, publicUrl: string): readonly StaticRoute[] {
  const maxAgeSeconds = keySetMaxAgeSeconds(config.keyRotationLeadMs);
  return [
    createJwksRoute(keyRing, maxAgeSeconds),
    createDiscoveryRoute({
      keyRing,
      issuer: config.issuer ?? publicUrl,
      publicUrl,
      claims: accessTokenClaimNames(config.accessTokenClaims),
      maxAgeSeconds,
    }),
  ];
}
