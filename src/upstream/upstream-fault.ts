/** What went wrong between the gateway and an upstream. For the log; callers are told a code of the catalogue, and nothing of it. */
import { AppError } from '../foundation/errors.js';

type Kind =
  /** It could not be reached, fell silent or went away, or says itself that it cannot: it is down. */
  | 'down'
  /** What it answered is no answer. */
  | 'unreadable'
  /** It is left alone for a while, or too many wait for it. */
  | 'busy';

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
