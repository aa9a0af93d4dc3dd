import { decodeProtectedHeader, type JWK } from 'jose';

import type { TestGateway } from './gateway.js';

/** The key set as a resource server fetches it. */
export async function fetchKeys({ url }: Pick<TestGateway, 'url'>): Promise<readonly JWK[]> {
  const { keys } = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as { keys: JWK[] };
  return keys;
}

export const kidsOf = (keys: readonly JWK[]) => keys.map(({ kid }) => kid);

/** Which key signed a token. */
export const kidOf = (token: string) => decodeProtectedHeader(token).kid;
