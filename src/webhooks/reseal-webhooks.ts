import type { Connection } from 'mongoose';

import type { SecretBox } from '../foundation/secret-box.js';
import { REGISTERED_WEBHOOKS, type RegisteredWebhookDocument } from './registered-webhook.model.js';

/**
 * Encrypts under the first entry of SECRET what signs the webhooks of admins and is under an older one; a secret that goes meanwhile
 * stays gone. @returns how many were encrypted anew.
 */
export type ResealWebhooks = () => Promise<number>;

export function createResealWebhooks(connection: Connection, box: SecretBox): ResealWebhooks {
  return async () => {
    const collection = connection.collection<RegisteredWebhookDocument>(REGISTERED_WEBHOOKS);
    let resealed = 0;
    for (const { _id, secrets } of await collection.find({}).toArray())
      for (const { box: old } of secrets) {
        if (box.isCurrent(old)) continue;
        const renewed = await box.seal(await box.open(old));
        const { modifiedCount } = await collection.updateOne(
          { _id, 'secrets.box': old },
          { $set: { 'secrets.$.box': renewed } },
        );
        resealed += modifiedCount;
      }
    return resealed;
  };
}
