import type { Random } from './random.js';

interface Field {
  readonly name: string;
  /** Without wrappers. */
  readonly named: string;
  readonly type: string;
  readonly args: string;
}

interface Fielded {
  readonly name: string;
  readonly implemented: readonly Fielded[];
  readonly fields: readonly Field[];
}

const scalars = ['Int', 'String', 'ID', 'Boolean', 'Colour'] as const;
const objectNames = ['A', 'B', 'C', 'D', 'E'] as const;
const interfaceNames = ['I', 'J', 'K'] as const;
const unionNames = ['U', 'V'] as const;

/** A valid schema with `@auth` wherever it may stand, over interfaces that implement interfaces, unions, lists and non-null. */
export function generateSdl(random: Random): string {
  const interfaces: Fielded[] = [];
  for (const name of interfaceNames) interfaces.push(generateFielded(random, name, interfaces));
  // The last one implements them all: an interface that nothing implements could never be resolved.
  const objects = objectNames.map((name) =>
    generateFielded(random, name, interfaces, name === 'E' ? 1 : 0.4),
  );
  const query = generateFielded(random, 'Query', []);
  const mutation = generateFielded(random, 'Mutation', []);
  return [
    'enum Role { USER ADMIN }',
    'enum Colour { RED GREEN }',
    'directive @auth(roles: [Role!] = [], permissions: [String!] = [], verified: Boolean = false) on OBJECT | INTERFACE | FIELD_DEFINITION',
    ...interfaces.map((type) => printFielded(random, 'interface', type)),
    ...objects.map((type) => printFielded(random, 'type', type)),
    ...unionNames.map(
      (name, index) => `union ${name} = ${objectNames.slice(index * 2, index * 2 + 3).join(' | ')}`,
    ),
    printFielded(random, 'type', query),
    printFielded(random, 'type', mutation),
  ].join('\n');
}

function generateFielded(
  random: Random,
  name: string,
  interfaces: readonly Fielded[],
  probability = 0.4,
): Fielded {
  const chosen = random.some(interfaces, probability);
  // Whoever implements an interface implements what that implements (GraphQL, section 3.6).
  const implemented = interfaces.filter(
    (each) => chosen.includes(each) || chosen.some((one) => one.implemented.includes(each)),
  );
  const inherited = new Map<string, Field>();
  // Of two interfaces that have the field the one that promises more.
  for (const field of implemented.flatMap(({ fields }) => fields))
    if (inherited.get(field.name)?.type.endsWith('!') !== true) inherited.set(field.name, field);
  const own = Array.from({ length: 2 + random.below(3) }, (_, index) =>
    generateField(random, `${name.toLowerCase()}${index}`),
  );
  const fields = [...[...inherited.values()].map((field) => narrowed(random, field)), ...own];
  return { name, implemented, fields };
}

function generateField(random: Random, name: string): Field {
  const named = random.chance(0.4)
    ? random.pick(scalars)
    : random.pick([...objectNames, ...objectNames, ...interfaceNames, ...unionNames]);
  return {
    name,
    named,
    type: wrap(random, named),
    args: random.chance(0.3) ? '(n: Int = 1, s: String)' : '',
  };
}

function wrap(random: Random, named: string): string {
  const bang = () => (random.chance(0.35) ? '!' : '');
  const inner = `${named}${bang()}`;
  if (random.chance(0.65)) return inner;
  const list = `[${inner}]${bang()}`;
  return random.chance(0.2) ? `[${list}]${bang()}` : list;
}

/** An implementing field may promise more than the interface's does. */
function narrowed(random: Random, field: Field): Field {
  return random.chance(0.3) && !field.type.endsWith('!') ? { ...field, type: `${field.type}!` } : field;
}

function printFielded(random: Random, kind: string, { name, implemented, fields }: Fielded): string {
  const clause =
    implemented.length === 0 ? '' : ` implements ${implemented.map((each) => each.name).join(' & ')}`;
  const lines = fields.map((field) => `  ${field.name}${field.args}: ${field.type}${auth(random, 0.2)}`);
  const isRoot = name === 'Query' || name === 'Mutation';
  return `${kind} ${name}${clause}${auth(random, isRoot ? 0.03 : 0.12)} {\n${lines.join('\n')}\n}`;
}

function auth(random: Random, probability: number): string {
  if (!random.chance(probability)) return '';
  return random.pick([
    ' @auth',
    ' @auth(roles: [ADMIN])',
    ' @auth(roles: [USER, ADMIN], verified: true)',
    ' @auth(permissions: ["write"])',
    ' @auth(verified: true)',
  ]);
}
