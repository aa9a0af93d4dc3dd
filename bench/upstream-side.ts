/** One way to the upstream, measured twice in each round: as fast as it goes, and at a steady rate. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { HttpClient } from './http-client.js';
import { measure, type Measurement } from './load.js';
import { graphqlCall, type Person } from './operations.js';
import { type Pace, startPacedLoad } from './paced-load.js';
import { type CpuMeter, createCpuMeter, readStolenMs } from './process-cpu.js';
import { connections } from './round.js';

export interface Side {
  readonly name: string;
  /** Of what stands before the upstream; undefined: nothing does. */
  readonly pid: number | undefined;
  readonly upstreamPid: number;
  readonly path: string;
  readonly query: string;
  /** One for each connection. */
  readonly people: readonly Person[];
  readonly client: HttpClient;
  readonly close: () => void;
}

export interface SideRound {
  /** As fast as it goes. CPU is that of the upstream and of what stands before it together. */
  readonly fast: Measurement;
  readonly paced: Pace & { readonly serverCpuMs: number; readonly stolenMs: number };
}

const perSecond = 1_000;
const pacedConnections = 64;
/** Its connections are opened, and what came while they were is not counted. */
const settlingMs = 500;

export async function measureSide(
  side: Side,
  { seconds, isFirst }: { readonly seconds: number; readonly isFirst: boolean },
): Promise<SideRound> {
  const [cpu, operation] = [meterOf(side), operationOf(side)];
  // V8 compiles for longer than after 5,000, and what has been idle while the others were measured begins with a dear half second:
  // what either adds to each operation would be taken for the gateway's.
  const warmUp = isFirst ? { operations: 40_000, seconds: 60 } : { operations: 8_000, seconds: 2 };
  const fast = await measure({ name: side.name, connections, seconds, cpu, operation }, warmUp);
  return { fast, paced: await measurePaced(cpu, operation, seconds) };
}

async function measurePaced(
  cpu: CpuMeter,
  operation: ReturnType<typeof operationOf>,
  seconds: number,
): Promise<SideRound['paced']> {
  const load = startPacedLoad({ perMinute: perSecond * 60, connections: pacedConnections, operation });
  await sleep(settlingMs);
  load.look();
  const [before, stolenBefore] = [cpu().serverMs, readStolenMs()];
  await sleep(seconds * 1_000);
  const [pace, after] = [load.look(), cpu().serverMs];
  await load.stop();
  const stolenMs = readStolenMs() - stolenBefore;
  return { ...pace, serverCpuMs: (after - before) / pace.operations, stolenMs };
}

function meterOf({ pid, upstreamPid }: Side): CpuMeter {
  const meters = [upstreamPid, ...(pid === undefined ? [] : [pid])].map((one) => createCpuMeter(one));
  return () => {
    const readings = meters.map((read) => read());
    const sum = (figure: keyof ReturnType<CpuMeter>) =>
      readings.reduce((total, reading) => total + reading[figure], 0);
    return { serverMs: sum('serverMs'), mongodMs: sum('mongodMs'), hashThreadsMs: sum('hashThreadsMs') };
  };
}

function operationOf({ client, path, query, people }: Side): (connection: number) => Promise<void> {
  const calls = people.map(({ accessToken }) => ({
    ...graphqlCall(query, { id: '4711' }, { authorization: `Bearer ${accessToken}` }),
    path,
  }));
  return async (connection) => {
    const call = calls[connection % calls.length];
    if (call === undefined) throw new TypeError('Nobody asks.');
    const text = await client.send(call);
    if (!text.includes('"number":"A-2026-4711"')) throw new Error(`answered ${text.slice(0, 300)}`);
  };
}
