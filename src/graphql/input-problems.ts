/**
 * Finds every argument value that does not fit its type, written as variable or as literal, and names the input
 * field it belongs to. GraphQL's own messages name types and repeat the value, which may be a password.
 */
import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';

import type { FieldProblem } from '../foundation/errors.js';
import { isRecord } from '../foundation/is-record.js';

type Variables = Readonly<Record<string, unknown>>;
/** The rules of a root field over its raw arguments, so that they are told in the same list. */
export type InputRules = Readonly<Record<string, (args: Variables) => readonly FieldProblem[]>>;

export interface InputProblems {
  readonly problems: readonly FieldProblem[];
  /** Whether they name what the caller has not written, or say that what they wrote is not there. */
  readonly tellNames: boolean;
}

export function collectInputProblems(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Variables,
  rules: InputRules,
): InputProblems {
  const problems: FieldProblem[] = [];
  let tellNames = false;
  const typeInfo = new TypeInfo(schema);
  const given = { ...variableDefaults(document), ...variables };
  const judge = (node: FieldNode | DirectiveNode, definition: Definition | null | undefined) => {
    const args = Object.fromEntries(
      (node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value, given)]),
    );
    const failing =
      definition?.args.flatMap((argument) => argumentProblems(argument, args[argument.name])) ?? [];
    tellNames ||= failing.some(({ rule }) => rule === 'required' || rule === 'unknown-field');
    problems.push(...failing.map(withoutInput));
    if (failing.length > 0) problems.push(...rulesBeside(rules[node.name.value], args, failing));
  };
  const visitor = {
    Field: (node: FieldNode) => {
      judge(node, typeInfo.getFieldDef());
    },
    Directive: (node: DirectiveNode) => {
      judge(node, typeInfo.getDirective());
    },
  };
  visit(document, visitWithTypeInfo(typeInfo, visitor));
  return { problems, tellNames };
}

type Definition = Pick<GraphQLField<unknown, unknown>, 'args'>;

function argumentProblems({ name, type, defaultValue }: GraphQLArgument, value: unknown): FieldProblem[] {
  return value === undefined && defaultValue !== undefined ? [] : typeProblems(value, type, name);
}

function variableDefaults({ definitions }: DocumentNode): Variables {
  const declared = definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? (node.variableDefinitions ?? []) : [],
  );
  return Object.fromEntries(
    declared.flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  );
}

/** An argument named `input` is no word of its caller's: the field inside it is. */
function withoutInput(problem: FieldProblem): FieldProblem {
  return { ...problem, path: problem.path.replace(/^input\./, '') };
}

/** The rules for what does fit its type; a field that already failed is not told twice. */
function rulesBeside(
  rule: InputRules[string] | undefined,
  args: Variables,
  failing: readonly FieldProblem[],
) {
  const told = new Set(failing.map(({ path }) => path.replace(/^input\./, '').split('.')[0]));
  const input = isRecord(args['input']) ? args['input'] : {};
  const fitting = Object.fromEntries(Object.entries(input).filter(([name]) => !told.has(name)));
  return (rule?.({ ...args, input: fitting }) ?? []).filter(({ path }) => !told.has(path));
}

function typeProblems(value: unknown, type: GraphQLInputType, path: string): FieldProblem[] {
  if (value === undefined || value === null)
    return isNonNullType(type) ? [{ path, rule: 'required', message: 'is required' }] : [];
  const inner = getNullableType(type);
  if (isListType(inner)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.flatMap((item, position) => typeProblems(item, inner.ofType, `${path}.${position}`));
  }
  return isInputObjectType(inner) ? objectProblems(value, inner, path) : leafProblems(value, inner, path);
}

function objectProblems(value: unknown, type: GraphQLInputObjectType, path: string): FieldProblem[] {
  if (!isRecord(value)) return [{ path, rule: 'type', message: 'must be an object' }];
  const fields = type.getFields();
  const unknown = Object.keys(value)
    .filter((name) => fields[name] === undefined)
    .map((): FieldProblem => ({
      path,
      rule: 'unknown-field',
      message: 'has a field that is not known here',
    }));
  const known = Object.values(fields).flatMap((field) => {
    const given = Object.hasOwn(value, field.name) ? value[field.name] : undefined;
    if (given === undefined && !isRequiredInputField(field)) return [];
    return typeProblems(given, field.type, `${path}.${field.name}`);
  });
  return [...unknown, ...known];
}

function leafProblems(value: unknown, type: GraphQLLeafType, path: string): FieldProblem[] {
  try {
    type.parseValue(value);
    return [];
  } catch {
    // What the parser says names types and repeats the value; this says the same without either.
    return [{ path, rule: 'type', message: leafMessage(type) }];
  }
}

function leafMessage(type: GraphQLLeafType): string {
  if (isEnumType(type))
    return `must be one of ${type
      .getValues()
      .map(({ name }) => name)
      .join(', ')}`;
  if (type.name === 'Int') return 'must be a whole number';
  if (type.name === 'Boolean') return 'must be true or false';
  return 'must be text';
}
