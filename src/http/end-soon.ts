import type { Duplex } from 'node:stream';

/** So long whoever was answered has to close a connection from his side. */
const LINGER_MS = 2_000;

/** Ends a connection that node:http has let go of: whoever does not close it from his side would keep it for ever. */
export function endSoon(socket: Duplex, text?: string): void {
  if (text === undefined) socket.end();
  else socket.end(text);
  const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => {
    clearTimeout(timer);
  });
}
