/** What `@auth` asks for, field by field, as numbers: each different requirement has one, and is judged once for a caller. */
import {
  type AuthRequirement,
  requirementsOfEntity,
  requirementsOfField,
} from '@portcullis/guard/requirements';
import {
  type GraphQLDirective,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
} from 'graphql';

export interface RequirementIndex {
  readonly requirements: readonly AuthRequirement[];
  /** Numbers of those that a field asks for, in the order in which they are judged. */
  ofField(typeName: string, fieldName: string): readonly number[];
  /** Of those that a look-up of the type as an entity asks for. */
  ofType(typeName: string): readonly number[];
}

interface TypeEntry {
  readonly ofType: readonly number[];
  readonly ofFields: ReadonlyMap<string, readonly number[]>;
}

const none: readonly number[] = [];

/** @throws TypeError for what looks like a requirement and cannot be read. */
export function indexRequirements(schema: GraphQLSchema, directive: GraphQLDirective): RequirementIndex {
  const requirements: AuthRequirement[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (requirement: AuthRequirement): number => {
    const key = JSON.stringify([requirement.roles, requirement.permissions, requirement.verified]);
    const number = numbers.get(key) ?? requirements.push(requirement) - 1;
    numbers.set(key, number);
    return number;
  };
  const entryOf = (type: GraphQLObjectType | GraphQLInterfaceType): TypeEntry => ({
    ofType: requirementsOfEntity(schema, directive, type).map(numberOf),
    ofFields: new Map(
      Object.values<GraphQLField<unknown, never>>(type.getFields()).map((field) => [
        field.name,
        requirementsOfField(directive, type, field).map(numberOf),
      ]),
    ),
  });
  const types = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .filter(({ name }) => !name.startsWith('__'));
  const entries = new Map(types.map((type) => [type.name, entryOf(type)]));
  return {
    requirements,
    ofField: (typeName, fieldName) => entries.get(typeName)?.ofFields.get(fieldName) ?? none,
    ofType: (typeName) => entries.get(typeName)?.ofType ?? none,
  };
}
