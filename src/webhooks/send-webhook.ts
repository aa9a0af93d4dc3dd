/** What the answer to a webhook means. The body of it is of no interest. */
import type { Clock } from '../foundation/clock.js';
import type { PostAnswered, PostMessage, PostSigned, PostTarget } from '../outgoing/post-signed.js';

export interface WebhookAnswer {
  /** `gone`: 410, the receiver wants nothing more. */
  readonly outcome: 'taken' | 'failed' | 'gone';
  /** Absent: nobody answered. */
  readonly status?: number | undefined;
  /** Why it failed: a code of the connection, ADDRESS_REFUSED, TIMEOUT, or HTTP_ and the status. */
  readonly fault?: string;
  /** What the receiver asks for by Retry-After, unbounded. */
  readonly retryAfterMs?: number | undefined;
}

/** One attempt. Never rejects. @param signal ends it, as a failure. */
export type SendWebhook = (
  target: PostTarget,
  message: PostMessage,
  signal?: AbortSignal,
) => Promise<WebhookAnswer>;

export function createSendWebhook(post: PostSigned, clock: Clock): SendWebhook {
  return async (target, message, signal) => {
    const answered = await post(target, message, signal);
    return 'fault' in answered ? { outcome: 'failed', fault: answered.fault } : judge(answered, clock);
  };
}

function judge({ status, retryAfter }: PostAnswered, clock: Clock): WebhookAnswer {
  if (status >= 200 && status <= 299) return { outcome: 'taken', status };
  const fault = `HTTP_${status}`;
  if (status === 410) return { outcome: 'gone', status, fault };
  return { outcome: 'failed', status, fault, retryAfterMs: readRetryAfter(retryAfter, clock) };
}

/** Seconds or a date (RFC 9110 section 10.2.3). */
function readRetryAfter(written: string | undefined, clock: Clock): number | undefined {
  if (written === undefined) return undefined;
  if (/^\d{1,9}$/.test(written)) return Number(written) * 1_000;
  const until = Date.parse(written);
  return Number.isNaN(until) ? undefined : until - clock.now().getTime();
}
