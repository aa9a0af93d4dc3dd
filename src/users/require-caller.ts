import { AppError } from '../foundation/errors.js';
import type { Caller, CallerContext } from './caller.js';

/** @throws AppError as `caller()` does, and UNAUTHENTICATED where no token came. */
export async function requireCaller(context: Pick<CallerContext, 'caller'>): Promise<Caller> {
  const caller = await context.caller();
  if (caller === undefined) throw new AppError('UNAUTHENTICATED');
  return caller;
}
