/**
 * Fetches documents of the gateway, which decide whom this service believes: no redirect, bounded time and size, only
 * the media type that was asked for, and no plain http over a network.
 */
export interface GatewayClientOptions {
  readonly fetch: typeof fetch;
  readonly allowHttp: boolean;
}

/** Larger answers are refused: a key set is about 2 KB, and a list of 10,000 revoked sessions 350 KB. */
const MAX_BYTES = 1_048_576;

export interface FetchedText {
  readonly text: string;
  readonly etag: string | null;
}

export interface Question {
  /** Media types that are taken as an answer. */
  readonly accept: readonly string[];
  readonly signal: AbortSignal;
  /** To be told 304 where nothing has changed. */
  readonly etag?: string | null | undefined;
  readonly form?: URLSearchParams;
  readonly authorization?: string;
}

export class GatewayClient {
  constructor(private readonly options: GatewayClientOptions) {}

  /**
   * @returns undefined for 304.
   * @throws Error that says why the answer cannot be used.
   */
  async ask(url: string, question: Question): Promise<FetchedText | undefined> {
    const { etag, form, authorization, signal } = question;
    const headers: Record<string, string> = {
      accept: question.accept.join(', '),
      // Caches on the way may hold a key that was withdrawn.
      'cache-control': 'no-cache',
    };
    if (etag) headers['if-none-match'] = etag;
    if (authorization !== undefined) headers['authorization'] = authorization;
    const method = form === undefined ? 'GET' : 'POST';
    const init = { method, headers, redirect: 'manual', signal, ...(form && { body: form }) } as const;
    const response = await this.options.fetch(checkUrl(url, this.options.allowHttp), init);
    if (response.status === 304 && etag) return undefined;
    const problem = findProblem(response, question.accept);
    if (problem !== undefined) {
      await discard(response);
      throw new Error(`${url} answered ${problem}.`);
    }
    return { text: await readText(response, url, signal), etag: response.headers.get('etag') };
  }

  async askJson(url: string, question: Omit<Question, 'etag'>): Promise<Readonly<Record<string, unknown>>> {
    return parseObject((await this.ask(url, question))?.text ?? '', url);
  }
}

/** @throws Error where it is no JSON object. */
export function parseObject(text: string, url: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the text.
    throw new Error(`${url} answered no JSON.`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw new Error(`${url} answered no JSON object.`);
}

const loopback = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Who can change the key set on its way can sign tokens (RFC 8725 section 3.1, RFC 8414 section 3).
 * @throws TypeError for what is no https URL; http to this machine is taken.
 */
export function checkUrl(url: string, allowHttp: boolean): string {
  if (URL.canParse(url) && isTrusted(new URL(url), allowHttp)) return url;
  throw new TypeError(`${url} is no https URL that the guard can fetch from (for plain http: allowHttp).`);
}

function isTrusted({ protocol, hostname, username, password, hash }: URL, allowHttp: boolean): boolean {
  // fetch refuses URLs with credentials, and a fragment has no business in an identifier (RFC 8414 section 2).
  if (username !== '' || password !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && (allowHttp || loopback.test(hostname)));
}

function findProblem({ status, headers }: Response, accepted: readonly string[]): string | undefined {
  if (status !== 200) return status ? String(status) : 'with a redirect';
  const [mediaType = ''] = (headers.get('content-type') ?? '').split(';', 1);
  if (accepted.includes(mediaType.trim().toLowerCase())) return undefined;
  return `${mediaType || 'no media type'} for ${accepted.join(' or ')}`;
}

/** Frees the connection. One that broke off meanwhile is free: that says no more than what is told already. */
async function discard({ body }: Response): Promise<void> {
  await body?.cancel().catch(() => undefined);
}

/**
 * Counted as it comes, after inflating: a small answer can become a large one.
 * @param signal of the question. Node's fetch forgets it with the next garbage once the head is there (20.20.2).
 */
async function readText(response: Response, url: string, signal: AbortSignal): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = response.body?.getReader();
  const cancel = () => {
    reader?.cancel().catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  let bytes = 0;
  let text = '';
  try {
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      const chunk = part.value as Uint8Array;
      bytes += chunk.byteLength;
      if (bytes > MAX_BYTES) throw new Error(`${url} answered more than ${MAX_BYTES} bytes.`);
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    cancel();
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  signal.throwIfAborted();
  return text + decoder.decode();
}
