/**
 * The map of the documentation: which pages a schema has, where each lies, and what stands in the navigation.
 * The navigation is data, so that another part (REST) adds a section of its own. It renders nothing.
 */
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

import { chaptersOf } from './chapters.js';

export interface NavItem {
  readonly label: string;
  readonly path: string;
}

export interface NavSection {
  readonly title: string;
  readonly items: readonly NavItem[];
}

export type OperationKind = 'query' | 'mutation' | 'subscription';

export interface OperationGroup {
  readonly kind: OperationKind;
  /** The folder of its pages. */
  readonly slug: 'queries' | 'mutations' | 'subscriptions';
  readonly title: string;
  readonly root: GraphQLObjectType;
  readonly fields: readonly GraphQLField<unknown, unknown>[];
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

const typeSections = [
  { title: 'Objects', holds: isObjectType },
  { title: 'Interfaces', holds: isInterfaceType },
  { title: 'Unions', holds: isUnionType },
  { title: 'Inputs', holds: isInputObjectType },
  { title: 'Enums', holds: isEnumType },
  { title: 'Scalars', holds: isScalarType },
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

export function navigationOf(site: SchemaSite): NavSection[] {
  const operationSections = chaptersOf(site).map(({ title, operations }) => ({
    title,
    items: operations.map(({ group, field }) => ({
      label: field.name,
      path: operationPath(site, group, field.name),
    })),
  }));
  const sections = typeSections.map(({ title, holds }) => ({
    title,
    items: site.types.filter(holds).map((type) => ({ label: type.name, path: typePath(site, type) })),
  }));
  const directives = site.directives.map((type) => ({ label: `@${type.name}`, path: typePath(site, type) }));
  const all = [...operationSections, ...sections, { title: 'Directives', items: directives }];
  return all.filter((section) => section.items.length > 0);
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
  if (isDirective(type)) return 'Directive';
  return typeSections.find(({ holds }) => holds(type))?.title.slice(0, -1) ?? 'Type';
}
