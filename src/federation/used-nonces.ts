import { createHash } from 'node:crypto';

import { rawCollection } from '../database/raw-collection.js';
import { conflictingField } from '../database/unique-conflict.js';
import type { UsedNonceModel } from './used-nonce.model.js';

/** Nonces that were taken, on whichever replica. */
export interface UsedNonces {
  /** @returns false where it was taken before; of any number at once one hears true. */
  take(issuer: string, nonce: string, expiresAt: Date): Promise<boolean>;
}

export function createUsedNonces(model: UsedNonceModel): UsedNonces {
  return {
    async take(issuer, nonce, expiresAt) {
      const _id = createHash('sha256').update(`${issuer}\0${nonce}`).digest('base64url');
      try {
        await rawCollection(model).insertOne({ _id, schemaVersion: 1, expiresAt });
        return true;
      } catch (error) {
        if (conflictingField(error) === undefined) throw error;
        return false;
      }
    },
  };
}
