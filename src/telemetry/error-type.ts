import { AppError } from '../foundation/errors.js';

/** Its code, or its class. Never its message: that of the database holds values, and so people's addresses. */
export function errorType(error: unknown): string {
  if (error instanceof AppError) return error.code;
  return error instanceof Error ? error.name : typeof error;
}
