import type { Model, mongo, Types } from 'mongoose';

import type { ChangeUndoModel } from '../credentials/change-undo.model.js';
import { rawCollection } from '../database/raw-collection.js';
import type { SecretBox } from '../foundation/secret-box.js';
import type { FactorDocument, UserModel } from '../users/user.model.js';

/**
 * Encrypts under the first entry of SECRET what is under an older one, also of apps that can still be put back; a seed
 * that is replaced meanwhile stays as it is. @returns how many seeds were encrypted anew.
 */
export type ResealSeeds = () => Promise<number>;

export function createResealSeeds(users: UserModel, undos: ChangeUndoModel, box: SecretBox): ResealSeeds {
  return async () => (await resealIn(users, 'factors', box)) + (await resealIn(undos, 'factorsBefore', box));
}

type Holder<Field extends string> = { readonly _id: Types.ObjectId } & Readonly<
  Partial<Record<Field, readonly FactorDocument[]>>
>;

async function resealIn<Field extends string>(
  model: UserModel | ChangeUndoModel,
  field: Field,
  box: SecretBox,
): Promise<number> {
  const collection = rawCollection(model as unknown as Model<mongo.Document>);
  const holders = collection.find<Holder<Field>>(
    { [`${field}.secretBox`]: { $exists: true } },
    { projection: { [field]: 1 }, timeout: false },
  );
  let resealed = 0;
  for await (const holder of holders) {
    for (const { secretBox: old } of holder[field] ?? []) {
      if (old === undefined || box.isCurrent(old)) continue;
      const renewed = await box.seal(await box.open(old));
      const { modifiedCount } = await collection.updateOne(
        { _id: holder._id, [`${field}.secretBox`]: old },
        { $set: { [`${field}.$.secretBox`]: renewed } },
      );
      resealed += modifiedCount;
    }
  }
  return resealed;
}
