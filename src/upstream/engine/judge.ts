import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';

import type { RequirementIndex } from './requirement-index.js';
import type { RefusedCall, Rights } from './rights.js';

/** Why something is refused; undefined where it is not. */
export interface Judge {
  /** Of an interface: what each type that implements it says at least. */
  field(typeName: string, fieldName: string): RefusedCall | undefined;
  /** Looking an object up as an entity of a federation, before any of its fields. */
  entity(typeName: string): RefusedCall | undefined;
  /** Whether there are types that a caller must not tell from those that do not exist. */
  readonly conceals: boolean;
}

export function createJudge(index: RequirementIndex, { verdicts }: Rights): Judge {
  const firstOf = (numbers: readonly number[]): RefusedCall | undefined => {
    for (const number of numbers) {
      const verdict = verdicts[number];
      if (verdict !== undefined) return verdict.refusal;
    }
    return undefined;
  };
  return {
    field: (typeName, fieldName) => firstOf(index.ofField(typeName, fieldName)),
    entity: (typeName) => firstOf(index.ofType(typeName)),
    conceals: false,
  };
}

const noEntity: RefusedCall = {
  message: 'There is no entity of this type.',
  extensions: { code: 'BAD_USER_INPUT' },
};

/**
 * A representation names its type in a variable, which no validation sees.
 * @param told the schema as the caller is told of it: a type that is not in it is refused as one that does not exist, and so by the
 * gateway in either case, since the words of an upstream for it are its own.
 */
export function concealEntities(judge: Judge, schema: GraphQLSchema, told: GraphQLSchema): Judge {
  const conceals = Object.values(schema.getTypeMap()).some(
    (type) => (isObjectType(type) || isInterfaceType(type)) && told.getType(type.name) === undefined,
  );
  if (!conceals) return judge;
  return {
    ...judge,
    entity: (typeName) => (told.getType(typeName) === undefined ? noEntity : judge.entity(typeName)),
    conceals,
  };
}
