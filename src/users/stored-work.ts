import { rawCollection } from '../database/raw-collection.js';
import type { WorkSize } from '../foreign-hashes/work-size.js';
import type { UserModel } from './user.model.js';

/**
 * The dearest hash of each family of work among the accounts: a look at the index for each.
 * @param bare hashes that do not name their family: how they are told, and which it is.
 */
export type ReadStoredWork = (bare: {
  readonly scheme: string;
  readonly family: string;
}) => Promise<readonly WorkSize[]>;

export function createReadStoredWork(users: UserModel): ReadStoredWork {
  return async ({ scheme, family }) => {
    const amount = await dearestOf(users, scheme);
    const sizes: WorkSize[] = amount === undefined ? [] : [{ family, amount }];
    for (let next = await dearestAfter(users, ''); next !== undefined;) {
      sizes.push(next);
      next = await dearestAfter(users, next.family);
    }
    return sizes;
  };
}

interface Found {
  readonly password: { readonly work: string; readonly cost: number };
}

const projection = { _id: 0, 'password.work': 1, 'password.cost': 1 } as const;

async function dearestAfter(users: UserModel, family: string): Promise<WorkSize | undefined> {
  const [found] = await rawCollection(users)
    .find({ 'password.work': { $gt: family } })
    .project<Found>(projection)
    .sort({ 'password.work': 1, 'password.cost': -1 })
    .hint('importedPasswords')
    .limit(1)
    .toArray();
  return found && { family: found.password.work, amount: found.password.cost };
}

async function dearestOf(users: UserModel, scheme: string): Promise<number | undefined> {
  const [found] = await rawCollection(users)
    .find({ 'password.scheme': scheme })
    .project<Found>(projection)
    .sort({ 'password.cost': -1 })
    .hint('passwordSchemes')
    .limit(1)
    .toArray();
  return found?.password.cost;
}
