/** Settings that take a file of their own: read whole, and every mistake told with the line it stands in. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';

import { text } from './kinds.js';

/** What stands in the file, and where it lies: paths in it are meant from there. */
export interface FileContents<Contents> {
  readonly folder: string;
  readonly contents: Contents;
}

/**
 * The path of a .yaml or .json file, from the working directory. JSON is read as the YAML that it is, so that it has lines too.
 * What stands in the file is never repeated: there may be a secret in it.
 * @param list the member of the contents that may stand in place of a path, as the list that it is; paths in it are meant from the
 * working directory.
 */
export function yamlFile<Contents extends z.ZodType>(contents: Contents, list: string) {
  return text.transform((given, context): FileContents<z.output<Contents>> => {
    const isList = given.trimStart().startsWith('[');
    const [folder, names] = isList ? [resolve(), ''] : [dirname(resolve(given)), `names ${given}, which `];
    const refuse = (says: string) => {
      context.addIssue(`${names}${says}`);
      return z.NEVER;
    };
    let source: string;
    try {
      source = isList ? `{"${list}":\n${given}}` : readFileSync(given, 'utf8');
    } catch (error) {
      return refuse(`cannot be read: ${(error as Error).message}`);
    }
    const lines = new LineCounter();
    const placeOf: PlaceOf = (offset) => {
      const { line, col } = lines.linePos(offset);
      // What a list is given to be a document has a line of its own.
      return `${line - Number(isList)}:${col}`;
    };
    const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
    const [fault] = document.errors;
    if (fault !== undefined) return refuse(`is no YAML at line ${placeOf(fault.pos[0])}: ${fault.message}`);
    const parsed = contents.safeParse(document.toJS());
    if (parsed.success) return { folder, contents: parsed.data };
    const mistakes = parsed.error.issues.flatMap(tellWith(document, placeOf));
    return refuse(`is wrong:${mistakes.length === 1 ? ' ' : SEPARATOR}${mistakes.join(SEPARATOR)}`);
  });
}

/** `12:3`. */
type PlaceOf = (offset: number) => string;

/** Below the setting, which is one of a list. */
const SEPARATOR = '\n      ';

function tellWith(document: Document, placeOf: PlaceOf) {
  return (issue: z.core.$ZodIssue): string[] => {
    if (issue.code !== 'unrecognized_keys') return [tell(issue.path, issue.message)];
    return issue.keys.map((key) => tell([...issue.path, key], 'is no setting'));
  };
  function tell(path: readonly PropertyKey[], says: string): string {
    return `line ${placeOf(offsetOf(document, path))}, ${nameOf(path)} ${says}`;
  }
}

/** Of the key where there is one, else of what it would stand in. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  const last = path.at(-1);
  const above = document.getIn(path.slice(0, -1), true);
  if (isMap(above)) {
    const pair = above.items.find(({ key }) => isScalar(key) && key.value === last);
    if (pair !== undefined && isScalar(pair.key)) return pair.key.range?.[0] ?? 0;
  }
  const node = document.getIn(path, true);
  if (isNode(node)) return node.range?.[0] ?? 0;
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1));
}

/** `upstreams[0].url`. */
function nameOf(path: readonly PropertyKey[]): string {
  const name = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
  return name === '' ? 'the file' : name;
}
