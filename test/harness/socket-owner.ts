import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Whether one of these processes has the TCP port of this machine, by what Linux tells of its sockets. */
export function hasOpened(pids: readonly number[], port: number): boolean {
  const inodes = new Set(inodesOf(port));
  return pids.some((pid) => socketsOf(pid).some((inode) => inodes.has(inode)));
}

function inodesOf(port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1);
  return lines.flatMap((line) => {
    const [, local = '', , , , , , , , inode = ''] = line.trim().split(/\s+/);
    return local.endsWith(`:${hex}`) ? [inode] : [];
  });
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
