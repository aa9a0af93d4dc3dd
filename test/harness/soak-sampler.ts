/** What a gateway's process holds, as the kernel tells it, and its heap as `/metrics` does. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

import type { GatewaySample } from '../../bench/soak-table.js';
import type { ReplicaSet } from './replica-set.js';
import { openedBy } from './socket-owner.js';

export interface SampledGateway {
  readonly pid: number;
  readonly url: string;
}

/** @param heapsMb what was seen of its heap since the last sample. */
export function sampleGateway(
  { pid }: SampledGateway,
  { members }: Pick<ReplicaSet, 'members'>,
  heapsMb: readonly number[],
): GatewaySample {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const statusOf = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  const handles = linksOf(pid);
  const isOfGateway = openedBy([pid]);
  const connections = members.flatMap(({ proxy }) => [...proxy.open]).filter(({ port }) => isOfGateway(port));
  return {
    residentMb: statusOf('VmRSS') / 1_024,
    heapMb: Math.min(...heapsMb),
    handles: handles.length,
    threads: statusOf('Threads'),
    sockets: handles.filter((link) => link.startsWith('socket:')).length,
    databaseConnections: connections.length,
  };
}

function linksOf(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${name}`)];
    } catch {
      // Closed between listing and reading.
      return [];
    }
  });
}

/** @returns MB in use. @throws where it does not answer. */
export async function readHeapMb({ url }: SampledGateway, token: string): Promise<number> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  const [, bytes] = /^nodejs_heap_size_used_bytes (\S+)$/m.exec(await answer.text()) ?? [];
  if (bytes === undefined) throw new Error(`/metrics told no heap: ${answer.status}`);
  return Number(bytes) / 2 ** 20;
}
