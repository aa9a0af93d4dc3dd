/**
 * Finds what code-first schemas ask for in `extensions`, in the shapes that builders of schemas write:
 *
 * - `auth: true`, an object, or a list of both (`false` where it is switched off);
 * - `directives: { auth: … }`, with the same values (graphql-tools, Pothos with `useGraphQLToolsUnorderedDirectives`);
 * - `directives: [{ name: 'auth', args: { … } }]` (graphql-tools, Pothos, graphql-compose), or a list of the former;
 * - `directives: [node]`, as parsed from `@auth(…)`;
 * - any of these in the options that Nexus and Pothos keep for their plugins.
 *
 * Whatever names `auth` in another shape is a mistake: its author believes that it guards something.
 */
import type { ConstDirectiveNode } from 'graphql';

/** @throws TypeError for a name that is meant to be `auth` and is not, since nothing would look for it. */
export function isAuthName(name: unknown): boolean {
  if (typeof name !== 'string' || !/^@?auth$/i.test(name)) return false;
  if (name === 'auth') return true;
  throw new TypeError(`It is written auth, and not ${name}.`);
}

export function isNode(written: unknown): written is ConstDirectiveNode {
  return isObject(written) && written['kind'] === 'Directive' && isObject(written['name']);
}

/** @returns requirements as they are written, not yet checked, and nodes of directives, also of others. */
export function findWritten(extensions: object | null | undefined): unknown[] {
  const { nexus, pothosOptions } = (extensions ?? {}) as Record<string, unknown>;
  const config = isObject(nexus) ? nexus['config'] : undefined;
  return [extensions, config, pothosOptions].filter(isObject).flatMap((holder) => {
    const { directives, ...others } = holder;
    return [...findNamed(others), ...findInDirectives(directives)];
  });
}

function findNamed(record: Readonly<Record<string, unknown>>): unknown[] {
  return Object.entries(record).flatMap(([name, value]) => (isAuthName(name) ? listOf(value) : []));
}

function listOf(value: unknown): readonly unknown[] {
  if (value === false) return [];
  const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
  if (isEmpty) throw new TypeError('auth is true, false, an object, or a list that is not empty.');
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

function findInDirectives(directives: unknown): unknown[] {
  if (typeof directives === 'string') return refuseText(directives);
  if (!isObject(directives)) return [];
  if (isNode(directives)) return [directives];
  if (isIterable(directives)) return [...directives].flatMap(findInDirectives);
  if (!isAuthName(directives['name'])) return findNamed(directives);
  const { name: _name, args = {}, ...unknown } = directives;
  const [member] = Object.keys(unknown);
  if (member === undefined) return [args];
  throw new TypeError(`The directive auth of the extensions has name and args, and no ${member}.`);
}

function refuseText(text: string): [] {
  if (!/^\s*@?auth\b/i.test(text)) return [];
  throw new TypeError(`${text} is a text, which is not read: write { name: 'auth', args: { … } }.`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}
