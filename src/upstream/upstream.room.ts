/**
 * GraphQL servers of others behind the gateway: what their schemas ask of callers is enforced before they see an operation. Knows no
 * account beyond what a token of it tells, and not what our own GraphQL offers.
 */
import { setMaxListeners } from 'node:events';

import type { UpstreamSetting } from '../config/upstream-settings.js';
import type { Logger } from '../foundation/logger.js';
import type { Ground } from '../house/ground.js';
import type { HotRoute } from '../http/hot-route.js';
import type { KeysRoom } from '../keys/keys.room.js';
import type { SessionsRoom } from '../sessions/sessions.room.js';
import type { UsersRoom } from '../users/users.room.js';
import { createAnswerEvents } from './answer-events.js';
import { createAnswerSocket } from './answer-socket.js';
import { checkUpstreams } from './check-upstreams.js';
import { createFetchAnswer } from './fetch-answer.js';
import { createForwardOperation, type TraceUpstream } from './forward-operation.js';
import { createWriteHead } from './forwarded-headers.js';
import { createGuardedUpstream } from './guarded-upstream.js';
import { createIdentityTokens, type WriteIdentityToken } from './identity-token.js';
import { createJudgeCaller, type JudgeCaller } from './judge-caller.js';
import { createJudgeOperation } from './judge-operation.js';
import { LastingAnswers } from './lasting-answers.js';
import { createReadSdl, type ReadSdl } from './read-sdl.js';
import { createRunSubscription } from './run-subscription.js';
import { Shares } from './shares.js';
import { createUpstreamClient } from './upstream-client.js';
import { createUpstreamEvents } from './upstream-events.js';
import { logFault } from './upstream-fault.js';
import { createUpstreamFigures, type UpstreamFigures } from './upstream-figures.js';
import { createUpstreamRoute } from './upstream.route.js';
import { upstreamsJob } from './upstreams.job.js';
import { createWriteBody } from './write-body.js';

export interface UpstreamNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'permissionsOf'>;
  readonly keys: Pick<KeysRoom, 'keyRing'>;
  readonly sessions: Pick<SessionsRoom, 'authenticate' | 'readAccessToken' | 'customClaims'>;
}

export function createUpstreamRoom(needs: UpstreamNeeds) {
  const { ground, users, sessions } = needs;
  const { config, reloads } = ground;
  const { roles, upstreams = [] } = config;
  const { permissionsOf } = users;
  const permissions = permissionsOf(roles);
  const readSdl = createReadSdl(fetch);
  const judgeCaller = createJudgeCaller({ ...sessions, permissionsOf });
  const writeIdentityToken = createIdentities(needs);
  const behind = openUpstreams(ground, readSdl, permissions);
  const figures = createUpstreamFigures(behind);
  const stopping = new AbortController();
  // Each upstream listens, however many there are.
  setMaxListeners(0, stopping.signal);
  const open = createOpenRoute({ ground, judgeCaller, writeIdentityToken, figures, stopping });
  const hotRoutes = behind.map(open);
  let unsubscribe: (() => void) | undefined;
  return {
    contributes: {
      hotRoutes,
      jobs: [upstreamsJob(behind.map(({ guarded }) => guarded))],
      measures: figures.measures,
      checks: [checkUpstreams({ upstreams, readSdl, roles, permissions, fetch })],
      start() {
        unsubscribe = reloads?.subscribe(() => {
          const read = Promise.all(behind.map(({ guarded }) => guarded.readAnew()));
          void read.then(() => ground.siblings?.reloaded());
        });
        return Promise.resolve();
      },
      async stop() {
        unsubscribe?.();
        stopping.abort();
        await Promise.all(behind.map(({ stop }) => stop()));
      },
    },
  };
}

interface RouteParts {
  readonly ground: Ground;
  readonly judgeCaller: JudgeCaller;
  readonly writeIdentityToken: WriteIdentityToken;
  readonly figures: UpstreamFigures;
  readonly stopping: AbortController;
}

/** What is answered at the path of each. */
function createOpenRoute({ ground, judgeCaller, writeIdentityToken, figures, stopping }: RouteParts) {
  const { signal } = stopping;
  const hangUp = () => {
    stopping.abort();
  };
  return ({ name, upstream, client, lastingClient, events, guarded }: BehindUpstream): HotRoute => {
    const judge = createJudgeOperation({ guarded, judgeCaller, conceal: upstream.conceal });
    const [lasting, shares] = [new LastingAnswers(), new Shares(upstream.maxSubscriptions)];
    const asking = {
      ...{ upstream, client, writeBody: createWriteBody(), trace: traceOf(ground, name) },
      writeHead: createWriteHead({ upstream, writeIdentityToken, traceHeaders: traceHeadersOf(ground) }),
    };
    const runSubscription = createRunSubscription({ ...asking, judge, shares, openEvents: events.open });
    const report = createReport(ground.log, name, figures.count);
    const count = figures.count.bind(undefined, name);
    const fetchAnswer = createFetchAnswer({ ...asking, count, report });
    const lastingParts = { lastingClient, lasting, shares, judge, stopping: signal };
    return createUpstreamRoute({
      ...{ upstream, judge, lasting, hangUp, count },
      forwardOperation: createForwardOperation({ ...asking, ...lastingParts }),
      answerEvents: createAnswerEvents({ upstream, runSubscription, fetchAnswer, lasting }, signal),
      upgrade: createAnswerSocket(
        { upstream, judgeCaller, judge, runSubscription, fetchAnswer, report },
        signal,
      ),
    });
  };
}

type BehindUpstream = ReturnType<typeof openUpstreams>[number];

function traceHeadersOf({ telemetry }: Ground) {
  return telemetry.traceHeaders ?? (() => ({}));
}

function traceOf({ telemetry }: Ground, name: string): TraceUpstream {
  return (work) => telemetry.during('upstream', work, { 'portcullis.upstream': name });
}

/** What of each lasts: its connections, and what was read of it. */
function openUpstreams(
  { config, clock, log, events, siblings }: Ground,
  readSdl: ReadSdl,
  permissions: readonly string[],
) {
  const { roles, upstreams = [] } = config;
  return upstreams.map((upstream) => {
    const client = createUpstreamClient({ ...upstream, silenceMs: upstream.timeoutMs }, clock);
    const lastingClient = createUpstreamClient({ ...upstream, ...lastingPlaces(upstream) }, clock);
    const eventsOf = createUpstreamEvents(upstream, clock);
    return {
      ...{ name: upstream.name, upstream, client, lastingClient, events: eventsOf },
      guarded: createGuardedUpstream({
        ...{ upstream, readSdl, roles, permissions, events, clock, log, siblings },
        introspection: upstream.introspection ?? config.introspection,
      }),
      stop: () => Promise.all([client, lastingClient, eventsOf].map((each) => each.stop())),
    };
  });
}

/** Those that come with the next wait for nothing: a place may be kept for as long as its caller likes. */
function lastingPlaces({ maxSubscriptions, timeoutMs }: UpstreamSetting) {
  return { concurrency: Math.max(1, maxSubscriptions), queue: 0, silenceMs: timeoutMs };
}

function createReport(log: Logger, name: string, count: UpstreamFigures['count']) {
  return (error: unknown, requestId: string) => {
    count(name, 'failed');
    logFault(log, { upstream: name, requestId }, error);
  };
}

function createIdentities({ ground, users, keys, sessions }: UpstreamNeeds) {
  const { config, issuer, clock, randomness } = ground;
  return createIdentityTokens({
    ...{ issuer, clock, randomness, typ: config.accessTokenTyp, clientId: config.clientId },
    keyRing: keys.keyRing,
    customClaims: sessions.customClaims,
    permissionsOf: users.permissionsOf,
  });
}
