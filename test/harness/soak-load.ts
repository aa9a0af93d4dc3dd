/** Mixed work at a steady rate, for hours: whoever is at it is journalled, and each answer of the first attempt is timed. */
import { setTimeout as sleep } from 'node:timers/promises';

import { Kind } from 'graphql';

import { quantile, sortNumbers } from '../../bench/statistics.js';
import { MeDocument } from '../generated/operations.js';
import { type Caller, createCaller } from './fault-caller.js';
import { type JournalledPerson, refresh, signIn, signOut, signUp } from './fault-workload.js';
import { GraphQLClient } from './graphql-client.js';

/** How many a second begin. A sign-in opens a session and a sign-out ends it. */
const perSecond = { me: 10, refresh: 3, keySet: 4, signInAndOut: 0.5, signUp: 0.2 };
type Work = keyof typeof perSecond;

/** More are not begun: who waits in an election is not joined by others without end. */
const MOST_UNDER_WAY = 40;
/** Whoever came first goes when there are more. */
const MOST_PEOPLE = 60;
/** Half of the ACCESS_TOKEN_TTL that the gateways are to have. */
const REFRESH_AFTER_MS = 60_000;

export const soakTokenTtl = '2m';

export interface SoakLoad {
  readonly people: readonly JournalledPerson[];
  readonly breaches: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  /** What was answered since the last time, by operation. */
  take(): Record<string, { readonly answered: number; readonly p99Ms: number }>;
  /** Resolves once all that was begun has ended. */
  stop(): Promise<void>;
}

interface Guest {
  readonly journal: JournalledPerson;
  refreshedAt: number;
}

/** @param urls of the gateways behind `url`, each of which has to know of an end. */
export function startSoakLoad(url: string, urls: readonly string[]): SoakLoad {
  const times = new Map<string, number[]>();
  const note = (name: string, ms: number) => void times.set(name, [...(times.get(name) ?? []), ms]);
  const caller = timeCalls(url, urls, note);
  const people: JournalledPerson[] = [];
  const free: Guest[] = [];
  const works = createWorks({ url, caller, people, free, note });
  const underWay = new Set<Promise<void>>();
  const begin = (work: Work) => {
    if (underWay.size >= MOST_UNDER_WAY) return;
    const done: Promise<void> = works[work]()
      .catch((error: unknown) => {
        caller.breach(`${work}: ${String(error)}`);
      })
      .finally(() => underWay.delete(done));
    underWay.add(done);
  };
  const pacing = (Object.keys(perSecond) as Work[]).map(async (work) => {
    while (!caller.isStopping()) {
      begin(work);
      await sleep(1_000 / perSecond[work]);
    }
  });
  return {
    ...{ people, breaches: caller.breaches, counts: caller.counts },
    take: () => takeTimes(times),
    async stop() {
      caller.stop();
      await Promise.all(pacing);
      await Promise.all(underWay);
    },
  };
}

function takeTimes(times: Map<string, number[]>) {
  const taken = [...times].map(([name, ms]) => {
    const p99Ms = quantile(sortNumbers(ms), 0.99);
    return [name, { answered: ms.length, p99Ms }] as const;
  });
  for (const name of times.keys()) times.set(name, []);
  return Object.fromEntries(taken);
}

/** Calls by way of the balancer; what each gateway has to know it is asked itself. */
function timeCalls(url: string, urls: readonly string[], note: (name: string, ms: number) => void): Caller {
  const caller = createCaller([new GraphQLClient(`${url}/graphql`)]);
  const direct = createCaller(urls.map((own) => new GraphQLClient(`${own}/graphql`)));
  return {
    ...caller,
    async insist(operation, variables, more) {
      const outcome = await caller.insist(operation, variables, more);
      const [definition] = operation.definitions;
      const name = definition?.kind === Kind.OPERATION_DEFINITION ? definition.name?.value : undefined;
      if (outcome.attempts === 1 && outcome.code === undefined) note(inCamelCase(name), outcome.tookMs);
      return outcome;
    },
    sendToEach: (operation, variables, more) => direct.sendToEach(operation, variables, more),
  };
}

const inCamelCase = (name = '') => name.slice(0, 1).toLowerCase() + name.slice(1);

interface Place {
  readonly url: string;
  readonly caller: Caller;
  readonly people: JournalledPerson[];
  /** Those with whom nobody is at work, who waited longest first. */
  readonly free: Guest[];
  note(name: string, ms: number): void;
}

function createWorks({ url, caller, people, free, note }: Place): Record<Work, () => Promise<void>> {
  const withGuest = async (work: (guest: Guest) => Promise<void>) => {
    const guest = free.shift();
    if (guest === undefined) return;
    await work(guest);
    free.push(guest);
  };
  const renew = async (guest: Guest) => {
    await refresh(caller, guest.journal);
    guest.refreshedAt = performance.now();
  };
  return {
    me: () =>
      withGuest(async (guest) => {
        if (performance.now() - guest.refreshedAt > REFRESH_AFTER_MS) await renew(guest);
        await readMe(caller, guest.journal);
      }),
    refresh: () => withGuest(renew),
    keySet: async () => {
      const startedAt = performance.now();
      const answer = await fetch(`${url}/.well-known/jwks.json`);
      await answer.arrayBuffer();
      if (answer.ok) note('keySet', performance.now() - startedAt);
      else caller.breach(`the key set was ${answer.status}`);
    },
    signInAndOut: () =>
      withGuest(async ({ journal }) => {
        await signIn(caller, journal);
        await signOut(caller, journal);
      }),
    async signUp() {
      const journal = await signUp(caller);
      people.push(journal);
      free.push({ journal, refreshedAt: performance.now() });
      if (free.length <= MOST_PEOPLE) return;
      const first = free.shift();
      if (first !== undefined) await signOut(caller, first.journal);
    },
  };
}

async function readMe(caller: Caller, { open }: JournalledPerson): Promise<void> {
  const session = open.at(-1);
  if (session === undefined) return;
  const { data, code } = await caller.insist(MeDocument, undefined, session);
  if (!data?.me) caller.breach(`somebody who is signed in was nobody: ${code ?? 'null'}`);
}
