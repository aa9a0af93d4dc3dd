import type { GraphQLSchema } from 'graphql';

import type { SignInMethod } from '../config/sign-in-methods.js';
import { AppError } from '../foundation/errors.js';

/** By root field: the ways in that it is for. A field that is for none is always open. */
export type FieldMethods = Readonly<Record<string, readonly SignInMethod[]>>;

/** Refuses the fields of ways in that are off, signed in or not; the schema is the same for all. Changes the schema it is given. */
export function closeFields(
  schema: GraphQLSchema,
  fieldMethods: FieldMethods,
  open: readonly SignInMethod[],
): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const fields = roots.flatMap((type) => Object.values(type?.getFields() ?? {}));
  for (const field of fields) {
    const methods = Object.hasOwn(fieldMethods, field.name) ? fieldMethods[field.name] : undefined;
    if (methods?.some((method) => open.includes(method)) === false) field.resolve = refuse;
  }
  return schema;
}

function refuse(): never {
  throw new AppError('FORBIDDEN', { details: { requires: 'signInMethod' } });
}
