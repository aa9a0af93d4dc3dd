import { AppError } from '../foundation/errors.js';
import { toldError } from '../foundation/told-error.js';
import { UpstreamFault } from './upstream-fault.js';

/** What a caller is told of the failure that ends a subscription. */
export function lastError(error: unknown) {
  const told = error instanceof UpstreamFault ? error.toRefusal() : error;
  return toldError(told instanceof AppError ? told : new AppError('INTERNAL_SERVER_ERROR'));
}
