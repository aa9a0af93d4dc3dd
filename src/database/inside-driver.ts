/** What of the driver (7.2) is mended from outside, by parts that it does not publish: what is not as it was is left alone. */
import type { mongo } from 'mongoose';

/** What no round trip takes to a database that answers in time. */
const IMPLAUSIBLE_MS = 1_000;
/** Connections are closed when nobody has used them for a minute (connect.ts), which need not be seen to the moment. */
const LOOK_MS = 1_000;

interface Inside {
  readonly topology?: { readonly s?: { readonly servers?: ReadonlyMap<string, Server> } };
}
interface Server {
  readonly monitor?: { clearRttSamples?(): void } | null;
  readonly pool?: {
    options?: { readonly minPoolSize?: number; readonly minPoolSizeCheckFrequencyMS?: number };
  };
}

const serversOf = (client: mongo.MongoClient) => (client as Inside).topology?.s?.servers;

/**
 * The driver (NODE-7859) goes on counting a round trip that was measured while the server stood still, and measures no
 * other once a try has failed. Where that took longer than an operation may, it refuses every operation unsent, for ever, though
 * the server is back. So such a time is taken from what it counts, before it is told to those who select a server.
 */
export function forgetSlowRoundTrips(client: mongo.MongoClient): void {
  client.on('serverHeartbeatSucceeded', ({ connectionId: address, duration }) => {
    if (duration < IMPLAUSIBLE_MS) return;
    serversOf(client)?.get(address)?.monitor?.clearRttSamples?.();
  });
}

/**
 * Each pool of connections looks at itself ten times a second, whether anybody uses it or not, and no option changes that: a third of
 * what an idle gateway took. Where a least number of connections is asked for, it is left to it.
 */
export function calmPools(client: mongo.MongoClient): void {
  const calm = (server: Server | undefined) => {
    const { pool } = server ?? {};
    if (pool?.options?.minPoolSize === 0)
      pool.options = { ...pool.options, minPoolSizeCheckFrequencyMS: LOOK_MS };
  };
  client.on('connectionPoolReady', ({ address }) => {
    calm(serversOf(client)?.get(address));
  });
  for (const server of serversOf(client)?.values() ?? []) calm(server);
}
