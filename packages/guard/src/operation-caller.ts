/** Who calls, judged once for each GraphQL operation, however many of its fields are guarded. */
import type { GraphQLResolveInfo } from 'graphql';

import { authenticate } from './authorize.js';
import type { AccessTokenClaims } from './claims.js';
import type { Guard } from './guard.js';
import { Refusal } from './refusal.js';

type Claims = Promise<AccessTokenClaims | undefined>;
/** @param info without it nothing is remembered. */
export type FindCaller<Context> = (context: Context, info?: GraphQLResolveInfo) => Claims;

/**
 * A context may be a connection's, and one operation after the other come with it, long after the session was ended: a
 * verdict holds for one operation, which is known by the variables that were coerced for it. Whoever subscribes is judged
 * anew at each event: graphql 17 executes them all with the same variables.
 */
export function createFindCaller<Context>(
  guard: Pick<Guard, 'verify'>,
  readToken: (context: Context) => string | undefined | Promise<string | undefined>,
): FindCaller<Context> {
  const operations = new WeakMap<object, { readonly context: Context; readonly claims: Claims }>();
  const judge = async (context: Context) => {
    const token = await readToken(context);
    return token === undefined ? undefined : authenticate(guard, token);
  };
  return async (context, info) => {
    const operation = operationOf(info);
    if (operation === undefined) return judge(context);
    const known = operations.get(operation);
    if (known !== undefined && known.context === context) return known.claims;
    const claims = judge(context);
    operations.set(operation, { context, claims });
    try {
      return await claims;
    } catch (error) {
      // It says nothing of the caller.
      if (error instanceof Refusal && error.code === 'UNAVAILABLE') operations.delete(operation);
      throw error;
    }
  };
}

function operationOf(info: GraphQLResolveInfo | undefined): object | undefined {
  if (info === undefined || info.operation.operation === 'subscription') return undefined;
  const variables: unknown = info.variableValues;
  return typeof variables === 'object' && variables !== null ? variables : undefined;
}
