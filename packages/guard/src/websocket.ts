/** For WebSockets, whose token comes once and whose connection may outlive it. */
import { authorize } from './authorize.js';
import { readBearerToken } from './bearer.js';
import type { AccessTokenClaims } from './claims.js';
import type { Guard } from './guard.js';
import { type HeaderSource, readHeader } from './read-header.js';
import { Refusal, type RefusalCode } from './refusal.js';
import { type AuthRequirement, checkRequirement } from './requirement.js';

/** What a connection brings: the upgrade request, and the parameters of graphql-ws' ConnectionInit. */
export interface ConnectionSource {
  readonly request?: { readonly headers: HeaderSource } | undefined;
  readonly connectionParams?: Readonly<Record<string, unknown>> | undefined;
}

export type ConnectionAuth =
  | {
      readonly ok: true;
      readonly claims: AccessTokenClaims;
      /** When the token's time is over, in milliseconds from now. */
      readonly expiresInMs: number;
    }
  | {
      readonly ok: false;
      readonly code: RefusalCode;
      /**
       * To close with, as clients of graphql-ws read it: 4401 for good; 4403 for a missing right or a token whose time has
       * passed, which they may come back from with a new one; 1013, "try again later".
       */
      readonly closeCode: 4401 | 4403 | 1013;
      /** HTTP status, where the upgrade is refused instead. */
      readonly status: number;
    };

/** @throws what is no refusal, and TypeError for a requirement that cannot be read. */
export async function authenticateConnection(
  guard: Guard,
  source: ConnectionSource,
  written?: Partial<AuthRequirement>,
): Promise<ConnectionAuth> {
  const requirement = checkRequirement(written);
  try {
    const claims = await authorize(guard, readConnectionToken(source), requirement);
    return { ok: true, claims, expiresInMs: guard.remainingMs(claims) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, status } = error;
    return { ok: false, code, closeCode: closeCodeOf(error), status };
  }
}

/**
 * The token of a connection: `authorization` of the parameters ("Bearer …") in any case of the letters, else the
 * Authorization header of the upgrade. Never the query of its URL (RFC 6750 section 2.3).
 */
export function readConnectionToken({ request, connectionParams }: ConnectionSource): string | undefined {
  const written = Object.entries(connectionParams ?? {}).find(
    ([name]) => name.toLowerCase() === 'authorization',
  )?.[1];
  const ofParams = typeof written === 'string' ? readBearerToken(written) : undefined;
  return ofParams ?? readBearerToken(request && readHeader(request.headers, 'authorization'));
}

export interface ClosableSocket {
  close(code: number, reason: string): void;
}

/** graphql-ws' Forbidden, the one refusal of a connection that its client retries. */
const EXPIRED_CLOSE_CODE = 4403;

/** setTimeout takes no more. */
const MAX_TIMEOUT_MS = 2_147_483_647;

/**
 * Closes the socket with 4403 when the token's time is over: graphql-ws' client then connects again, and asks its
 * `connectionParams` for a new token; 4401 it takes as final. Keeps no process alive.
 * @returns calls it off, for when the socket has closed by itself.
 */
export function closeWhenExpired(
  socket: ClosableSocket,
  { expiresInMs }: Pick<Extract<ConnectionAuth, { ok: true }>, 'expiresInMs'>,
): () => void {
  const close = () => {
    try {
      socket.close(EXPIRED_CLOSE_CODE, 'TOKEN_EXPIRED');
    } catch {
      // Some servers throw for one that has closed meanwhile, and nobody would catch it here.
    }
  };
  const timer = setTimeout(close, Math.min(expiresInMs, MAX_TIMEOUT_MS)).unref();
  return () => {
    clearTimeout(timer);
  };
}

function closeCodeOf({ code, status }: Refusal): 4401 | 4403 | 1013 {
  if (code === 'TOKEN_EXPIRED') return EXPIRED_CLOSE_CODE;
  if (status === 401) return 4401;
  return status === 403 ? 4403 : 1013;
}
