import { parseId } from '../database/id.js';
import { rawCollection } from '../database/raw-collection.js';
import { AppError } from '../foundation/errors.js';
import type { Caller, CallerContext } from '../users/caller.js';
import { requireCaller } from '../users/require-caller.js';
import type { UserDocument, UserModel } from '../users/user.model.js';

/** Whether the request comes from a resource server, by its own credentials. */
export type IsService = (authorization: string | undefined) => boolean;

/** What is told of one reference: nobody, where there is nobody; a refusal, where this caller may not know. */
type Entity = UserDocument | AppError | null;

export interface EntityContext extends Pick<CallerContext, 'caller'> {
  /** As it came. */
  readonly authorization: string | undefined;
}

/**
 * The accounts that other subgraphs refer to, in the order of the references. A resource server reads anyone, an admin too, and
 * everybody else themselves: a reference is no way round `user(id)`. What an account's fields ask for, they ask here as well.
 * @throws AppError UNAUTHENTICATED, TOKEN_EXPIRED or TOKEN_INVALID where nobody asks; BAD_USER_INPUT for what is no reference.
 */
export type ResolveEntities = (
  context: EntityContext,
  representations: readonly unknown[],
) => Promise<Entity[]>;

export function createResolveEntities(users: UserModel, isService: IsService): ResolveEntities {
  return async (context, representations) => {
    const caller = isService(context.authorization) ? undefined : await requireCaller(context);
    const ids = readReferences(representations);
    if (caller !== undefined && !caller.user.roles.includes('ADMIN')) return ids.map(onlySelf(caller));
    const found = await findOpen(users, ids);
    return ids.map((id) => found.get(id) ?? null);
  };
}

/** The same for any other id, known or not, so that nobody learns which exist (ASVS 8.2). */
function onlySelf({ user }: Caller) {
  const own = user._id.toHexString();
  return (id: string): Entity =>
    id === own ? user : new AppError('FORBIDDEN', { details: { requires: 'ownership' } });
}

/** In one query, however often somebody is referred to. */
async function findOpen(
  users: UserModel,
  ids: readonly string[],
): Promise<ReadonlyMap<string, UserDocument>> {
  const keys = [...new Set(ids)].flatMap((id) => parseId(id) ?? []);
  const found = await rawCollection(users)
    .find({ _id: { $in: keys } })
    .toArray();
  return new Map(
    found.filter(({ deletedAt }) => deletedAt === undefined).map((user) => [user._id.toHexString(), user]),
  );
}

function readReferences(representations: readonly unknown[]): string[] {
  const ids = representations.map(readReference);
  const fields = ids.flatMap((id, index) =>
    id === undefined
      ? [{ path: `representations.${index}`, message: 'must be a User with its id', rule: 'type' as const }]
      : [],
  );
  if (fields.length > 0) throw new AppError('BAD_USER_INPUT', { details: { fields } });
  return ids.filter((id) => id !== undefined);
}

function readReference(representation: unknown): string | undefined {
  if (typeof representation !== 'object' || representation === null) return undefined;
  const { __typename, id } = representation as { __typename?: unknown; id?: unknown };
  return __typename === 'User' && typeof id === 'string' ? id : undefined;
}
