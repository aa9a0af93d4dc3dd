/** People who read and refresh, one request after the other, and to whom every answer that is none is a failure. */
import { type DocumentNode, print } from 'graphql';

import { MeDocument, RefreshDocument } from '../generated/operations.js';
import type { SignedUp } from './people.js';

export interface SteadyLoad {
  /** In few words each, with the status. */
  readonly failures: readonly string[];
  readonly answered: number;
  /** Resolves once each has ended what they were at. */
  stop(): Promise<void>;
}

interface Answer {
  readonly data?: { readonly refresh?: { readonly accessToken: string; readonly refreshToken: string } };
  readonly errors?: readonly unknown[];
}

export function startSteadyLoad(
  url: string,
  people: readonly SignedUp[],
  rewrite: (document: DocumentNode) => DocumentNode = (document) => document,
): SteadyLoad {
  const me = JSON.stringify({ query: print(rewrite(MeDocument)) });
  const refreshing = print(rewrite(RefreshDocument));
  const refresh = (refreshToken: string) =>
    JSON.stringify({ query: refreshing, variables: { refreshToken } });
  const failures: string[] = [];
  let answered = 0;
  let isStopping = false;
  const ask = async (name: string, body: string, accessToken: string): Promise<Answer | undefined> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` };
    try {
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
      const text = await response.text();
      answered += 1;
      const answer = response.status === 200 ? (JSON.parse(text) as Answer) : undefined;
      if (answer?.data && answer.errors === undefined) return answer;
      failures.push(`${name}: ${response.status} ${text.replaceAll(/\s+/g, ' ').slice(0, 200)}`);
    } catch (error) {
      failures.push(`${name}: ${String((error as Error).cause ?? error)}`);
    }
    return undefined;
  };
  const work = async ({ accessToken, refreshToken }: SignedUp): Promise<void> => {
    let held = { accessToken, refreshToken };
    while (!isStopping) {
      const answer = await ask('refresh', refresh(held.refreshToken), held.accessToken);
      held = answer?.data?.refresh ?? held;
      for (let turn = 0; turn < 5; turn++) await ask('me', me, held.accessToken);
    }
  };
  const working = people.map(work);
  return {
    failures,
    get answered() {
      return answered;
    },
    async stop() {
      isStopping = true;
      await Promise.all(working);
    },
  };
}
