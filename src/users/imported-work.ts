import { rawCollection } from '../database/raw-collection.js';
import type { WorkSize } from '../foreign-hashes/work-size.js';
import type { UserModel } from './user.model.js';

/** The dearest hash of each family of work among the accounts that still have an imported one: a look at the index for each. */
export type ReadImportedWork = () => Promise<readonly WorkSize[]>;

export function createReadImportedWork(users: UserModel): ReadImportedWork {
  return async () => {
    const sizes: WorkSize[] = [];
    for (let next = await dearestAfter(users, ''); next !== undefined;) {
      sizes.push(next);
      next = await dearestAfter(users, next.family);
    }
    return sizes;
  };
}

async function dearestAfter(users: UserModel, family: string): Promise<WorkSize | undefined> {
  const [found] = await rawCollection(users)
    .find({ 'password.work': { $gt: family } })
    .project<{ readonly password: { readonly work: string; readonly cost: number } }>({
      _id: 0,
      'password.work': 1,
      'password.cost': 1,
    })
    .sort({ 'password.work': 1, 'password.cost': -1 })
    .hint('importedPasswords')
    .limit(1)
    .toArray();
  return found && { family: found.password.work, amount: found.password.cost };
}
