import type { CircuitBreaker } from '../foundation/circuit-breaker.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Logger } from '../foundation/logger.js';
import type { Randomness } from '../foundation/randomness.js';
import type { PostSigned } from '../outgoing/post-signed.js';
import { type HookFault, type HookVerdict, readHookAnswer } from './hook-answer.js';

/** What has come of the questions since the start; `failed`: there was no answer, `spared`: nobody was asked, after many of these. */
type HookCounts = Readonly<Record<'allowed' | 'refused' | 'failed' | 'spared', number>>;

export interface AskHookOptions {
  /** `type` of the body. */
  readonly type: 'before.sign-up' | 'before.token';
  readonly target: { readonly url: string; readonly secrets: readonly string[] };
  /** HOOKS_FAIL. */
  readonly failsOpen: boolean;
  readonly post: PostSigned;
  readonly breaker: CircuitBreaker;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Pick<Logger, 'warn' | 'info'>;
}

export interface Hook {
  /**
   * @returns the claims that it adds.
   * @throws AppError REFUSED_BY_HOOK with its sentence; UNAVAILABLE where it gives no answer and HOOKS_FAIL is closed.
   */
  ask(
    data: Readonly<Record<string, unknown>>,
    origin: RequestOrigin,
    claimBytes: number,
  ): Promise<Readonly<Record<string, unknown>>>;
  counts(): HookCounts;
}

/** Grows where a member of what is told is taken away or comes to mean something else. */
const VERSION = 1;
const RETRY_AFTER_SECONDS = 5;

export function createHook(options: AskHookOptions): Hook {
  const { type, failsOpen, log } = options;
  const counts = { allowed: 0, refused: 0, failed: 0, spared: 0 };
  return {
    counts: () => counts,
    async ask(data, origin, claimBytes) {
      const verdict = await ask(options, data, origin, claimBytes);
      if ('fault' in verdict) {
        counts[verdict.fault === SPARED ? 'spared' : 'failed']++;
        log.warn({ hook: type, reason: verdict.fault, passes: failsOpen }, 'a hook gave no answer');
        if (failsOpen) return {};
        throw new AppError('UNAVAILABLE', { details: { retryAfter: RETRY_AFTER_SECONDS } });
      }
      counts[verdict.allow ? 'allowed' : 'refused']++;
      if (verdict.allow) return verdict.claims;
      log.info({ hook: type }, 'a hook refused');
      const { message } = verdict;
      throw new AppError('REFUSED_BY_HOOK', message === undefined ? {} : { message });
    },
  };
}

const SPARED = 'FAILED_BEFORE';

async function ask(
  { type, target, post, breaker, clock, randomness }: AskHookOptions,
  told: Readonly<Record<string, unknown>>,
  { ip, userAgent, requestId }: RequestOrigin,
  claimBytes: number,
): Promise<HookVerdict | HookFault> {
  if (breaker.refuses() !== undefined) return { fault: SPARED };
  const data = { version: VERSION, requestId, ip, ...(userAgent !== undefined && { userAgent }), ...told };
  const body = JSON.stringify({ type, timestamp: clock.now().toISOString(), data });
  const answered = await post(target, { id: `msg_${randomness(12).toString('hex')}`, body });
  const verdict = 'fault' in answered ? answered : readHookAnswer(answered.status, answered.text, claimBytes);
  if ('fault' in verdict) breaker.failed();
  else breaker.succeeded();
  return verdict;
}
