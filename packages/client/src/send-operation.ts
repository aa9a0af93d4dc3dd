/** One operation to the gateway and its answer. Knows nothing of sessions. */
import type { ErrorCode } from './error-code.js';
import { documentOf } from './operation-document.js';
import { type ErrorDetails, PortcullisError } from './portcullis-error.js';
import type { Clock, Ports } from './ports.js';
import type { TokenTransport } from './transport.js';

interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
}

/** @returns what the operation's one field holds. @throws PortcullisError, or what `signal` was aborted with. */
export type SendOperation = (
  name: string,
  variables: unknown,
  accessToken: string | undefined,
  options?: SendOptions,
) => Promise<unknown>;

export interface SendOperationOptions {
  readonly url: string;
  readonly transport: TokenTransport;
  readonly timeoutMs: number;
  readonly ports: Pick<Ports, 'fetch' | 'clock'>;
}

/** GraphQL's answer, or a problem document (RFC 9457). Whoever answers may not be the gateway: nothing is sure. */
interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message?: string; readonly extensions?: unknown }[];
  readonly title?: string;
}

export function createSendOperation(options: SendOperationOptions): SendOperation {
  const { url, timeoutMs: usualMs, ports } = options;
  return async (name, variables, accessToken, { signal, timeoutMs = usualMs } = {}) => {
    const limit = limitTime(ports.clock, timeoutMs, signal);
    let response: Response | undefined;
    try {
      response = await ports.fetch(`${url}/graphql`, {
        method: 'POST',
        headers: headersFor(accessToken),
        body: JSON.stringify({ query: documentOf(name), variables }),
        credentials: options.transport === 'COOKIE' ? 'include' : 'omit',
        redirect: 'error',
        signal: limit.signal,
      });
      return readAnswer((await response.json()) as Answer | null, response);
    } catch (cause) {
      if (cause instanceof PortcullisError || signal?.aborted) throw cause;
      throw new PortcullisError('UNAVAILABLE', 'No answer of the gateway', { ...headersOf(response), cause });
    } finally {
      limit.end();
    }
  };
}

function headersFor(accessToken: string | undefined): Record<string, string> {
  return {
    'content-type': 'application/json',
    ...(accessToken && { authorization: `Bearer ${accessToken}` }),
  };
}

/** AbortSignal.any and its like are too young for some of our places. */
function limitTime(clock: Clock, ms: number, given?: AbortSignal) {
  const controller = new AbortController();
  const { signal } = controller;
  const abort = () => controller.abort(given?.reason);
  const timer = clock.setTimeout(() => controller.abort(new Error('Timed out')), ms);
  if (given?.aborted) abort();
  given?.addEventListener('abort', abort);
  const end = () => {
    clock.clearTimeout(timer);
    given?.removeEventListener('abort', abort);
  };
  return { signal, end };
}

/** @throws PortcullisError for a refusal, and TypeError for what the gateway would not say. */
function readAnswer(answer: Answer | null, response: Response): unknown {
  const { data, errors = [], title } = answer ?? {};
  const [failure] = errors;
  const told = failure ? failure.extensions : answer;
  if (isRefusal(told))
    throw new PortcullisError(told.code, failure?.message ?? title, { ...headersOf(response), ...told });
  const [result] = Object.values(data ?? {});
  if (failure || result === undefined) throw new TypeError(`HTTP ${response.status} of another shape`);
  return result;
}

function isRefusal(told: unknown): told is ErrorDetails & { readonly code: ErrorCode } {
  const { code } = (told ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^[A-Z\d_]+$/.test(code);
}

function headersOf(response: Response | undefined): ErrorDetails {
  return {
    retryAfter: Number(response?.headers.get('retry-after')) || undefined,
    requestId: response?.headers.get('x-request-id') ?? undefined,
  };
}
