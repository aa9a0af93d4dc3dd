/** What went wrong between the gateway and an upstream. For the log; callers are told a code of the catalogue, and nothing of it. */
import { AppError } from '../foundation/errors.js';
import type { Logger } from '../foundation/logger.js';

type Kind =
  /** It could not be reached, fell silent or went away, or says itself that it cannot: it is down. */
  | 'down'
  /** What it answered is no answer. */
  | 'unreadable'
  /** Too many wait for it. */
  | 'busy'
  /** Its circuit is open: after failures it is not asked for a while. */
  | 'left-alone';

export class UpstreamFault extends Error {
  override readonly name = 'UpstreamFault';

  constructor(
    readonly kind: Kind,
    message: string,
    options: ErrorOptions & { readonly retryAfter?: number } = {},
  ) {
    super(message, options);
    this.retryAfter = options.retryAfter ?? 1;
  }

  /** Seconds. */
  readonly retryAfter: number;

  /** As the caller is told it. */
  toRefusal(): AppError {
    if (this.kind === 'unreadable') return new AppError('BAD_GATEWAY', { cause: this });
    return new AppError('UNAVAILABLE', { cause: this, details: { retryAfter: this.retryAfter } });
  }
}

/** Not of one that is left alone: the failures before were told, the line of each request has its code, and a figure how long it lasts. */
export function logFault(
  log: Logger,
  where: { readonly upstream: string; readonly requestId?: string },
  error: unknown,
): void {
  const kind = error instanceof UpstreamFault ? error.kind : undefined;
  if (kind === 'left-alone') return;
  log.warn({ ...where, kind, reason: (error as Error).message }, 'an upstream gave no answer');
}
