/**
 * What of a schema a caller is told. Not told is what asks for a role or permission that they have not, and what leads nowhere else;
 * what asks to sign in or to confirm an address is told, since anybody may.
 */
import {
  getNamedType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';

import type { Rights } from './rights.js';
import type { UpstreamSchema } from './upstream-schema.js';

type Fielded = GraphQLObjectType | GraphQLInterfaceType;

export interface VisibleNames {
  hasType(name: string): boolean;
  hasField(typeName: string, fieldName: string): boolean;
}

export function findVisibleNames({ schema, index }: UpstreamSchema, { verdicts }: Rights): VisibleNames {
  const isHiding = (number: number) => verdicts[number]?.hides === true;
  const hidden = new Set<string>();
  const shows = (type: Fielded, name: string): boolean => {
    const field = type.getFields()[name];
    if (field === undefined || hidden.has(getNamedType(field.type).name)) return false;
    // What an interface tells is told, and an object without it would not be one of them.
    return !index.ofField(type.name, name).some(isHiding) || isDeclared(type, name);
  };
  const isDeclared = (type: Fielded, name: string) =>
    type
      .getInterfaces()
      .some(
        (declaring) => !hidden.has(declaring.name) && name in declaring.getFields() && shows(declaring, name),
      );
  const isHidden = (type: GraphQLNamedType): boolean => {
    if (isUnionType(type)) return type.getTypes().every(({ name }) => hidden.has(name));
    if (!isObjectType(type) && !isInterfaceType(type)) return false;
    return lacksFields(type) || lacksObjects(type);
  };
  const lacksFields = (type: Fielded) => {
    const names = Object.keys(type.getFields());
    const declared = type.getInterfaces().filter(({ name }) => !hidden.has(name));
    const isPartial = declared.some((each) =>
      Object.keys(each.getFields()).some((name) => shows(each, name) && !shows(type, name)),
    );
    const isOwn = (name: string) => shows(type, name) && !index.ofField(type.name, name).some(isHiding);
    return isPartial || !names.some(isOwn);
  };
  const lacksObjects = (type: Fielded) => {
    const objects = isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
    return objects.length > 0 && objects.every(({ name }) => hidden.has(name));
  };
  hideAll(schema, isHidden, hidden);
  const reached = reach(schema, hidden, shows);
  return {
    hasType: (name) => reached.has(name),
    hasField(typeName, fieldName) {
      const type = schema.getType(typeName);
      if (!reached.has(typeName)) return false;
      return isObjectType(type) || isInterfaceType(type) ? shows(type, fieldName) : true;
    },
  };
}

/** What hides one type may hide the next, so it goes on until there is no other. */
function hideAll(
  schema: GraphQLSchema,
  isHidden: (type: GraphQLNamedType) => boolean,
  hidden: Set<string>,
): void {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  let before: number;
  do {
    before = hidden.size;
    for (const type of types) if (!hidden.has(type.name) && isHidden(type)) hidden.add(type.name);
  } while (hidden.size > before);
}

function reach(
  schema: GraphQLSchema,
  hidden: ReadonlySet<string>,
  shows: (type: Fielded, name: string) => boolean,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (type: GraphQLNamedType): void => {
    if (reached.has(type.name) || hidden.has(type.name)) return;
    reached.add(type.name);
    for (const next of nextTypes(schema, type, shows)) visit(next);
  };
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const root of roots) if (root) visit(root);
  for (const { name, args } of schema.getDirectives())
    if (name !== 'auth') for (const { type } of args) visit(getNamedType(type));
  // Without it there is no schema.
  const query = schema.getQueryType();
  return query ? reached.add(query.name) : reached;
}

function nextTypes(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  shows: (type: Fielded, name: string) => boolean,
): readonly GraphQLNamedType[] {
  if (isUnionType(type)) return type.getTypes();
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => getNamedType(field.type));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields()).filter(({ name }) => shows(type, name));
  const named = fields.flatMap((field) => [
    getNamedType(field.type),
    ...field.args.map((argument) => getNamedType(argument.type)),
  ]);
  const implementing = isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
  return [...named, ...type.getInterfaces(), ...implementing];
}
