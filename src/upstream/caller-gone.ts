/** Whether whoever asked has gone. An answer that waits behind another one on its connection hears of that too (server/listener.ts). */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** @param tell called once at least where the caller goes before the answer is out, and may be called after that. @returns how to stop. */
export function whenGone(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  tell: () => void,
): () => void {
  response.once('close', tell);
  if (response.destroyed || request.socket.destroyed) tell();
  return () => {
    response.off('close', tell);
  };
}
