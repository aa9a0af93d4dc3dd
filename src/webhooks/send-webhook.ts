/**
 * One attempt to hand a webhook over: one connection, to an address that was judged, without redirects, within ten seconds.
 * Knows nothing of deliveries; what the receiver answers is bounded, and read for its status alone.
 */
import { type LookupAddress, promises as dns } from 'node:dns';
import { type IncomingMessage, request as requestPlainly, type RequestOptions } from 'node:http';
import { request as requestEncrypted } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

import type { Clock } from '../foundation/clock.js';
import type { AddressGuard } from './address-guard.js';
import { signWebhook } from './sign-webhook.js';

/** For all of it: names, connection, TLS, the answer. */
const TIMEOUT_MS = 10_000;
/** A receiver may say more than anybody reads; past this the connection is cut. */
const MAX_ANSWER_BYTES = 65_536;

export interface WebhookMessage {
  /** The same at each attempt: receivers tell by it what they have seen. */
  readonly id: string;
  readonly body: string;
}

export interface WebhookTarget {
  readonly url: string;
  readonly secrets: readonly string[];
}

export interface WebhookAnswer {
  /** `gone`: 410, the receiver wants nothing more. */
  readonly outcome: 'taken' | 'failed' | 'gone';
  /** Absent: nobody answered. */
  readonly status?: number | undefined;
  /** Why it failed: a code of the connection, ADDRESS_REFUSED, TIMEOUT, or HTTP_ and the status. */
  readonly fault?: string;
  /** What the receiver asks for by Retry-After, unbounded. */
  readonly retryAfterMs?: number | undefined;
}

/** Never rejects. @param signal ends it, as a failure. */
export type SendWebhook = (
  target: WebhookTarget,
  message: WebhookMessage,
  signal?: AbortSignal,
) => Promise<WebhookAnswer>;

export interface SendWebhookOptions {
  readonly guard: AddressGuard;
  readonly clock: Clock;
  /** All addresses of a name; absent: as the system knows them. */
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>;
  readonly timeoutMs?: number;
  /** Of the authority that has signed the receiver's certificate; absent: those that Node trusts. */
  readonly ca?: string;
}

class RefusedAddress extends Error {
  readonly code = 'ADDRESS_REFUSED';
}

export function createSendWebhook(options: SendWebhookOptions): SendWebhook {
  return async (target, message, signal) => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      abort.abort();
    }, options.timeoutMs ?? TIMEOUT_MS);
    const onStop = () => {
      abort.abort();
    };
    signal?.addEventListener('abort', onStop);
    try {
      return judge(await exchange(options, target, message, abort.signal), options.clock);
    } catch (error) {
      return { outcome: 'failed', fault: faultOf(error) };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onStop);
    }
  };
}

interface Received {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

function exchange(
  options: SendWebhookOptions,
  { url: written, secrets }: WebhookTarget,
  { id, body }: WebhookMessage,
  signal: AbortSignal,
): Promise<Received> {
  const url = new URL(written);
  const timestampSeconds = Math.floor(options.clock.now().getTime() / 1_000);
  const headers = {
    ...signWebhook({ id, timestampSeconds, body }, secrets),
    ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    'user-agent': 'Portcullis-Webhooks/1',
  };
  const how = { method: 'POST', headers, signal, agent: false, ...routeTo(url, options) } as const;
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === 'https:'
        ? requestEncrypted(url, { ...how, ...(options.ca !== undefined && { ca: options.ca }) })
        : requestPlainly(url, how);
    request.on('error', reject);
    request.once('response', (response) => {
      const { statusCode = 0, headers: answered } = response;
      drain(response, () => {
        resolve({ status: statusCode, retryAfter: answered['retry-after'] });
      });
    });
    request.end(body);
  });
}

/**
 * Node connects to what `lookup` gives it and asks nobody else, so the address that is judged is the one that is connected to: a name
 * that is resolved twice could be another one the second time.
 * @throws RefusedAddress for an address in the URL itself, of which no lookup is made.
 */
function routeTo({ hostname, protocol }: URL, options: SendWebhookOptions): Pick<RequestOptions, 'lookup'> {
  const { guard, resolve = resolveBySystem } = options;
  const isEncrypted = protocol === 'https:';
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !guard.allows(literal, isEncrypted)) throw new RefusedAddress();
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

/** The status has come already: however the rest ends, it is what counts. */
function drain(response: IncomingMessage, done: () => void): void {
  let received = 0;
  response.on('data', ({ length }: Buffer) => {
    received += length;
    if (received > MAX_ANSWER_BYTES) response.destroy();
  });
  response.on('error', () => undefined);
  response.once('close', done);
}

function judge({ status, retryAfter }: Received, clock: Clock): WebhookAnswer {
  if (status >= 200 && status <= 299) return { outcome: 'taken', status };
  const fault = `HTTP_${status}`;
  if (status === 410) return { outcome: 'gone', status, fault };
  return { outcome: 'failed', status, fault, retryAfterMs: readRetryAfter(retryAfter, clock) };
}

/** Seconds or a date (RFC 9110 section 10.2.3). */
function readRetryAfter(written: string | undefined, clock: Clock): number | undefined {
  if (written === undefined) return undefined;
  if (/^\d{1,9}$/.test(written)) return Number(written) * 1_000;
  const until = Date.parse(written);
  return Number.isNaN(until) ? undefined : until - clock.now().getTime();
}

function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'FAILED';
  if (error.name === 'AbortError') return 'TIMEOUT';
  const { code } = error as NodeJS.ErrnoException;
  // Where every address of a name refuses, the reason of the first stands for all.
  const [first] = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [];
  return (code ?? first?.code ?? 'FAILED').slice(0, 64);
}
