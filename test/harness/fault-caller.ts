/** Calls gateways in turn, as a client that knows of failures does, and notes what it is answered. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';

import type { GraphQLClient, GraphQLAnswer } from './graphql-client.js';

export interface Outcome<Data> {
  /** Undefined: it was done. */
  readonly code: string | undefined;
  readonly data: Data | undefined;
  readonly attempts: number;
  readonly tookMs: number;
}

interface More {
  readonly accessToken?: string;
  /** Refusals that are no breach. */
  readonly mayBe?: readonly string[];
}

export interface Caller {
  readonly breaches: string[];
  readonly counts: Readonly<Record<string, number>>;
  breach(what: string): void;
  /** Once, at one of them. */
  send<Data, Variables>(
    operation: TypedDocumentNode<Data, Variables>,
    variables?: Variables,
    more?: More,
  ): Promise<Outcome<Data>>;
  /** Again and again, at one after the other, until it is done or refused. */
  insist<Data, Variables>(
    operation: TypedDocumentNode<Data, Variables>,
    variables?: Variables,
    more?: More,
  ): Promise<Outcome<Data>>;
  sendToEach<Data, Variables>(
    operation: TypedDocumentNode<Data, Variables>,
    variables?: Variables,
    more?: More,
  ): Promise<readonly Outcome<Data>[]>;
  waitFor<Found>(what: string, look: () => Found | undefined): Promise<Found | undefined>;
  stop(): void;
  isStopping(): boolean;
}

const PAUSE_MS = 100;
const PATIENCE_MS = 60_000;
/** For what waits until the lease of a claim is over whose answer was lost. */
const LATEST_MS = 150_000;
/** What says that there was no answer, or that it cannot be had now. */
const UNANSWERED = 'no answer';
const passing: ReadonlySet<string | undefined> = new Set([UNANSWERED, 'UNAVAILABLE']);

export function createCaller(apis: readonly GraphQLClient[]): Caller {
  const clients = apis.map((api) => ({ api }));
  const counts: Record<string, number> = {};
  const breaches: string[] = [];
  let isStopping = false;
  let turn = 0;
  const breach = (what: string) => void breaches.push(what);
  const note = (name: string) => void (counts[name] = (counts[name] ?? 0) + 1);

  const sendTo = async <Data, Variables>(
    { api }: (typeof clients)[number],
    operation: TypedDocumentNode<Data, Variables>,
    variables?: Variables,
    { accessToken, mayBe = [] }: More = {},
  ): Promise<Outcome<Data>> => {
    const startedAt = performance.now();
    const answer = await api.send(operation, variables, { accessToken }).catch(() => undefined);
    const tookMs = performance.now() - startedAt;
    const code = answer === undefined ? UNANSWERED : codeOf(answer);
    note(code ?? 'done');
    if (answer !== undefined && code !== undefined) judge(breach, answer, code, mayBe);
    return { code, data: code === undefined ? (answer?.data ?? undefined) : undefined, attempts: 1, tookMs };
  };
  const next = (): (typeof clients)[number] => {
    const client = clients[turn++ % clients.length];
    if (client === undefined) throw new TypeError('There is nobody to call.');
    return client;
  };

  return {
    ...{ breaches, counts, breach },
    send: (operation, variables, more) => sendTo(next(), operation, variables, more),
    async insist(operation, variables, more) {
      const startedAt = performance.now();
      for (let attempts = 1; ; attempts++) {
        const outcome = await sendTo(next(), operation, variables, more);
        const tookMs = performance.now() - startedAt;
        if (!passing.has(outcome.code) || tookMs > PATIENCE_MS) return { ...outcome, attempts, tookMs };
        await sleep(PAUSE_MS);
      }
    },
    sendToEach: (operation, variables, more) =>
      Promise.all(clients.map((client) => sendTo(client, operation, variables, more))),
    async waitFor(what, look) {
      const deadline = performance.now() + LATEST_MS;
      for (let found = look(); ; found = look()) {
        if (found !== undefined) return found;
        if (performance.now() > deadline) break;
        await sleep(PAUSE_MS);
      }
      breach(`${what} did not come`);
      return undefined;
    },
    stop: () => void (isStopping = true),
    isStopping: () => isStopping,
  };
}

function codeOf({ errors }: GraphQLAnswer<unknown>): string | undefined {
  return errors[0]?.extensions.code;
}

/** What a fault may be answered with. */
function judge(
  breach: (what: string) => void,
  { errors, headers }: GraphQLAnswer<unknown>,
  code: string,
  mayBe: readonly string[],
): void {
  const expected = new Set(['UNAVAILABLE', 'INVALID_CREDENTIALS', 'TOKEN_INVALID', 'TOKEN_REUSED', ...mayBe]);
  if (!expected.has(code)) breach(`an answer was ${code}: ${errors[0]?.message ?? ''}`);
  if (code === 'UNAVAILABLE' && headers.get('retry-after') === null)
    breach('UNAVAILABLE without Retry-After');
}
