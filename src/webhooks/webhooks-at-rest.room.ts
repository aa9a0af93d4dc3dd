/**
 * What lies in the database of webhooks, also where they are off by now: what was told about a person who is erased goes with them, and
 * what signs moves with SECRET. Knows how a delivery names somebody, and tells nobody anything.
 */
import { Types } from 'mongoose';

import { switchedOn } from '../config/features.js';
import { createSecretBox } from '../foundation/secret-box.js';
import type { Ground } from '../house/ground.js';
import { DELIVERIES } from './delivery.model.js';
import { createResealWebhooks } from './reseal-webhooks.js';

export interface WebhooksAtRestNeeds {
  readonly ground: Ground;
}

export function createWebhooksAtRestRoom({ ground: { config, connection, secrets } }: WebhooksAtRestNeeds) {
  // What waits is told first, since it tells of their end; it names them by their id alone, and goes after 30 days.
  const over = switchedOn(config).webhooks ? { state: { $ne: 'waiting' } } : {};
  const box = createSecretBox(secrets, 'webhooks');
  const reseal = createResealWebhooks(connection, box);
  return {
    box,
    contributes: {
      resealers: [{ name: 'webhookSecrets', said: 'secrets of webhooks', reseal }],
      erasers: [
        async (userId: string): Promise<void> => {
          await connection.collection(DELIVERIES).deleteMany({ userId: new Types.ObjectId(userId), ...over });
        },
      ],
    },
  };
}
