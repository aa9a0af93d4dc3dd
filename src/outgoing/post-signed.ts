/**
 * What the gateway sends to addresses that its operator has named: webhooks, and hooks that decide. One signed POST is one connection, to
 * an address that was judged, without redirects, within a time, and what is answered is bounded. Knows nothing of what is told, of
 * attempts, or of what an answer means.
 */
import { type LookupAddress, promises as dns } from 'node:dns';
import {
  type ClientRequest,
  type IncomingMessage,
  request as requestPlainly,
  type RequestOptions,
} from 'node:http';
import { request as requestEncrypted } from 'node:https';
import type { LookupFunction } from 'node:net';

import type { Clock } from '../foundation/clock.js';
import { type AddressGuard, literalAddress } from './address-guard.js';
import { signWebhook } from './sign-webhook.js';

/** A receiver may say more than anybody reads; past this the connection is cut. */
const MAX_ANSWER_BYTES = 65_536;

/** JSON that is told once, or again under the same id. */
export interface PostMessage {
  /** `webhook-id`, the same at each attempt: receivers tell by it what they have seen. */
  readonly id: string;
  readonly body: string;
}

/** Who is told, as settings have it (config/outgoing-kinds.ts). */
export interface PostTarget {
  /** By http only to loopback addresses that are allowed. */
  readonly url: string;
  /** `whsec_` and standard base64: each of them signs. */
  readonly secrets: readonly string[];
}

/** Whatever its status; a redirect is an answer like any other. */
export interface PostAnswered {
  readonly status: number;
  /** As the receiver wrote it. */
  readonly retryAfter: string | undefined;
  /** UTF-8; undefined where it was longer than 64 KiB, or broke off, or did not come in time. */
  readonly text: string | undefined;
}

/** There is no answer. `fault` is a code: ADDRESS_REFUSED, TIMEOUT, STOPPED, or one of Node's such as ECONNREFUSED. */
interface PostFailed {
  readonly fault: string;
}

/** Never rejects. @param signal ends it at once, by STOPPED. */
export type PostSigned = (
  target: PostTarget,
  message: PostMessage,
  signal?: AbortSignal,
) => Promise<PostAnswered | PostFailed>;

export interface PostSignedOptions {
  readonly guard: AddressGuard;
  readonly clock: Clock;
  /** Real milliseconds for all of it: names, connection, TLS, the answer. */
  readonly timeoutMs: number;
  /** As receivers see it: `Portcullis-Webhooks/1`. */
  readonly userAgent: string;
  /** All addresses of a name; absent: as the system knows them. */
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>;
  /** Of the authority that has signed the receiver's certificate; absent: those that Node trusts. */
  readonly ca?: string;
}

class RefusedAddress extends Error {
  readonly code = 'ADDRESS_REFUSED';
}

/** One for each kind of thing that is sent, since each has a time of its own. */
export function createPostSigned(options: PostSignedOptions): PostSigned {
  return async (target, message, signal) => {
    const abort = new AbortController();
    const end = () => {
      abort.abort();
    };
    const timer = setTimeout(end, options.timeoutMs);
    signal?.addEventListener('abort', end);
    // A signal that was aborted before tells nobody any more.
    if (signal?.aborted === true) end();
    try {
      return await exchange(options, target, message, abort.signal);
    } catch (error) {
      return { fault: signal?.aborted === true ? 'STOPPED' : faultOf(error) };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    }
  };
}

async function exchange(
  options: PostSignedOptions,
  { url: written, secrets }: PostTarget,
  { id, body }: PostMessage,
  signal: AbortSignal,
): Promise<PostAnswered> {
  const url = new URL(written);
  const timestampSeconds = Math.floor(options.clock.now().getTime() / 1_000);
  const headers = {
    ...signWebhook({ id, timestampSeconds, body }, secrets),
    ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    'user-agent': options.userAgent,
  };
  const how = { method: 'POST', headers, signal, agent: false, ...routeTo(url, options) } as const;
  const request =
    url.protocol === 'https:'
      ? requestEncrypted(url, { ...how, ...(options.ca !== undefined && { ca: options.ca }) })
      : requestPlainly(url, how);
  const answered = answerOf(request);
  request.end(body);
  const response = await answered;
  return {
    status: response.statusCode ?? 0,
    retryAfter: response.headers['retry-after'],
    text: await readText(response),
  };
}

/** Where it switches protocols, Node tells of the end alone: neither of an answer nor of an error. */
function answerOf(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.once('response', resolve);
    request.once('close', () => {
      reject(Object.assign(new Error('closed without an answer'), { code: 'ECONNRESET' }));
    });
  });
}

/**
 * Node connects to what `lookup` gives it and asks nobody else, so the address that is judged is the one that is connected to: a name
 * that is resolved twice could be another one the second time.
 * @throws RefusedAddress for an address in the URL itself, of which no lookup is made.
 */
function routeTo({ hostname, protocol }: URL, options: PostSignedOptions): Pick<RequestOptions, 'lookup'> {
  const { guard, resolve = resolveBySystem } = options;
  const isEncrypted = protocol === 'https:';
  const literal = literalAddress(hostname);
  if (literal !== undefined && !guard.allows(literal, isEncrypted)) throw new RefusedAddress();
  const lookup: LookupFunction = (name, { all = false }, callback) => {
    const find = async () => {
      const allowed = (await resolve(name)).filter(({ address }) => guard.allows(address, isEncrypted));
      if (allowed[0] === undefined) throw new RefusedAddress();
      return [allowed[0], ...allowed.slice(1)] as const;
    };
    find().then(
      (found) => {
        if (all) callback(null, [...found]);
        else callback(null, found[0].address, found[0].family);
      },
      (error: unknown) => {
        callback(error as NodeJS.ErrnoException, '');
      },
    );
  };
  return { lookup };
}

function resolveBySystem(hostname: string): Promise<LookupAddress[]> {
  return dns.lookup(hostname, { all: true });
}

/** The status has come already: however the rest ends, this does not reject. */
function readText(response: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let received = 0;
  response.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received > MAX_ANSWER_BYTES) response.destroy();
    else chunks.push(chunk);
  });
  response.on('error', () => undefined);
  return new Promise((resolve) => {
    response.once('close', () => {
      const isWhole = response.complete && received <= MAX_ANSWER_BYTES;
      resolve(isWhole ? Buffer.concat(chunks).toString() : undefined);
    });
  });
}

function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'FAILED';
  if (error.name === 'AbortError') return 'TIMEOUT';
  const { code } = error as NodeJS.ErrnoException;
  // Where every address of a name refuses, the reason of the first stands for all.
  const [first] = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [];
  return (code ?? first?.code ?? 'FAILED').slice(0, 64);
}
