/**
 * What lies in the database of the audit trail, also where FEATURES_DISABLED has it and other replicas or an earlier start wrote one: a
 * person who is erased here must not be found by it. Knows the way from entries to a person, and writes no entry.
 */
import { Types } from 'mongoose';

import type { Ground } from '../house/ground.js';
import { PSEUDONYMS } from './pseudonym.model.js';

export interface AuditAtRestNeeds {
  readonly ground: Ground;
}

export function createAuditAtRestRoom({ ground: { connection } }: AuditAtRestNeeds) {
  return {
    contributes: {
      erasers: [
        async (userId: string): Promise<void> => {
          await connection.collection(PSEUDONYMS).deleteOne({ userId: new Types.ObjectId(userId) });
        },
      ],
    },
  };
}
