import type { mongo } from 'mongoose';

/** What no round trip takes to a database that answers in time. */
const IMPLAUSIBLE_MS = 1_000;

/** Of the driver's own parts, none of which it publishes: what is not as it was is left alone. */
interface Inside {
  readonly topology?: { readonly s?: { readonly servers?: ReadonlyMap<string, MonitoredServer> } };
}
interface MonitoredServer {
  readonly monitor?: { reset?(): void } | null;
  requestCheck?(): void;
}

/**
 * The driver (7.2; NODE-7859) goes on counting a round trip that was measured while the server stood still, and measures no
 * other once a try has failed. Where that took longer than an operation may, it refuses every operation unsent, for ever, though
 * the server is back. Two heartbeats with the very same long time were measured once: the server is looked at anew then.
 */
export function renewMonitors(client: mongo.MongoClient): void {
  const last = new Map<string, number>();
  client.on('serverHeartbeatSucceeded', ({ connectionId: address, duration }) => {
    const isCopied = duration >= IMPLAUSIBLE_MS && last.get(address) === duration;
    last.set(address, duration);
    // Once the driver has taken in this heartbeat.
    if (isCopied) setImmediate(renew, client, address);
  });
}

function renew(client: mongo.MongoClient, address: string): void {
  const { topology } = client as Inside;
  const server = topology?.s?.servers?.get(address);
  server?.monitor?.reset?.();
  server?.requestCheck?.();
}
