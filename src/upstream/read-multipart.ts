/**
 * Files beside an operation (GraphQL multipart request specification). The form is taken apart here and put together anew for the
 * upstream: of two parts of one name it might take the one that was not judged.
 */
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

import { Busboy, type BusboyHeaders } from '@fastify/busboy';

import { readExactly, type ReadJson } from '../foundation/exact-json.js';
import { readBytes } from '../http/json-body.js';
import { badRequest } from '../http/problem.js';

/** Files of a form, and where in the variables they belong. */
export interface Upload {
  /** By the name of a part: `variables.file`, `variables.files.0`. */
  readonly map: Readonly<Record<string, readonly string[]>>;
  readonly files: ReadonlyMap<string, File>;
}

interface Form {
  readonly texts: Map<string, string>;
  readonly files: Map<string, File>;
}

/** @returns `operations` as JSON has it. @throws AppError BAD_REQUEST. */
export async function readMultipart(
  request: IncomingMessage,
  limitBytes: number,
): Promise<{ readonly body: ReadJson; readonly upload: Upload }> {
  const bytes = await readBytes(request, limitBytes);
  const form = await readForm(bytes, request.headers['content-type'] ?? '').catch((error: unknown) => {
    throw badRequest(400, 'The form cannot be read.', error);
  });
  const { value: map } = parsePart(form, 'map');
  if (!isMap(map)) throw badRequest(400, 'The part map names the places of each file.');
  const files = new Map<string, File>();
  for (const name of Object.keys(map)) {
    const file = form.files.get(name);
    if (file === undefined) throw badRequest(400, 'A file that the part map names is missing.');
    files.set(name, file);
  }
  return { body: parsePart(form, 'operations'), upload: { map, files } };
}

async function readForm(bytes: Buffer, contentType: string): Promise<Form> {
  const form: Form = { texts: new Map(), files: new Map() };
  const headers: BusboyHeaders = { 'content-type': contentType };
  const parser = new Busboy({ headers, limits: { fieldSize: bytes.length, parts: MOST_PARTS } });
  const reading: Promise<unknown>[] = [];
  const doubts: string[] = [];
  const seen = new Set<string>();
  const note = (name: string) => {
    if (seen.has(name)) doubts.push('a name stands twice');
    seen.add(name);
  };
  parser.on('field', (name, text) => {
    note(name);
    form.texts.set(name, text);
  });
  parser.on('file', (name, stream, fileName, _encoding, type) => {
    note(name);
    const read = buffer(stream).then((held) => form.files.set(name, toFile(held, fileName, type)));
    // A form that ends within a file fails the form before anybody waits for the file.
    read.catch(() => undefined);
    reading.push(read);
  });
  parser.on('partsLimit', () => {
    doubts.push('there are too many parts');
  });
  await new Promise((resolve, reject) => {
    parser.on('finish', resolve);
    parser.on('error', reject);
    parser.end(bytes);
  });
  await Promise.all(reading);
  if (doubts.length > 0) throw new Error(doubts[0]);
  return form;
}

/** @param fileName what is left of one such as `..` is empty, and what has none is a text to many servers. */
function toFile(held: Buffer, fileName: string | undefined, type: string): File {
  return new File([held], fileName === undefined || fileName === '' ? 'blob' : fileName, { type });
}

const MOST_PARTS = 100;

function parsePart({ texts }: Form, name: string): ReadJson {
  try {
    return readExactly(texts.get(name) ?? '');
  } catch (error) {
    throw badRequest(400, `The form has no JSON in ${name}.`, error);
  }
}

function isMap(map: unknown): map is Upload['map'] {
  return (
    typeof map === 'object' && map !== null && !Array.isArray(map) && Object.values(map).every(isPathList)
  );
}

function isPathList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((path) => typeof path === 'string' && /^variables(\.\w+)+$/.test(path))
  );
}

/** The variables with something in the place of each file, where null stands: by themselves they would not fit. */
export function fillPlaces(
  variables: Readonly<Record<string, unknown>>,
  { map }: Upload,
): Readonly<Record<string, unknown>> {
  const filled = structuredClone({ variables });
  for (const [name, paths] of Object.entries(map))
    for (const path of paths) fillPlace(filled, path.split('.'), name);
  return filled.variables;
}

function fillPlace(root: object, path: readonly string[], name: string): void {
  let place = root as Record<string, unknown>;
  for (const part of path.slice(0, -1)) {
    const next = Object.hasOwn(place, part) ? place[part] : undefined;
    if (typeof next !== 'object' || next === null) throw noPlace();
    place = next as Record<string, unknown>;
  }
  const last = path.at(-1) ?? '';
  if (!Object.hasOwn(place, last) || place[last] !== null) throw noPlace();
  place[last] = name;
}

function noPlace() {
  return badRequest(400, 'The part map names a place of variables that is there and null for each file.');
}
