/**
 * One request of undici's pool. By `dispatch`, on which its own `request` is built: that makes a stream of every body and asks for a
 * signal of Node's, which together cost as much as the request.
 */
import type { Dispatcher, FormData } from 'undici';

import { type Departure, reasonOf } from './departure.js';
import { ReplyBody } from './reply-body.js';

export interface UpstreamReply {
  readonly statusCode: number;
  /** What came twice is a list, whatever it is. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Pick<ReplyBody, 'whole' | 'destroy'> & AsyncIterable<Buffer>;
}

export interface SentQuestion {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | FormData;
  /** Of an answer on a connection that cannot wait for its reader. */
  readonly mostHeldBytes: number;
  /** Ends it at any time, its answer included. */
  readonly departure: Departure;
}

/** Resolves with the head of the answer. @throws what undici says of the connection, and what `departure` was ended with. */
export function sendQuestion(
  pool: Pick<Dispatcher, 'dispatch'>,
  { path, headers, body, mostHeldBytes, departure }: SentQuestion,
): Promise<UpstreamReply> {
  return new Promise((resolve, reject) => {
    let connection: Dispatcher.DispatchController | undefined;
    let replyBody: ReplyBody | undefined;
    const leave = () => {
      const reason = reasonOf(departure);
      reject(reason);
      replyBody?.end(reason);
      connection?.abort(reason);
    };
    if (departure.aborted) {
      leave();
      return;
    }
    departure.addEventListener('abort', leave);
    pool.dispatch(
      { path, method: 'POST', headers, body },
      {
        onRequestStart(controller) {
          connection = controller;
          // It may have waited for a connection, and is begun anew on another where nothing of it was sent.
          if (departure.aborted) leave();
        },
        onResponseStart(controller, statusCode, heads) {
          // Provisional ones come before (RFC 9110, 15.2).
          if (statusCode < 200) return;
          replyBody = new ReplyBody(controller, { isPausable: isPausable(heads), mostHeldBytes });
          resolve({ statusCode, headers: heads, body: replyBody });
        },
        onResponseData(_controller, chunk) {
          replyBody?.take(chunk);
        },
        onResponseEnd() {
          departure.removeEventListener('abort', leave);
          replyBody?.end();
        },
        onResponseError(_controller, error) {
          departure.removeEventListener('abort', leave);
          reject(error);
          replyBody?.end(error);
        },
      },
    );
  });
}

/** undici (7.30.2) bears a pause on a connection that is kept, which only this says for certain. */
function isPausable({ 'transfer-encoding': coding, connection }: UpstreamReply['headers']): boolean {
  return /\bchunked\b/i.test(String(coding)) && !/\bclose\b/i.test(String(connection));
}
