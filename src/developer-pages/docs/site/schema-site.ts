/** The map of a schema: what of it has a page, where that lies, and of which kind it is. It renders nothing. */
import {
  DirectiveLocation,
  isDirective,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedDirective,
  isUnionType,
  type GraphQLDirective,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

export type OperationKind = 'query' | 'mutation' | 'subscription';

export interface OperationGroup {
  readonly kind: OperationKind;
  /** The folder of its pages. */
  readonly slug: 'queries' | 'mutations' | 'subscriptions';
  readonly title: string;
  readonly root: GraphQLObjectType;
  readonly fields: readonly GraphQLField<unknown, unknown>[];
}

export interface Operation {
  readonly group: OperationGroup;
  readonly field: GraphQLField<unknown, unknown>;
}

export interface SchemaSite {
  readonly schema: GraphQLSchema;
  /** Where the documentation is mounted, without a slash at the end. */
  readonly basePath: string;
  readonly operations: readonly OperationGroup[];
  readonly types: readonly GraphQLNamedType[];
  readonly directives: readonly GraphQLDirective[];
  /** Arguments and input fields that are optional by their type, and that examples must hold to be answered. */
  readonly demanded: readonly string[];
}

/** A member of the schema that has a page under /types. */
export type DocumentedType = GraphQLNamedType | GraphQLDirective;

const typeKinds = [
  { kind: 'Object', holds: isObjectType },
  { kind: 'Interface', holds: isInterfaceType },
  { kind: 'Union', holds: isUnionType },
  { kind: 'Input', holds: isInputObjectType },
  { kind: 'Enum', holds: isEnumType },
  { kind: 'Scalar', holds: isScalarType },
  { kind: 'Directive', holds: isDirective },
] as const;

export function mapSchema(
  schema: GraphQLSchema,
  basePath: string,
  demanded: readonly string[] = [],
): SchemaSite {
  const operations = operationGroups(schema);
  const roots = new Set<GraphQLNamedType>(operations.map((group) => group.root));
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !roots.has(type))
    .sort((a, b) => a.name.localeCompare(b.name));
  const directives = schema.getDirectives().filter(isOfInterest);
  return { schema, basePath, operations, types, directives, demanded };
}

function operationGroups(schema: GraphQLSchema): OperationGroup[] {
  const groups = [
    { kind: 'query', slug: 'queries', title: 'Queries', root: schema.getQueryType() },
    { kind: 'mutation', slug: 'mutations', title: 'Mutations', root: schema.getMutationType() },
    {
      kind: 'subscription',
      slug: 'subscriptions',
      title: 'Subscriptions',
      root: schema.getSubscriptionType(),
    },
  ] as const;
  return groups.flatMap((group) => {
    const { root } = group;
    return root ? [{ ...group, root, fields: Object.values(root.getFields()) }] : [];
  });
}

/** GraphQL's own directives matter to a client only where an operation can hold them. */
function isOfInterest(directive: GraphQLDirective): boolean {
  return (
    !isSpecifiedDirective(directive) ||
    directive.locations.some((location) => location === DirectiveLocation.FIELD)
  );
}

/** Every query, mutation and subscription, with the group that it is of. */
export function operationsOf({ operations }: SchemaSite): Operation[] {
  return operations.flatMap((group) => group.fields.map((field) => ({ group, field })));
}

export function operationPath(site: SchemaSite, group: OperationGroup, fieldName: string): string {
  return `${site.basePath}/${group.slug}/${fieldName}`;
}

/** The @ keeps a directive apart from a type of the same name; a root type is the list of operations on the first page. */
export function typePath(site: SchemaSite, type: DocumentedType): string {
  if (isDirective(type)) return `${site.basePath}/types/@${type.name}`;
  const group = site.operations.find(({ root }) => root === type);
  return group ? `${site.basePath}#operations` : `${site.basePath}/types/${type.name}`;
}

export function kindOf(type: DocumentedType): string {
  return typeKinds.find(({ holds }) => holds(type))?.kind ?? 'Type';
}

/** Of the navigation. */
export const typeSections: readonly string[] = typeKinds.map(({ kind }) => sectionOf(kind));

export function sectionOf(kind: string): string {
  return `${kind}s`;
}
