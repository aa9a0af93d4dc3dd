import { Types } from 'mongoose';

/** An id as callers write it; undefined for what cannot be one, so that it is answered like an unknown one. */
export function parseId(text: string): Types.ObjectId | undefined {
  return /^[0-9a-f]{24}$/.test(text) ? new Types.ObjectId(text) : undefined;
}
