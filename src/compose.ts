/**
 * The composition root: plain construction in dependency order. Every room gets here what it needs, and nothing
 * is looked up anywhere else.
 */
import 'reflect-metadata';

import type { RequestListener } from 'node:http';

import { createGuard } from '@portcullis/guard';
import type { GraphQLSchema } from 'graphql';
import type { Connection } from 'mongoose';

import type { Config } from './config/config.js';
import { keepSecret } from './config/kept-secret.js';
import { type ChangeListener, createChangeFeed } from './database/change-feed.js';
import { pingDatabase } from './database/connect.js';
import { openDatabase } from './database/open-database.js';
import type { Clock } from './foundation/clock.js';
import { Events } from './foundation/events.js';
import { Lifecycle } from './foundation/lifecycle.js';
import type { Logger } from './foundation/logger.js';
import type { Randomness } from './foundation/randomness.js';
import { createSecretBox } from './foundation/secret-box.js';
import { createSecrets, type Secrets } from './foundation/secrets.js';
import { createGraphQLHandler, type GraphQLHandler } from './graphql/graphql-handler.js';
import type { InputRules } from './graphql/input-problems.js';
import { createSchema } from './graphql/schema.js';
import { createCors } from './http/cors.js';
import { createDispatcher } from './http/dispatcher.js';
import { createExpressApp } from './http/express-app.js';
import { createGraphQLRoute } from './http/graphql.route.js';
import { createHealth, type Health } from './http/health.js';
import { openListener } from './http/listener.js';
import { securityHeaders } from './http/security-headers.js';
import { jwksAnswer, jwksPaths } from './keys/jwks.route.js';
import { type KeyRing, openKeyRing } from './keys/key-ring.js';
import { createSigningKeyModel } from './keys/signing-key.model.js';
import { logEvents } from './observe/log-events.js';
import { createHashPool, type HashPool } from './passwords/hash-pool.js';
import { createPasswordHasher } from './passwords/password-hasher.js';
import { createPasswordPolicy } from './passwords/password-policy.js';
import { openPeppers } from './passwords/pepper.js';
import { createAccessTokenIssuer } from './sessions/access-token.js';
import { createAuthenticate } from './sessions/authenticate.js';
import { createEndSession } from './sessions/end-session.js';
import { createRefreshTokens } from './sessions/refresh-token.js';
import { createRevocationFeed, type RevocationFeed } from './sessions/revocation-feed.js';
import { createRotateSession } from './sessions/rotate-session.js';
import { createSessionModel, type SessionModel } from './sessions/session.model.js';
import { SessionsResolver } from './sessions/sessions.resolver.js';
import { createSignOut } from './sessions/sign-out.js';
import { createStartSession, type StartSession } from './sessions/start-session.js';
import type { AuthConfigType } from './sign-in/auth-config.type.js';
import { createSignIn } from './sign-in/sign-in.js';
import { SignInResolver } from './sign-in/sign-in.resolver.js';
import { createSignUp, type SignUpInput } from './sign-in/sign-up.js';
import { createAvailability } from './users/availability.js';
import { createPhoneNumberParser } from './users/phone-number.js';
import { createProfileReader, type ProfileField } from './users/profile.js';
import { createUserCache, type UserCache } from './users/user-cache.js';
import { createUserModel, type UserModel } from './users/user.model.js';
import { UsersResolver } from './users/users.resolver.js';

/** A user is about 1 KB. */
const USER_CACHE_CAPACITY = 10_000;

/** What a test puts in the place of the real thing. */
export interface Parts {
  /** Ends a start that waits for its database. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Logger;
  /** A line for whoever waits for the start. */
  readonly report: (line: string) => void;
  readonly progress: (receivedBytes: number, totalBytes: number | undefined) => void;
  /** Something without which the gateway cannot go on has gone. */
  readonly onFatal: (reason: string) => void;
}

export interface Gateway {
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly port: number;
  readonly isDatabaseEmbedded: boolean;
  /** Ready no more, still accepting for `delayMs`; then finishes what runs within `timeoutMs`, and closes. */
  stop(delayMs: number, timeoutMs: number): Promise<void>;
}

/** @throws StartupError where it cannot start; then everything that was opened is closed again. */
export async function startGateway(config: Config, parts: Parts): Promise<Gateway> {
  const lifecycle = new Lifecycle();
  const listener = await openListener(config.host, config.port);
  const publicUrl = config.publicUrl ?? `http://localhost:${listener.port}`;
  try {
    const database = await openConfiguredDatabase(config, parts);
    lifecycle.onStop(() => database.close());
    const health = createHealth(() => pingDatabase(database.connection));
    const rooms = await openRooms(config, parts, database.connection, publicUrl);
    lifecycle.onStop(() => rooms.stop());
    const schema = await createSchema(config.roles, rooms.resolvers);
    const { introspection } = config;
    const graphql = await createGraphQLHandler({ schema, inputRules: rooms.inputRules, introspection });
    lifecycle.onStop(() => graphql.stop());
    listener.serve(createHttp(config, parts.log, rooms, { schema, graphql, health, publicUrl }));
    return {
      publicUrl,
      port: listener.port,
      isDatabaseEmbedded: database.isEmbedded,
      async stop(delayMs, timeoutMs) {
        health.retire();
        await new Promise((resolve) => setTimeout(resolve, delayMs));
        await listener.close(timeoutMs);
        await lifecycle.stop();
      },
    };
  } catch (error) {
    await listener.close(0);
    await lifecycle.stop();
    throw error;
  }
}

function openConfiguredDatabase(config: Config, parts: Parts) {
  const { log, randomness, signal, report, progress } = parts;
  const onLost = () => {
    parts.onFatal('The embedded database has gone.');
  };
  const { mongodbUri, dataDir, mongodBinary, searchPath, homeDir, xdgCacheHome } = config;
  const place = { mongodbUri, dataDir, mongodBinary, searchPath, homeDir, xdgCacheHome };
  return openDatabase({ place, log, randomness, signal, report, progress, onLost });
}

type Rooms = Awaited<ReturnType<typeof openRooms>>;

async function openRooms(config: Config, parts: Parts, connection: Connection, publicUrl: string) {
  const { clock, log } = parts;
  const secrets = createSecrets(config.secret ?? [await keepSecret(config.dataDir, parts.randomness)]);
  const events = new Events(clock);
  events.subscribe(logEvents(log));
  const users = createUserModel(connection);
  const sessions = createSessionModel(connection);
  const signingKeys = createSigningKeyModel(connection);
  // Uniqueness rests on them: they stand before the first request is served.
  await Promise.all([users.createIndexes(), sessions.createIndexes(), signingKeys.createIndexes()]);
  const feed = openFeed(config, parts, connection, users, sessions);
  await feed.changes.start();
  const box = createSecretBox(secrets, 'signing-keys');
  const keyRing = await openKeyRing({ model: signingKeys, box, events, clock });

  const sessionRoom = openSessions(config, parts, {
    users,
    sessions,
    feed,
    keyRing,
    secrets,
    events,
    publicUrl,
  });
  const pool = createHashPool(config.hashConcurrency, config.hashQueue);
  const { startSession } = sessionRoom;
  const signInRoom = openSignIn(config, parts, {
    users,
    userCache: feed.userCache,
    events,
    pool,
    startSession,
  });
  const parsePhoneNumber = createPhoneNumberParser(config.defaultCountry);
  const availability = createAvailability({ users, parsePhoneNumber, isEnabled: config.availabilityQueries });
  return {
    keyRing,
    stop: () => Promise.all([pool.stop(), feed.changes.stop()]).then(() => undefined),
    authenticate: sessionRoom.authenticate,
    resolvers: [new UsersResolver(availability), sessionRoom.resolver, signInRoom.resolver],
    inputRules: signInRoom.inputRules,
  };
}

/** What other replicas write, and the two copies in memory that live on it. */
function openFeed(
  config: Config,
  { clock, log }: Parts,
  connection: Connection,
  users: UserModel,
  sessions: SessionModel,
) {
  const isFed = () => changes.isAlive();
  const userCache = createUserCache({ users, capacity: USER_CACHE_CAPACITY, isFed });
  const revocations = createRevocationFeed({
    sessions,
    accessTokenTtlMs: config.accessTokenTtlMs,
    isFed,
    clock,
  });
  const match = {
    $or: [
      { 'ns.coll': users.collection.name, operationType: { $in: ['update', 'replace', 'delete'] } },
      { 'ns.coll': sessions.collection.name, 'updateDescription.updatedFields.endedAt': { $exists: true } },
    ],
  };
  const listener: ChangeListener = {
    onChange: ({ collection, id }) => {
      if (collection === users.collection.name) userCache.forget(id);
      else revocations.add(id);
    },
    onOpen: () => {
      userCache.forgetAll();
      return revocations.reload();
    },
  };
  const changes = createChangeFeed({ connection, match, listener, log });
  return { changes, userCache, revocations };
}

interface SessionParts {
  readonly users: UserModel;
  readonly sessions: SessionModel;
  readonly feed: { readonly userCache: UserCache; readonly revocations: RevocationFeed };
  readonly keyRing: KeyRing;
  readonly secrets: Secrets;
  readonly events: Events;
  readonly publicUrl: string;
}

function openSessions(config: Config, { clock, randomness }: Parts, parts: SessionParts) {
  const { users, sessions, keyRing, events } = parts;
  const { userCache, revocations } = parts.feed;
  const issuer = config.issuer ?? parts.publicUrl;
  const { audience, clientId, accessTokenTyp: typ } = config;
  const refreshTokens = createRefreshTokens(parts.secrets);
  const endSession = createEndSession({ sessions, revocations, events, clock });
  const token = {
    issuer,
    audience,
    clientId,
    typ,
    ttlMs: config.accessTokenTtlMs,
    claims: config.accessTokenClaims,
  };
  const issueAccessToken = createAccessTokenIssuer({ keyRing, ...token, clock, randomness });
  const shared = { sessions, users, userCache, refreshTokens, issueAccessToken, endSession, events, clock };
  const lifetimes = { absoluteMs: config.refreshTokenTtlMs, idleMs: config.refreshTokenIdleTtlMs };
  const startSession = createStartSession({ ...shared, lifetimes, clientId, randomness });
  const rotateSession = createRotateSession({
    ...shared,
    idleMs: lifetimes.idleMs,
    graceMs: config.refreshGraceMs,
  });
  const findKey = (kid: string) => keyRing.findKey(kid);
  const guard = createGuard({ issuer, audience, findKey, typ, now: () => clock.now() });
  return {
    startSession,
    authenticate: createAuthenticate({ guard, userCache, revocations }),
    resolver: new SessionsResolver(rotateSession, createSignOut(refreshTokens, endSession), clock),
  };
}

interface SignInParts {
  readonly users: UserModel;
  readonly userCache: UserCache;
  readonly events: Events;
  readonly pool: HashPool;
  readonly startSession: StartSession;
}

function openSignIn(config: Config, { clock }: Parts, parts: SignInParts) {
  const { users, userCache, events, pool, startSession } = parts;
  const peppers = openPeppers(config.passwordPepper ?? []);
  const hasher = createPasswordHasher({ cost: config.bcryptCost, peppers, runner: pool });
  const policy = createPasswordPolicy(config.passwordMinLength);
  const required = config.signUpRequires as readonly ProfileField[];
  const readProfile = createProfileReader(createPhoneNumberParser(config.defaultCountry));
  const signUp = createSignUp({ users, readProfile, policy, hasher, startSession, required, events, clock });
  const signIn = createSignIn({ users, userCache, hasher, startSession, events });
  const authConfig: AuthConfigType = {
    passwordMinLength: config.passwordMinLength,
    // No sign-in waits for a mail yet, and no provider can be configured.
    requireVerifiedEmail: false,
    signUpRequires: [...required],
    availabilityQueries: config.availabilityQueries,
    providers: [],
  };
  const inputRules: InputRules = { signUp: (args) => signUp.problems(args['input'] as SignUpInput) };
  return { resolver: new SignInResolver(signUp, signIn, authConfig, clock), inputRules };
}

interface HttpParts {
  readonly schema: GraphQLSchema;
  readonly graphql: GraphQLHandler;
  readonly health: Health;
  readonly publicUrl: string;
}

function createHttp(
  config: Config,
  log: Logger,
  { keyRing, authenticate }: Rooms,
  parts: HttpParts,
): RequestListener {
  const { schema, graphql, health, publicUrl } = parts;
  const jwks = jwksAnswer(keyRing);
  const staticAnswers = new Map(jwksPaths.map((path) => [path as string, jwks]));
  const corsOrigins = config.corsOrigins ?? (config.isProduction ? [] : undefined);
  return createDispatcher({
    log,
    trustedHops: config.trustProxy,
    headers: securityHeaders(publicUrl.startsWith('https:')),
    cors: createCors(corsOrigins),
    graphql: createGraphQLRoute(graphql, authenticate),
    staticAnswer: (path) => staticAnswers.get(path),
    express: createExpressApp({
      log,
      health,
      documentedSchema: config.sandbox ? schema : undefined,
      publicUrl,
    }),
    sandbox: config.sandbox,
  });
}
