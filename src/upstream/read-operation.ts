/** From an HTTP request to the one operation that it asks for: GraphQL over HTTP, and the multipart form of it for files. */
import type { IncomingMessage } from 'node:http';

import { mediaTypeOf, readBytes, readJson } from '../http/json-body.js';
import { badRequest } from '../http/problem.js';

export interface OperationRequest {
  /** Undefined where the document is named by its hash. */
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** SHA-256 of the document, hex, or what a list of trusted documents calls it. */
  readonly documentId: string | undefined;
  readonly upload: Upload | undefined;
}

/** Files of a multipart request, as the form has them. */
export interface Upload {
  /** By the name of a part: the places in `variables` where it stands. */
  readonly map: Readonly<Record<string, readonly string[]>>;
  readonly files: ReadonlyMap<string, Blob>;
}

/** @param search with its question mark, or empty. @throws AppError BAD_REQUEST. */
export async function readOperation(
  request: IncomingMessage,
  search: string,
  limitBytes: number,
): Promise<OperationRequest> {
  if (request.method === 'GET') return toOperation(readSearch(search));
  if (mediaTypeOf(request) === 'multipart/form-data') return readMultipart(request, limitBytes);
  return toOperation(await readJson(request, limitBytes));
}

function readSearch(search: string): unknown {
  const parameters = new URLSearchParams(search);
  const given = (name: string) => parameters.get(name) ?? undefined;
  return {
    query: given('query'),
    operationName: given('operationName'),
    documentId: given('documentId'),
    variables: parseParameter(given('variables'), 'variables'),
    extensions: parseParameter(given('extensions'), 'extensions'),
  };
}

function parseParameter(text: string | undefined, name: string): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    throw badRequest(400, `The parameter ${name} is not JSON.`, error);
  }
}

function toOperation(body: unknown, upload?: Upload): OperationRequest {
  if (Array.isArray(body)) throw badRequest(400, 'Send one operation at a time.');
  if (!isRecord(body)) throw badRequest(400, 'Send a JSON object with the operation in query.');
  const { variables, extensions } = body;
  if (variables !== undefined && variables !== null && !isRecord(variables))
    throw badRequest(400, 'variables is a JSON object.');
  const query = textOf(body, 'query');
  const documentId = textOf(body, 'documentId') ?? persistedHash(extensions);
  if (query === undefined && documentId === undefined) throw badRequest(400, 'Send the operation in query.');
  const operationName = textOf(body, 'operationName');
  return { query, operationName, documentId, variables: variables ?? {}, upload };
}

function textOf(body: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw badRequest(400, `${name} is a text.`);
  return value;
}

/** As Apollo's clients name a document (automatic persisted queries, version 1). */
function persistedHash(extensions: unknown): string | undefined {
  const persisted = isRecord(extensions) ? extensions['persistedQuery'] : undefined;
  if (!isRecord(persisted)) return undefined;
  const { version, sha256Hash } = persisted;
  if (version !== 1 || typeof sha256Hash !== 'string')
    throw badRequest(400, 'persistedQuery has version 1 and a sha256Hash.');
  return sha256Hash;
}

/**
 * GraphQL multipart request specification. It is taken apart and put together anew: of two parts of one name, the upstream might
 * take the one that was not judged.
 */
async function readMultipart(request: IncomingMessage, limitBytes: number): Promise<OperationRequest> {
  const bytes = await readBytes(request, limitBytes);
  const form = await readForm(bytes, request.headers['content-type'] ?? '');
  const operations = parsePart(form, 'operations');
  const map = parsePart(form, 'map');
  if (!isRecord(map) || !Object.values(map).every(isPathList))
    throw badRequest(400, 'The part map names the places of each file.');
  const files = new Map<string, Blob>();
  for (const name of Object.keys(map)) {
    const file = form.get(name);
    if (!(file instanceof Blob)) throw badRequest(400, 'A file that the part map names is missing.');
    files.set(name, file);
  }
  return toOperation(operations, { map: map as Upload['map'], files });
}

async function readForm(bytes: Buffer, contentType: string) {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  } catch (error) {
    throw badRequest(400, 'The form cannot be read.', error);
  }
}

function parsePart(form: { getAll(name: string): unknown[] }, name: string): unknown {
  const [part, ...more] = form.getAll(name);
  if (typeof part !== 'string' || more.length > 0) throw badRequest(400, `The form has one text ${name}.`);
  try {
    return JSON.parse(part) as unknown;
  } catch (error) {
    throw badRequest(400, `The part ${name} is not JSON.`, error);
  }
}

function isPathList(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) && value.every((path) => typeof path === 'string' && path.startsWith('variables.'))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
