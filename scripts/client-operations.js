/**
 * Plugin of graphql-codegen (codegen.yml): schema/operations as what packages/client sends and offers. Each operation is a
 * document without blanks, and a typed method; nothing is written a second time. Not TypeScript: graphql-codegen loads it.
 */
import { isInputObjectType, Kind, print, stripIgnoredCharacters, typeFromAST, visit } from 'graphql';

/** What packages/client/src/call-operation.ts has to do with the variables. */
const FLAT = 1;
const INPUT_HAS_TRANSPORT = 2;
const HAS_TRANSPORT = 4;
/** What packages/client/src/operation-document.ts has to do: most documents follow from their variables and selections. */
const QUERY = 8;
const WHOLE = 16;

/**
 * @param {import('graphql').GraphQLSchema} schema
 * @param {{ document?: import('graphql').DocumentNode }[]} files
 */
export function plugin(schema, files) {
  const definitions = files.flatMap(({ document }) => document?.definitions ?? []);
  const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const operations = definitions
    .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
    .map((node) => describeOperation(schema, node, fragments));
  const texts = fragments.map((node) => `const ${node.name.value}='${compact(node)}';`);
  const documents = operations.map(
    ({ name, flags, texts, spread }) => `  ${name}: [${[flags, ...texts, ...spread].join(', ')}],`,
  );
  const methods = operations.map(
    ({ name, description, argument, result }) =>
      `  /** ${description} */\n  ${name}(${argument}): Promise<${result}>;`,
  );
  const content = [
    ...texts,
    '/** What is to be done with them, the variables, the selection, and the fragments that it spreads. */',
    'export type StoredDocument = readonly [flags: number, variables: string, selection: string, ...fragments: string[]];',
    'export const documents: Readonly<Record<string, StoredDocument>> = {',
    ...documents,
    '};',
    '',
    '/** What every call may be given beside its variables. */',
    'export interface CallOptions {',
    '  readonly signal?: AbortSignal | undefined;',
    '}',
    '',
    '/** Every operation of the gateway. */',
    'export interface Operations {',
    ...methods,
    '}',
  ].join('\n');
  return {
    prepend: [`import type { WithoutInputTransport, WithoutTransport } from '../transport.js';`],
    content,
  };
}

/**
 * @param {import('graphql').GraphQLSchema} schema
 * @param {import('graphql').OperationDefinitionNode} operation
 * @param {readonly import('graphql').FragmentDefinitionNode[]} fragments
 */
function describeOperation(schema, operation, fragments) {
  const field = onlyField(operation);
  if (operation.name === undefined) throw new TypeError('An operation has a name: its method has the same.');
  const title = operation.name.value;
  const type = `${title}${operation.operation === 'query' ? 'Query' : 'Mutation'}`;
  const { flags, argument } = describeVariables(schema, operation, type);
  const name = title.replace(/^./, (first) => first.toLowerCase());
  const stored = shorten(name, operation, field);
  return {
    name,
    flags: flags | stored.flags,
    texts: stored.texts.map((text) => `'${text}'`),
    argument: `${argument}, options?: CallOptions`,
    spread: spreadIn(operation, fragments),
    description: descriptionOf(schema, operation.operation, field.name.value),
    result: `${type}['${field.alias?.value ?? field.name.value}']`,
  };
}

/**
 * Without what follows from the rest: the one field is named as the method, and has the variables as its arguments.
 * @param {string} name
 * @param {import('graphql').OperationDefinitionNode} operation
 * @param {import('graphql').FieldNode} field
 */
function shorten(name, operation, field) {
  const variables = (operation.variableDefinitions ?? []).map(compact).join('');
  const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  const given = (field.arguments ?? []).map(compact).join(' ');
  const isUsual = field.name.value === name && given === names.map((each) => `${each}:$${each}`).join(' ');
  const selection = field.selectionSet ? compact(field.selectionSet) : '';
  const flags = operation.operation === 'query' ? QUERY : 0;
  return isUsual
    ? { flags, texts: [variables, selection] }
    : { flags: WHOLE, texts: ['', compact(operation)] };
}

/** @param {import('graphql').OperationDefinitionNode} operation */
function onlyField({ selectionSet: { selections } }) {
  const [field, ...others] = selections;
  if (field?.kind !== Kind.FIELD || others.length > 0)
    throw new TypeError('An operation has one field: it is what its method returns.');
  return field;
}

/**
 * @param {import('graphql').GraphQLSchema} schema
 * @param {import('graphql').OperationTypeNode} kind
 * @param {string} field
 */
function descriptionOf(schema, kind, field) {
  const { description } = schema.getRootType(kind)?.getFields()[field] ?? {};
  return (description ?? '').replace(/\s+/g, ' ');
}

/**
 * @param {import('graphql').GraphQLSchema} schema
 * @param {import('graphql').OperationDefinitionNode} operation
 * @param {string} type
 */
function describeVariables(schema, { variableDefinitions = [] }, type) {
  if (variableDefinitions.length === 0) return { flags: 0, argument: 'variables?: null' };
  const names = variableDefinitions.map(({ variable }) => variable.name.value);
  const input = variableDefinitions[names.indexOf('input')];
  const isFlat = input !== undefined && names.length === 1;
  const inputHasTransport = input !== undefined && fieldsOf(schema, input.type).includes('transport');
  const optional = variableDefinitions.some(({ type: { kind } }) => kind === Kind.NON_NULL_TYPE) ? '' : '?';
  const taken = isFlat ? `${type}Variables['input']` : `${type}Variables`;
  const wrapper = inputHasTransport && !isFlat ? 'WithoutInputTransport' : 'WithoutTransport';
  return {
    flags: flagsOf(isFlat, inputHasTransport, names.includes('transport')),
    argument: `variables${optional}: ${wrapper}<${taken}>`,
  };
}

/** @param {boolean} isFlat @param {boolean} inputHasTransport @param {boolean} hasTransport */
function flagsOf(isFlat, inputHasTransport, hasTransport) {
  return (
    (isFlat ? FLAT : 0) | (inputHasTransport ? INPUT_HAS_TRANSPORT : 0) | (hasTransport ? HAS_TRANSPORT : 0)
  );
}

/**
 * @param {import('graphql').GraphQLSchema} schema
 * @param {import('graphql').TypeNode} node
 */
function fieldsOf(schema, node) {
  const plain = node.kind === Kind.NON_NULL_TYPE ? node.type : node;
  const type = plain.kind === Kind.NAMED_TYPE ? typeFromAST(schema, plain) : undefined;
  return isInputObjectType(type) ? Object.keys(type.getFields()) : [];
}

/**
 * The names of the fragments that a node spreads, directly or by others, each once.
 * @param {import('graphql').ASTNode} node
 * @param {readonly import('graphql').FragmentDefinitionNode[]} fragments
 */
function spreadIn(node, fragments) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {import('graphql').ASTNode} part */
  const look = (part) => {
    visit(part, {
      FragmentSpread({ name: { value } }) {
        const fragment = fragments.find(({ name }) => name.value === value);
        if (fragment === undefined || found.has(value)) return;
        found.add(value);
        look(fragment);
      },
    });
  };
  look(node);
  return [...found];
}

/** @param {import('graphql').ASTNode} node */
function compact(node) {
  return stripIgnoredCharacters(print(node));
}
