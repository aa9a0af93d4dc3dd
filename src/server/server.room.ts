/** The HTTP server: what happens to every request, in its order, and the routes of all rooms. Knows none of the rooms behind them. */
import type { RequestListener } from 'node:http';

import { pingDatabase } from '../database/connect.js';
import type { GraphQLRoom } from '../graphql/graphql.room.js';
import type { Ground } from '../house/ground.js';
import type { AnswerListener } from '../http/answered-request.js';
import type { HotRoute } from '../http/hot-route.js';
import { joinPaths } from '../http/join-paths.js';
import type { Route, StaticRoute } from '../http/route.js';
import type { PagesRoom } from '../pages/pages.room.js';
import type { SessionsRoom } from '../sessions/sessions.room.js';
import { type ClientAddress, createClientAddress } from './client-address.js';
import { createCors } from './cors.js';
import { createDescribeAnswer } from './describe-answer.js';
import { createDispatcher } from './dispatcher.js';
import { createExpressApp } from './express-app.js';
import { graphqlPaths } from './graphql.openapi.js';
import { createGraphQLRoute } from './graphql.route.js';
import { createHealth } from './health.js';
import { createHealthRoute } from './health.route.js';
import { createOriginHints } from './origin-hints.js';
import { securityHeaders } from './security-headers.js';
import { createUpgradeListener, type TakeBack } from './upgrades.js';

export interface ServerNeeds {
  readonly ground: Ground;
  readonly graphql: Pick<GraphQLRoom, 'handler' | 'operations'>;
  readonly sessions: Pick<SessionsRoom, 'authenticate' | 'cookies' | 'isOwnOrigin'>;
  readonly pages: Pick<PagesRoom, 'frame'>;
  /** Of all rooms, in the order in which they are asked. */
  readonly routes: () => readonly Route[];
  readonly staticRoutes: () => readonly StaticRoute[];
  readonly hotRoutes: () => readonly HotRoute[];
  /** Of all rooms. */
  readonly answerListeners: () => readonly AnswerListener[];
}

export function createServerRoom(needs: ServerNeeds) {
  const health = createHealth(() => pingDatabase(needs.ground.connection));
  const addressOf = createAddressOf(needs.ground);
  return {
    /** Of /graphql, which is no route of Express. */
    openapi: graphqlPaths,
    /** Made once all rooms have started. */
    createRequestListener: () => createListener(needs, addressOf),
    /** Of what asks for another protocol. */
    createUpgradeListener: (takeBack: TakeBack) =>
      createUpgradeListener(needs.hotRoutes(), addressOf, takeBack),
    /** Answers under way that last for as long as their callers like. */
    countLasting: () => needs.hotRoutes().reduce((sum, { lasting }) => sum + lasting, 0),
    /** Ends what would go on for as long as its caller likes. */
    hangUp: () => {
      for (const route of needs.hotRoutes()) route.hangUp();
    },
    /** Ready no more. */
    retire: () => {
      health.retire();
    },
    contributes: {
      routes: [createHealthRoute(health)],
    },
  };
}

function createAddressOf({ config, log }: Ground): ClientAddress {
  return createClientAddress({
    trustedHops: config.trustProxy,
    onUnreadable: (entry) => {
      log.warn(
        { entry },
        'X-Forwarded-For holds no address where TRUST_PROXY looks: the proxy counts instead',
      );
    },
  });
}

function createListener(
  { ground, graphql, sessions, pages, routes, staticRoutes, hotRoutes, answerListeners }: ServerNeeds,
  addressOf: ClientAddress,
): RequestListener {
  const { config, publicUrl, log, telemetry } = ground;
  const { authenticate, cookies, isOwnOrigin } = sessions;
  const hints = createOriginHints(log, config.isProduction);
  return createDispatcher({
    log,
    addressOf,
    headers: securityHeaders(publicUrl.startsWith('https:')),
    cors: createCors(isOwnOrigin, (origin) => {
      hints.foreign(origin);
    }),
    graphql: createGraphQLRoute({ handler: graphql.handler(), authenticate, cookies, isOwnOrigin, hints }),
    staticRoutes: staticRoutes(),
    hotRoutes: hotRoutes(),
    beginRequest: telemetry.beginRequest,
    answerListeners: answerListeners(),
    describeAnswer: createDescribeAnswer({
      routes: Object.keys(joinPaths([...staticRoutes(), ...hotRoutes(), ...routes()])),
      operations: graphql.operations(),
    }),
    express: createExpressApp({ log, routes: routes(), pages: pages.frame }),
    sandbox: config.sandbox,
  });
}
