/** Reads what `@auth` asks for off a schema: from definition nodes (schema-first) and from extensions (code-first). */
import {
  type ConstDirectiveNode,
  getDirectiveValues,
  getNamedType,
  type GraphQLDirective,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

import { type AuthRequirement, checkRequirement } from './requirement.js';
import { findWritten, isAuthName, isNode } from './written-requirements.js';

/** A type, field, argument or value of a schema. */
export interface SchemaPlace {
  readonly name?: string;
  readonly astNode?: DirectedNode | null | undefined;
  readonly extensionASTNodes?: readonly DirectedNode[];
  readonly extensions?: object | null | undefined;
}
interface DirectedNode {
  readonly directives?: readonly ConstDirectiveNode[];
}

/** What `@auth` on a type or field asks for; undefined where it does not stand. */
export function readRequirement(
  directive: GraphQLDirective,
  place: Pick<SchemaPlace, 'astNode'>,
): AuthRequirement | undefined {
  const values = place.astNode ? getDirectiveValues(directive, place.astNode) : undefined;
  if (values === undefined) return undefined;
  const namesOf = (argument: string) => (values[argument] ?? []) as readonly string[];
  return {
    roles: namesOf('roles'),
    permissions: namesOf('permissions'),
    verified: values['verified'] === true,
  };
}

/**
 * All that stands there; roles as the schema's own values of its enum.
 * @throws TypeError for what looks like a requirement and cannot be read.
 */
export function readRequirements(directive: GraphQLDirective, place: SchemaPlace): AuthRequirement[] {
  // `extend type T @auth` guards T as well, but stands in a node of its own.
  const nodes = [place.astNode, ...(place.extensionASTNodes ?? [])].flatMap((node) => node?.directives ?? []);
  return [...nodes, ...findWritten(place.extensions)].flatMap((written) =>
    isNode(written) ? readNode(directive, written) : readWritten(directive, written),
  );
}

const authArguments: readonly string[] = ['roles', 'permissions', 'verified'];

/** Who builds definition nodes by hand has them validated by nobody. */
function readNode(directive: GraphQLDirective, node: ConstDirectiveNode): AuthRequirement[] {
  if (!isAuthName(node.name.value)) return [];
  const names = node.arguments?.map(({ name }) => name.value) ?? [];
  // A schema of one's own may define it without permissions, which would then be passed over.
  const known = authArguments.filter((name) => directive.args.some((argument) => argument.name === name));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new TypeError(
      known.length === 0
        ? `The definition of @auth has neither roles nor permissions nor verified, but ${unknown}.`
        : `@auth has ${known.join(', ')}, and no ${unknown}.`,
    );
  return [readRequirement(directive, { astNode: { directives: [node] } }) ?? []].flat();
}

function readWritten(directive: GraphQLDirective, written: unknown): AuthRequirement {
  const { roles, ...others } = checkRequirement(written === true ? {} : written);
  return { roles: roles.map((role) => toValue(directive, role)), ...others };
}

/** The enum of roles has values of its own where the schema gives it some. */
function toValue(directive: GraphQLDirective, role: string): string {
  const type = roleTypeOf(directive);
  if (!isEnumType(type)) return role;
  const found = type.getValue(role);
  // Nobody would ever have it.
  if (!found) throw new TypeError(`There is no role ${role}.`);
  return found.value as string;
}

export function roleTypeOf({ args }: GraphQLDirective) {
  const roles = args.find(({ name }) => name === 'roles');
  return roles && getNamedType(roles.type);
}

/**
 * Whoever writes `@auth` on a union or an input believes that it guards something.
 * @throws TypeError where it would guard nothing.
 */
export function refuseMisplaced(schema: GraphQLSchema, directive: GraphQLDirective): void {
  const places: readonly (readonly [string, readonly SchemaPlace[]])[] = [
    ['the schema', [schema]],
    ...schema.getDirectives().map(({ name, args }) => [`@${name}`, args] as const),
    ...Object.values(schema.getTypeMap()).map((type) => [type.name, placesWithoutFields(type)] as const),
  ];
  for (const [name, guardless] of places) {
    const misplaced = guardless.find((place) => readRequirements(directive, place).length > 0);
    if (misplaced === undefined) continue;
    const inside = misplaced.name === undefined || misplaced.name === name ? '' : `.${misplaced.name}`;
    const where = `${name}${inside}`;
    throw new TypeError(
      `@auth guards nothing on ${where}: put it on object types, interfaces and their fields.`,
    );
  }
}

function placesWithoutFields(type: ReturnType<GraphQLSchema['getType']>): readonly SchemaPlace[] {
  if (isObjectType(type) || isInterfaceType(type))
    return Object.values(type.getFields()).flatMap(({ args }) => args);
  if (isInputObjectType(type)) return [type, ...Object.values(type.getFields())];
  if (isEnumType(type)) return [type, ...type.getValues()];
  return type === undefined ? [] : [type];
}
