import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * @returns whether one of these processes has a TCP port of this machine, by what Linux tells of its sockets. That is read once for all
 * who ask in the same turn: with some hundred connections it takes longer than others wait for whoever asks for each of them.
 */
export function openedBy(pids: readonly number[]): (port: number) => boolean {
  let known: ReadonlySet<number> | undefined;
  return (port) => {
    if (known === undefined) {
      known = portsOf(pids);
      setImmediate(() => (known = undefined));
    }
    return known.has(port);
  };
}

function portsOf(pids: readonly number[]): ReadonlySet<number> {
  const inodes = new Set(pids.flatMap(socketsOf));
  const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1);
  const own = lines.flatMap((line) => {
    const [, local = '', , , , , , , , inode = ''] = line.trim().split(/\s+/);
    return inodes.has(inode) ? [Number.parseInt(local.slice(local.indexOf(':') + 1), 16)] : [];
  });
  return new Set(own);
}

/** None of a process that has ended. */
function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((name) => socketAt(`/proc/${pid}/fd/${name}`));
  } catch {
    return [];
  }
}

function socketAt(link: string): string[] {
  try {
    return [/^socket:\[(\d+)\]$/.exec(readlinkSync(link))?.[1] ?? []].flat();
  } catch {
    return [];
  }
}
