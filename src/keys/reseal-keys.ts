import { rawCollection } from '../database/raw-collection.js';
import type { SecretBox } from '../foundation/secret-box.js';
import type { SigningKeyModel } from './signing-key.model.js';

/**
 * Encrypts under the first entry of SECRET what is under an older one; a key that stops signing meanwhile stays as it
 * is. @returns how many private keys were encrypted anew.
 */
export type ResealKeys = () => Promise<number>;

export function createResealKeys(model: SigningKeyModel, box: SecretBox): ResealKeys {
  return async () => {
    const keys = rawCollection(model).find({ privateJwkBox: { $exists: true } });
    let resealed = 0;
    for await (const { _id, privateJwkBox: old = '' } of keys) {
      if (box.isCurrent(old)) continue;
      const renewed = await box.seal(await box.open(old));
      const { modifiedCount } = await rawCollection(model).updateOne(
        { _id, privateJwkBox: old },
        { $set: { privateJwkBox: renewed } },
      );
      resealed += modifiedCount;
    }
    return resealed;
  };
}
