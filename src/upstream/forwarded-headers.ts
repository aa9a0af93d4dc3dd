/** The head of what an upstream is asked: only what is named here leaves the gateway, and never a cookie. */
import type { IncomingHttpHeaders } from 'node:http';

import type { UpstreamSetting } from '../config/upstream-settings.js';
import type { WriteIdentityToken } from './identity-token.js';
import type { JudgedCaller } from './judge-caller.js';

export interface HeadOptions {
  readonly upstream: Pick<UpstreamSetting, 'name' | 'identity' | 'identityHeader' | 'forwardHeaders'>;
  readonly writeIdentityToken: WriteIdentityToken;
  /** Of the trace under way, where there is one of ours. */
  readonly traceHeaders: () => Readonly<Record<string, string>>;
}

interface HeadSource {
  readonly headers: IncomingHttpHeaders;
  readonly requestId: string;
  readonly caller: JudgedCaller;
}

/** @returns a new one, to which whoever asks may add. */
export type WriteHead = (source: HeadSource) => Promise<Record<string, string>>;

/** W3C Trace Context, section 3.2: ids of zeros alone are none. */
const traceParent = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
/** Section 3.3.1.5: as much has to be handed on, and more need not. */
const MOST_TRACE_STATE = 512;

export function createWriteHead({ upstream, writeIdentityToken, traceHeaders }: HeadOptions): WriteHead {
  const { forwardHeaders } = upstream;
  return async ({ headers, requestId, caller }) => {
    // Who is told nothing may choose any coding (RFC 9110, 12.5.3), and answers are looked at.
    const head: Record<string, string> = { 'x-request-id': requestId, 'accept-encoding': 'identity' };
    Object.assign(head, traceHead(headers, traceHeaders()));
    for (const name of forwardHeaders) {
      const value = headers[name];
      // Where identity stands, what the caller wrote there himself is not handed on, whoever he is.
      if (value === undefined || name === upstream.identityHeader) continue;
      head[name] = typeof value === 'string' ? value : value.join(', ');
    }
    const identity = await identityOf(upstream, caller, writeIdentityToken);
    if (identity !== undefined) head[upstream.identityHeader] = identity;
    return head;
  };
}

async function identityOf(
  { name, identity, identityHeader }: HeadOptions['upstream'],
  { who, accessToken }: JudgedCaller,
  writeIdentityToken: WriteIdentityToken,
): Promise<string | undefined> {
  if (identity === 'none' || who === undefined || accessToken === undefined) return undefined;
  const token = identity === 'token' ? accessToken : await writeIdentityToken(name, who);
  return identityHeader === 'authorization' ? `Bearer ${token}` : token;
}

function traceHead(
  { traceparent, tracestate }: IncomingHttpHeaders,
  ours: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (ours['traceparent'] !== undefined) return ours;
  if (typeof traceparent !== 'string' || !traceParent.test(traceparent)) return {};
  const isShort = typeof tracestate === 'string' && tracestate.length <= MOST_TRACE_STATE;
  return { traceparent, ...(isShort && { tracestate }) };
}
