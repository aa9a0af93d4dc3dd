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

export type HookType = 'before.sign-up' | 'before.token';

export interface AskHookOptions {
  /** `type` of the body. */
  readonly type: HookType;
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
  /** Whether it is left alone, after many failures in a row. */
  isLeftAlone(): boolean;
  /** To be told how long each question took, in seconds, whatever came of it. */
  onAsked(observe: (seconds: number) => void): void;
  /**
   * Asks what decides nothing, `hook.test`, past the breaker and the counts.
   * @returns the fault; undefined where it gives an answer that can be taken, yes or no.
   */
  test(): Promise<string | undefined>;
}

/** Grows where a member of what is told is taken away or comes to mean something else. */
const VERSION = 1;
const RETRY_AFTER_SECONDS = 5;

export function createHook(options: AskHookOptions): Hook {
  const { type, failsOpen, log } = options;
  const counts = { allowed: 0, refused: 0, failed: 0, spared: 0 };
  const observers: ((seconds: number) => void)[] = [];
  const put: Put = async (question, claimBytes) => {
    const startedAt = performance.now();
    const verdict = await putQuestion(options, question, claimBytes);
    for (const observe of observers) observe((performance.now() - startedAt) / 1_000);
    return verdict;
  };
  return {
    counts: () => counts,
    isLeftAlone: () => options.breaker.isOpen,
    onAsked: (observe) => void observers.push(observe),
    async test() {
      const verdict = await putQuestion(options, { type: 'hook.test', data: { version: VERSION } }, 0);
      return 'fault' in verdict ? verdict.fault : undefined;
    },
    async ask(data, origin, claimBytes) {
      const verdict = await ask(options, put, data, origin, claimBytes);
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

interface Question {
  readonly type: HookType | 'hook.test';
  readonly data: Readonly<Record<string, unknown>>;
}

type Put = (question: Question, claimBytes: number) => Promise<HookVerdict | HookFault>;

async function ask(
  { type, breaker }: AskHookOptions,
  put: Put,
  told: Readonly<Record<string, unknown>>,
  { ip, userAgent, requestId }: RequestOrigin,
  claimBytes: number,
): Promise<HookVerdict | HookFault> {
  const turn = breaker.enter();
  if (typeof turn === 'number') return { fault: SPARED };
  const data = { version: VERSION, requestId, ip, ...(userAgent !== undefined && { userAgent }), ...told };
  const verdict = await put({ type, data }, claimBytes);
  if ('fault' in verdict) turn.failed();
  else turn.succeeded();
  return verdict;
}

async function putQuestion(
  { target, post, clock, randomness }: AskHookOptions,
  { type, data }: Question,
  claimBytes: number,
): Promise<HookVerdict | HookFault> {
  const body = JSON.stringify({ type, timestamp: clock.now().toISOString(), data });
  const answered = await post(target, { id: `msg_${randomness(12).toString('hex')}`, body });
  return 'fault' in answered ? answered : readHookAnswer(answered.status, answered.text, claimBytes);
}
