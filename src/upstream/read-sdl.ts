/** Where an upstream's SDL comes from: a file, a URL, or the upstream itself. */
import { readFile } from 'node:fs/promises';

import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, printSchema } from 'graphql';

import type { SdlSource, UpstreamSetting } from '../config/upstream-settings.js';
import { readBoundedOrThrow } from '../foundation/read-bounded.js';
import { withinTime } from '../foundation/within-time.js';

/** It could not be asked just now, which says nothing of the settings. */
export class SdlOutOfReach extends Error {
  override readonly name = 'SdlOutOfReach';
}

/** @throws SdlOutOfReach, Error; the message says, for whoever runs the gateway, what could not be read. */
export type ReadSdl = (upstream: Pick<UpstreamSetting, 'url' | 'sdl'>) => Promise<string>;

const MAX_BYTES = 10 * 1_024 * 1_024;

export function createReadSdl(fetch: typeof globalThis.fetch): ReadSdl {
  const ask = async (url: string, token: string | undefined, query?: string): Promise<string> => {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const init: RequestInit =
      query === undefined
        ? { headers: authorization }
        : {
            method: 'POST',
            headers: { ...authorization, 'content-type': 'application/json', accept: 'application/json' },
            body: JSON.stringify({ query }),
          };
    const response = await withinTime(async (signal) => {
      const answer = await fetch(url, { ...init, redirect: 'error', signal });
      const bytes = await readBoundedOrThrow(answer, MAX_BYTES, signal);
      return { isOk: answer.ok, status: answer.status, text: bytes.toString() };
    }).catch((error: unknown) => {
      throw new SdlOutOfReach(`${url} tells nothing: ${reasonOf(error)}`, { cause: error });
    });
    const { isOk, status, text } = response;
    if (isOk) return text;
    const says = `${url} answers with status ${status}`;
    throw status >= 500 || status === 429 ? new SdlOutOfReach(says) : new Error(says);
  };
  return async ({ url, sdl }) => {
    if (sdl.kind === 'file') return readFile(sdl.file, 'utf8');
    if (sdl.kind === 'url') return ask(sdl.url, sdl.token);
    const query = sdl.kind === 'service' ? '{ _service { sdl } }' : getIntrospectionQuery();
    return toSdl(sdl.kind, parseData(await ask(url, sdl.token, query), url));
  };
}

function parseData(text: string, url: string): object {
  try {
    const { data } = JSON.parse(text) as { readonly data?: unknown };
    if (typeof data === 'object' && data !== null) return data;
  } catch {
    // Said below.
  }
  throw new Error(`${url} does not tell its schema`);
}

function toSdl(kind: SdlSource['kind'], data: object): string {
  if (kind === 'introspection') return printSchema(buildClientSchema(data as IntrospectionQuery));
  const { _service } = data as { readonly _service?: { readonly sdl?: unknown } };
  if (typeof _service?.sdl === 'string') return _service.sdl;
  throw new Error('_service tells no sdl');
}

/** Of fetch, whose own message is always the same. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Where it is written: a file or a URL, where it comes from one. */
export function placeOf({ sdl }: Pick<UpstreamSetting, 'sdl'>): string | undefined {
  if (sdl.kind === 'file') return sdl.file;
  return sdl.kind === 'url' ? sdl.url : undefined;
}
