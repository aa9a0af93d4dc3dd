/**
 * What lies in the database of webhooks, also where WEBHOOKS is unset by now: what was told about a person who is erased goes with them.
 * Knows how a delivery names somebody, and tells nobody anything.
 */
import { Types } from 'mongoose';

import type { Ground } from '../house/ground.js';
import { DELIVERIES } from './delivery.model.js';

export interface WebhooksAtRestNeeds {
  readonly ground: Ground;
}

export function createWebhooksAtRestRoom({ ground: { config, connection } }: WebhooksAtRestNeeds) {
  // What waits is told first, since it tells of their end; it names them by their id alone, and goes after 30 days.
  const over = config.webhooks === undefined ? {} : { state: { $ne: 'waiting' } };
  return {
    contributes: {
      erasers: [
        async (userId: string): Promise<void> => {
          await connection.collection(DELIVERIES).deleteMany({ userId: new Types.ObjectId(userId), ...over });
        },
      ],
    },
  };
}
