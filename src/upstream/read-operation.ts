/** From an HTTP request to the one operation that it asks for: GraphQL over HTTP, and the multipart form of it for files. */
import type { IncomingMessage } from 'node:http';

import { readExactly, type ReadJson } from '../foundation/exact-json.js';
import { isRecord } from '../foundation/is-record.js';
import { isNestedDeeper } from '../foundation/nesting.js';
import { mediaTypeOf, readJson } from '../http/json-body.js';
import { badRequest } from '../http/problem.js';
import { fillPlaces, readMultipart, type Upload } from './read-multipart.js';

type Variables = Readonly<Record<string, unknown>>;

export interface OperationRequest {
  /** Undefined where the document is named by its hash. */
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  /** As they are judged: with something in the place of each file. */
  readonly variables: Variables;
  /** As they came. */
  readonly sentVariables: Variables;
  /** The same with the numbers that would be rounded; absent where there are none. */
  readonly exactVariables?: Variables;
  /** SHA-256 of the document, hex, or what a list of trusted documents calls it. */
  readonly documentId: string | undefined;
  readonly upload: Upload | undefined;
}

/** @param search with its question mark, or empty. @throws AppError BAD_REQUEST. */
export async function readOperation(
  request: IncomingMessage,
  search: string,
  limitBytes: number,
): Promise<OperationRequest> {
  if (request.method === 'GET') return toOperation(readSearch(search));
  if (mediaTypeOf(request) === 'multipart/form-data') {
    const { body, upload } = await readMultipart(request, limitBytes);
    return toOperation(body, upload);
  }
  return toOperation(await readJson(request, limitBytes, readExactly));
}

function readSearch(search: string): ReadJson {
  const parameters = new URLSearchParams(search);
  const given = (name: string) => parameters.get(name) ?? undefined;
  const variables = parseParameter(given('variables'), 'variables');
  const value = {
    query: given('query'),
    operationName: given('operationName'),
    documentId: given('documentId'),
    variables: variables?.value,
    extensions: parseParameter(given('extensions'), 'extensions')?.value,
  };
  return { value, ...(variables?.exact !== undefined && { exact: { variables: variables.exact } }) };
}

function parseParameter(text: string | undefined, name: string): ReadJson | undefined {
  try {
    return text === undefined ? undefined : readExactly(text);
  } catch (error) {
    throw badRequest(400, `The parameter ${name} is not JSON.`, error);
  }
}

/** @param read the body of a request, or the payload of a message. @throws AppError BAD_REQUEST. */
export function toOperation({ value: body, exact }: ReadJson, upload?: Upload): OperationRequest {
  if (Array.isArray(body)) throw badRequest(400, 'Send one operation at a time.');
  if (!isRecord(body)) throw badRequest(400, 'Send a JSON object with the operation in query.');
  const query = textOf(body, 'query');
  const documentId = textOf(body, 'documentId') ?? persistedHash(body['extensions']);
  if (query === undefined && documentId === undefined) throw badRequest(400, 'Send the operation in query.');
  const operationName = textOf(body, 'operationName');
  const sentVariables = variablesOf(body);
  const filled = upload === undefined ? sentVariables : fillPlaces(sentVariables, upload);
  const exactVariables = isRecord(exact) && isRecord(exact['variables']) ? exact['variables'] : undefined;
  return {
    ...{ query, operationName, documentId, upload, sentVariables, variables: filled },
    ...(exactVariables !== undefined && { exactVariables }),
  };
}

/** Of variables: what a scalar of an upstream's own takes has no shape that could say it. */
const MOST_LEVELS = 100;

function variablesOf({ variables = null }: Variables): Variables {
  if (variables === null) return {};
  if (isNestedDeeper(variables, MOST_LEVELS)) throw badRequest(400, 'variables are nested too deeply.');
  if (isRecord(variables)) return variables;
  throw badRequest(400, 'variables is a JSON object.');
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
