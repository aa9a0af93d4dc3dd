/** Counts in Redis, for deployments that have one: REDIS_URL. Knows nothing of what is counted. */
import { setTimeout } from 'node:timers/promises';

import { RateLimiterRedis } from 'rate-limiter-flexible';

import { AppError } from '../foundation/errors.js';
import type { Logger } from '../foundation/logger.js';
import { StartupError } from '../foundation/startup-error.js';
import { consumerOf, type CountChange, type LimitStore, whenAsked } from './limit-store.js';

/** As long as a request waits for the database at most: a Redis that froze must not freeze its callers. */
const OPERATION_TIMEOUT_MS = 2_500;
const RETRY_DELAY_MS = 1_000;
const RETRY_AFTER_SECONDS = 2;
/** Keys of other services may lie beside ours. */
const PREFIX = 'portcullis:limits:';

/** Never below zero, and no new key: one that is gone was forgotten, or its window is over. */
const giveBack = `local points = redis.call('get', KEYS[1])
if points and tonumber(points) > 0 then redis.call('decr', KEYS[1]) end`;

export interface RedisOptions {
  readonly url: string;
  readonly log: Logger;
  /** Ends the wait for a Redis that is not there yet. */
  readonly signal: AbortSignal;
}

/** Connects at its start. @throws StartupError there, where Redis refuses the URL or its credentials; AbortError where the wait was ended. */
export function createRedisLimitStore(options: RedisOptions): LimitStore {
  let client: Client | undefined;
  let renewedAt = Number.NEGATIVE_INFINITY;
  /** A primary that has become a replica keeps its connections, and the client keeps to it (@redis/client 6.3): the address may lead to another. */
  const bounded = <Result>(work: Promise<Result>): Promise<Result> =>
    boundTime(
      work.catch((error: unknown) => {
        if (client?.isReady && isReplica(error) && performance.now() - renewedAt > RETRY_DELAY_MS) {
          renewedAt = performance.now();
          renew(client, options.log);
        }
        throw error;
      }),
    );
  const opened = (): Client => {
    if (client === undefined) throw new TypeError('The store of limits was not started.');
    return client;
  };
  return {
    counter({ name, points, windowMs }) {
      const keyPrefix = `${PREFIX}${name}`;
      const rule = { keyPrefix, points, duration: Math.ceil(windowMs / 1_000) };
      const consume = whenAsked(() =>
        consumerOf(new RateLimiterRedis({ storeClient: opened(), useRedisPackage: true, ...rule })),
      );
      return (key) => bounded(consume(key));
    },
    async change(changes) {
      await bounded(Promise.all(changes.map((change) => apply(opened(), change))));
    },
    async start() {
      client = await connect(options);
    },
    stop: () => {
      client?.destroy();
    },
  };
}

function apply(client: Client, { key, kind }: CountChange): Promise<unknown> {
  return kind === 'forget' ? client.del(PREFIX + key) : client.eval(giveBack, { keys: [PREFIX + key] });
}

type Client = Awaited<ReturnType<typeof makeClient>>;

/** @param state until it has begun, a failure is told to whoever connects; after that it connects again by itself. */
async function makeClient({ url, log }: RedisOptions, state: { hasBegun: boolean }) {
  // Loaded by those alone who have one: it is some four hundred files.
  const { createClient } = await import('@redis/client');
  const client = createClient({
    url,
    name: 'portcullis',
    // What is asked while it is away fails at once, rather than being counted later.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: OPERATION_TIMEOUT_MS,
      reconnectStrategy: (retries) => (state.hasBegun ? Math.min(100 * 2 ** retries, 2_000) : false),
    },
  });
  let isLost = false;
  client.on('error', (error: Error) => {
    if (!state.hasBegun) return;
    isLost = true;
    log.warn({ reason: error.message }, 'Redis is out of reach');
  });
  client.on('ready', () => {
    if (isLost) log.info('Redis is back');
    isLost = false;
  });
  return client;
}

/** For the doctor. @throws where it does not answer, or refuses. */
export async function pingRedis(url: string): Promise<void> {
  const { createClient } = await import('@redis/client');
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: OPERATION_TIMEOUT_MS, reconnectStrategy: false },
  });
  // What it fails with is thrown as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.ping();
  } finally {
    client.destroy();
  }
}

/** Waits until Redis answers, as the gateway does for its database. */
async function connect(options: RedisOptions): Promise<Client> {
  const { log, signal } = options;
  const state = { hasBegun: false };
  const client = await makeClient(options, state);
  while (!state.hasBegun) {
    try {
      await client.connect();
      state.hasBegun = true;
    } catch (error) {
      if (isRefusal(error))
        throw new StartupError(`Redis at REDIS_URL refuses: ${messageOf(error)}`, { cause: error });
      log.warn({ reason: messageOf(error) }, 'waiting for Redis');
      await setTimeout(RETRY_DELAY_MS, undefined, { signal });
    }
  }
  return client;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What the server says itself, such as WRONGPASS, does not change by waiting. */
function isRefusal(error: unknown): boolean {
  return /^(WRONGPASS|NOAUTH|NOPERM|ERR) /.test(messageOf(error));
}

/** What a server says that takes no writes, or none yet. */
function isReplica(error: unknown): boolean {
  return /^(READONLY|MASTERDOWN|LOADING) /.test(messageOf(error));
}

function renew(client: Client, log: Logger): void {
  log.warn('Redis takes no writes: connecting anew');
  client.destroy();
  client.connect().catch((error: unknown) => {
    log.warn({ reason: messageOf(error) }, 'Redis is out of reach');
  });
}

/** Fails closed: without a count nothing is tried (ASVS 16.5.3). @throws AppError UNAVAILABLE. */
async function boundTime<Result>(work: Promise<Result>): Promise<Result> {
  const ended = new AbortController();
  const tooLate = setTimeout(OPERATION_TIMEOUT_MS, undefined, { signal: ended.signal }).then(() => {
    throw new Error('Redis did not answer in time.');
  });
  tooLate.catch(() => undefined);
  try {
    return await Promise.race([work, tooLate]);
  } catch (error) {
    throw new AppError('UNAVAILABLE', { details: { retryAfter: RETRY_AFTER_SECONDS }, cause: error });
  } finally {
    ended.abort();
  }
}
