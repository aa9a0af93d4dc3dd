/**
 * An example operation for a root field, made from the schema alone. The rule: required arguments become
 * variables, optional ones are left out; two levels of objects are selected, on the second only leaves; the
 * members of a union get an inline fragment each; what asks for more than the operation itself is left out. Whatever
 * it makes is valid against the schema, and is answered to whoever may call the operation.
 */
import {
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';

import type { OperationKind } from '../site/schema-site.js';
import { type AuthRequirement, authRequirementOf } from './auth-requirement.js';
import { sampleValue } from './sample-value.js';

export interface ExampleOperation {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Field = GraphQLField<unknown, unknown>;
type TypeWithFields = Pick<GraphQLObjectType, 'getFields'>;
interface Path {
  /** Around the one that is being selected from, outermost first. */
  readonly types: readonly GraphQLNamedType[];
  /** What whoever calls the operation has shown. */
  readonly caller: AuthRequirement | undefined;
}

const deepestLevel = 2;

export function exampleOperation(
  kind: OperationKind,
  field: Field,
  demanded: readonly string[] = [],
): ExampleOperation {
  const required = field.args.filter(
    (argument) => isRequiredArgument(argument) || demanded.includes(`${field.name}.${argument.name}`),
  );
  const declared = required.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const passed = required.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const name = field.name.charAt(0).toUpperCase() + field.name.slice(1);
  const selection = selectFrom(getNamedType(field.type), { types: [], caller: authRequirementOf(field) });
  const lines = [
    `${kind} ${name}${inParentheses(declared)} {`,
    ...indent(withBlock(`${field.name}${inParentheses(passed)}`, selection)),
    '}',
  ];
  const variables = required.map(
    (argument) => [argument.name, sampleValue(argument.type, argument.name, demanded)] as const,
  );
  return { document: `${lines.join('\n')}\n`, variables: Object.fromEntries(variables) };
}

/** The lines of a selection set; undefined for a leaf, which has none. */
function selectFrom(type: GraphQLNamedType, outer: Path): string[] | undefined {
  if (isLeafType(type)) return undefined;
  const path = { ...outer, types: [...outer.types, type] };
  if (isUnionType(type)) return ['__typename', ...selectMembers(type.getTypes(), path)];
  const fields = isObjectType(type) || isInterfaceType(type) ? exampleFields(type, path) : [];
  if (fields.length === 0) return ['__typename'];
  return fields.flatMap((field) => selectField(field, field.name, path));
}

/** Fields with arguments are questions of their own, and deprecated ones should not be copied. */
function exampleFields(type: TypeWithFields, path: Path): Field[] {
  return Object.values(type.getFields()).filter((field) => {
    if (field.args.length > 0 || field.deprecationReason !== undefined) return false;
    if (!isImplied(authRequirementOf(field), path.caller)) return false;
    return isLeafType(getNamedType(field.type)) || isWithinReach(getNamedType(field.type), path);
  });
}

function isImplied(asked: AuthRequirement | undefined, shown: AuthRequirement | undefined): boolean {
  if (asked === undefined) return true;
  if (shown === undefined || (asked.verified && !shown.verified)) return false;
  if (!asked.permissions.every((permission) => shown.permissions.includes(permission))) return false;
  return (
    asked.roles.length === 0 ||
    (shown.roles.length > 0 && shown.roles.every((role) => asked.roles.includes(role)))
  );
}

/** The wrappers of a list are no level of their own: else it would show its cursors and none of its items. */
function isWithinReach(type: GraphQLNamedType, path: Path): boolean {
  const levels = [...path.types, type].filter(({ name }) => !/(Connection|Edge)$/.test(name));
  return levels.length <= deepestLevel && !path.types.includes(type);
}

function selectField(field: Field, label: string, path: Path): string[] {
  return withBlock(label, selectFrom(getNamedType(field.type), path));
}

function selectMembers(members: readonly GraphQLObjectType[], path: Path): string[] {
  const typeByKey = new Map<string, string>();
  return members.flatMap((member) => {
    const fields = exampleFields(member, path).flatMap((field) => {
      return selectField(field, distinctLabel(field, member, typeByKey), path);
    });
    return fields.length > 0 ? withBlock(`... on ${member.name}`, fields) : [];
  });
}

/** Members may have fields of one name and different types; both can be asked for only under different keys. */
function distinctLabel(field: Field, member: GraphQLObjectType, typeByKey: Map<string, string>): string {
  const type = String(field.type);
  const known = typeByKey.get(field.name);
  if (known !== undefined && known !== type) return `${member.name}_${field.name}: ${field.name}`;
  typeByKey.set(field.name, type);
  return field.name;
}

function withBlock(head: string, lines: readonly string[] | undefined): string[] {
  return lines === undefined ? [head] : [`${head} {`, ...indent(lines), '}'];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function inParentheses(text: string): string {
  return text === '' ? '' : `(${text})`;
}
