import { rawCollection } from '../database/raw-collection.js';
import type { SecretBox } from '../foundation/secret-box.js';
import type { UserModel } from '../users/user.model.js';

/**
 * Encrypts under the first entry of SECRET what is under an older one; a seed that is replaced meanwhile stays as it
 * is. @returns how many seeds were encrypted anew.
 */
export type ResealSeeds = () => Promise<number>;

export function createResealSeeds(users: UserModel, box: SecretBox): ResealSeeds {
  return async () => {
    const people = rawCollection(users).find(
      { 'factors.secretBox': { $exists: true } },
      { projection: { factors: 1 }, timeout: false },
    );
    let resealed = 0;
    for await (const { _id, factors } of people) {
      for (const { secretBox: old } of factors) {
        if (old === undefined || box.isCurrent(old)) continue;
        const renewed = await box.seal(await box.open(old));
        const { modifiedCount } = await rawCollection(users).updateOne(
          { _id, 'factors.secretBox': old },
          { $set: { 'factors.$.secretBox': renewed } },
        );
        resealed += modifiedCount;
      }
    }
    return resealed;
  };
}
