/** Where a type or directive is used: the way back from a type's page to what leads there. */
import {
  getNamedType,
  isDirective,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLDirective,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';

import {
  operationPath,
  typePath,
  type DocumentedType,
  operationsOf,
  type SchemaSite,
} from './schema-site.js';

type TypeWithFields = GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType;
type AnyField = ReturnType<TypeWithFields['getFields']>[string];

/** A place that leads to it. */
export interface TypeUse {
  readonly label: string;
  readonly path: string;
}

export function usesOf(site: SchemaSite, target: DocumentedType): TypeUse[] {
  const inOperations = operationsOf(site)
    .filter(({ field }) => mentions(field, target))
    .map(({ group, field }) => ({ label: field.name, path: operationPath(site, group, field.name) }));
  return [...inOperations, ...site.types.flatMap((type) => usesInType(site, type, target))];
}

function usesInType(site: SchemaSite, type: GraphQLNamedType, target: DocumentedType): TypeUse[] {
  const path = typePath(site, type);
  const whole = isPartOf(type, target) ? [{ label: type.name, path }] : [];
  if (!hasFields(type)) return whole;
  const fields = (Object.values(type.getFields()) as AnyField[]).filter((field) => mentions(field, target));
  return [
    ...whole,
    ...fields.map((field) => ({ label: `${type.name}.${field.name}`, path: `${path}#${field.name}` })),
  ];
}

/** A member of a union, an implementation of an interface, a type that carries the directive. */
function isPartOf(type: GraphQLNamedType, target: DocumentedType): boolean {
  if (isDirective(target)) return carries(type, target);
  if (isUnionType(type)) return type.getTypes().some((member) => member === target);
  return (
    (isObjectType(type) || isInterfaceType(type)) && type.getInterfaces().some((parent) => parent === target)
  );
}

function mentions(field: AnyField, target: DocumentedType): boolean {
  if (isDirective(target)) return carries(field, target);
  const argumentTypes = 'args' in field ? field.args.map((argument) => argument.type) : [];
  return [field.type, ...argumentTypes].some((type) => getNamedType(type) === target);
}

function carries(member: Pick<AnyField | GraphQLNamedType, 'astNode'>, directive: GraphQLDirective): boolean {
  return member.astNode?.directives?.some((node) => node.name.value === directive.name) ?? false;
}

function hasFields(type: GraphQLNamedType): type is TypeWithFields {
  return isObjectType(type) || isInterfaceType(type) || isInputObjectType(type);
}
