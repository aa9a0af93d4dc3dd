import type { mongo } from 'mongoose';

/** What no round trip takes to a database that answers in time. */
const IMPLAUSIBLE_MS = 1_000;

/** Of the driver's own parts, none of which it publishes: what is not as it was is left alone. */
interface Inside {
  readonly topology?: { readonly s?: { readonly servers?: ReadonlyMap<string, MonitoredServer> } };
}
interface MonitoredServer {
  readonly monitor?: { clearRttSamples?(): void } | null;
}

/**
 * The driver (7.2; NODE-7859) goes on counting a round trip that was measured while the server stood still, and measures no
 * other once a try has failed. Where that took longer than an operation may, it refuses every operation unsent, for ever, though
 * the server is back. So such a time is taken from what it counts, before it is told to those who select a server.
 */
export function forgetSlowRoundTrips(client: mongo.MongoClient): void {
  client.on('serverHeartbeatSucceeded', ({ connectionId: address, duration }) => {
    if (duration < IMPLAUSIBLE_MS) return;
    const { topology } = client as Inside;
    topology?.s?.servers?.get(address)?.monitor?.clearRttSamples?.();
  });
}
