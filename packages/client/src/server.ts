/** For servers that render pages: who asks for one, so that its first picture is that of somebody signed in. */
import type { Guard } from '@portcullis/guard';

import type { UserPartsFragment } from './generated/operations.js';
import { createPorts } from './ports.js';
import { createSendOperation } from './send-operation.js';
import type { SessionState } from './session-state.js';

export interface ReadSessionOptions {
  /** Of the gateway, as its PUBLIC_URL. */
  readonly url: string;
  /** `createGuard({ issuer, audience })` of @portcullis/guard. */
  readonly guard: Guard;
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
}

/** What is read of a request: Fetch's own, Next's, SvelteKit's, Remix's. */
export interface PageRequest {
  readonly headers: { get(name: string): string | null };
}

/** Plain data, for `createClient({ initial })` in the page. */
export type InitialState = Extract<SessionState, { status: 'signedIn' }> | { readonly status: 'starting' };

/**
 * By the access token in the cookie that the gateway sets with ACCESS_COOKIE. `starting` is whatever the server cannot know: no
 * cookie, an expired or foreign one, a gateway out of reach. The page then finds out for itself.
 * @returns never an error, since a page is better late than not at all. `expiresAt` is when the access token ends.
 */
export async function readSession(request: PageRequest, options: ReadSessionOptions): Promise<InitialState> {
  const { url, guard, timeoutMs = 2_000 } = options;
  const cookies = request.headers.get('cookie') ?? '';
  const [, token] = /(?:^|; ?)accessToken=([^;]+)/.exec(cookies) ?? [];
  if (!token) return { status: 'starting' };
  const ports = createPorts(options.fetch ? { fetch: options.fetch } : {});
  try {
    const { exp } = await guard.verify(token);
    const send = createSendOperation({ url: url.replace(/\/$/, ''), transport: 'BODY', timeoutMs, ports });
    const user = (await send('me', {}, token)) as UserPartsFragment | null;
    if (user) return { status: 'signedIn', user, expiresAt: new Date(exp * 1_000).toISOString() };
  } catch {
    // Told below: it is not known.
  }
  return { status: 'starting' };
}
