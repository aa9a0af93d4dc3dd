import { z } from 'zod';

import { readBounded } from '../foundation/read-bounded.js';

/** What a provider says of a token. */
export interface Verdict {
  readonly success: boolean;
  /** Of the page, or the package of the mobile app; undefined where neither is told. */
  readonly hostname: string | undefined;
  /** Only some tell it; undefined too where the widget was given none. */
  readonly action: string | undefined;
  readonly errorCodes: readonly string[];
}

/** There is no verdict. The message is for the log, and holds neither token nor secret. */
export class SiteverifyFault extends Error {
  override readonly name = 'SiteverifyFault';

  constructor(
    message: string,
    /** It is away and will be back; otherwise it does not take what we are set up to send. */
    readonly isOutage: boolean,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

export interface SiteverifyPolicy {
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
}

const answerShape = z.object({
  success: z.boolean(),
  hostname: z.string().nullish(),
  apk_package_name: z.string().nullish(),
  action: z.string().nullish(),
  'error-codes': z.array(z.string()).nullish(),
});

/** A verdict has a few hundred octets. */
const MAX_ANSWER_BYTES = 16_384;
/** Refusals of our settings, not of the token. */
const settingsCodes = ['missing-input-secret', 'invalid-input-secret', 'sitekey-secret-mismatch'];
/** "Try again" in the words of Turnstile. */
const OUTAGE_CODE = 'internal-error';

/** @throws SiteverifyFault where there is no verdict within the time. */
export async function askSiteverify(
  url: string,
  form: Readonly<Record<string, string>>,
  { fetch, timeoutMs }: SiteverifyPolicy,
): Promise<Verdict> {
  const { status, text } = await post(fetch, url, form, AbortSignal.timeout(timeoutMs));
  if (isPassing(status)) throw new SiteverifyFault(`status ${status}`, true);
  const verdict = readVerdict(text);
  if (verdict === undefined || (status !== 200 && verdict.success))
    throw new SiteverifyFault(`status ${status} without a verdict`, status === 200);
  const ours = verdict.errorCodes.find((code) => settingsCodes.includes(code));
  if (ours !== undefined) throw new SiteverifyFault(ours, false);
  if (verdict.errorCodes.includes(OUTAGE_CODE)) throw new SiteverifyFault(OUTAGE_CODE, true);
  return verdict;
}

async function post(
  send: typeof fetch,
  url: string,
  form: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  try {
    // A redirect would take the secret elsewhere.
    const request = { method: 'POST', body: new URLSearchParams(form), redirect: 'manual', signal } as const;
    const response = await send(url, request);
    const bytes = await readBounded(response, MAX_ANSWER_BYTES, signal);
    if (bytes === undefined) throw new SiteverifyFault('too long an answer', true);
    return { status: response.status, text: bytes.toString() };
  } catch (error) {
    if (error instanceof SiteverifyFault) throw error;
    throw new SiteverifyFault(signal.aborted ? 'no answer in time' : 'not to be reached', true, error);
  }
}

/** Not 400 and its like: whoever can make a provider answer so must not thereby open what fails open. */
function isPassing(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

function readVerdict(text: string): Verdict | undefined {
  const { success, data } = answerShape.safeParse(parse(text));
  if (!success) return undefined;
  return {
    success: data.success,
    hostname: nonEmpty(data.hostname) ?? nonEmpty(data.apk_package_name),
    action: nonEmpty(data.action),
    errorCodes: data['error-codes'] ?? [],
  };
}

function nonEmpty(text: string | null | undefined): string | undefined {
  return text === '' ? undefined : (text ?? undefined);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
