import type { Worker } from 'node:cluster';

/** As node:cluster hands it on; Node has no type for it. */
interface Handle {
  close(): void;
}

/**
 * node:cluster hands connections to a worker one by one, and lets go of each once the worker has said that it took it. Where the worker
 * is killed before, Node (20.20.2) keeps the connection open for as long as the primary lives, and whoever asked waits: it is closed here.
 */
export function closeUntaken(worker: Worker): void {
  const { process } = worker;
  const handed = new Map<number, Handle>();
  const send = process.send.bind(process) as (...parameters: unknown[]) => boolean;
  const note = (...parameters: unknown[]): boolean => {
    const [message, handle] = parameters as [{ readonly seq?: number }, Handle | undefined];
    if (message.seq !== undefined && typeof handle?.close === 'function') handed.set(message.seq, handle);
    return send(...parameters);
  };
  process.send = note;
  process.on('internalMessage', ({ ack }: { readonly ack?: number }) => {
    if (ack !== undefined) handed.delete(ack);
  });
  worker.once('exit', () => {
    for (const handle of handed.values()) handle.close();
  });
}
