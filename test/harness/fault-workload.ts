/**
 * People who sign up, in and out, refresh, change and reset passwords and get roles, while something breaks. What was acknowledged
 * goes into a journal; whatever is answered that should not be is a breach.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import {
  ChangePasswordDocument,
  MeDocument,
  RefreshDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SetUserRolesDocument,
  SignInDocument,
  SignOutDocument,
  SignUpDocument,
} from '../generated/operations.js';
import { createCaller, type Caller, type Outcome } from './fault-caller.js';
import type { GraphQLClient } from './graphql-client.js';
import { tokenIn } from './mailbox.js';
import { newPerson, opened } from './people.js';
import type { SmtpSink } from './smtp-sink.js';

/** How long after its acknowledgement an end may be unknown to another replica. */
const FELT_AFTER_MS = 200;

export interface JournalledPerson {
  readonly email: string;
  readonly userId: string;
  password: string;
  roles: readonly string[];
  /** Sessions that are to live, by their newest refresh token. */
  readonly open: Tokens[];
  /** Refresh tokens of sessions whose end was acknowledged. */
  readonly ended: string[];
  /** How many mails were asked for, and acknowledged. */
  mails: number;
}

interface Tokens {
  accessToken: string;
  refreshToken: string;
}

export interface Workload {
  readonly people: readonly JournalledPerson[];
  readonly breaches: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  /** Resolves once each client has ended what it was at. */
  stop(): Promise<void>;
}

export interface WorkloadOptions {
  /** Each asked in turn. */
  readonly apis: readonly GraphQLClient[];
  readonly sink: SmtpSink;
  readonly clients: number;
  readonly admin: { readonly email: string; readonly password: string };
}

export function startWorkload(options: WorkloadOptions): Workload {
  const caller = createCaller(options.apis);
  const people: JournalledPerson[] = [];
  const clients = Array.from({ length: options.clients }, () =>
    runClient(options, caller, people).catch((error: unknown) => {
      caller.breach(String(error));
    }),
  );
  return {
    people,
    breaches: caller.breaches,
    counts: caller.counts,
    async stop() {
      caller.stop();
      await Promise.all(clients);
    },
  };
}

async function runClient(
  options: WorkloadOptions,
  caller: Caller,
  people: JournalledPerson[],
): Promise<void> {
  while (!caller.isStopping()) {
    const person = await signUp(caller);
    people.push(person);
    const steps = [
      signIn,
      refresh,
      changePassword,
      refresh,
      signOut,
      refresh,
      signIn,
      reset,
      signIn,
      setRoles,
    ];
    for (const step of steps) {
      if (caller.isStopping()) return;
      await step(caller, person, options);
    }
  }
}

const isFine = ({ code }: Outcome<unknown>) => code === undefined;

export async function signUp(caller: Caller): Promise<JournalledPerson> {
  const input = newPerson();
  const first = await caller.insist(SignUpDocument, { input }, { mayBe: ['EMAIL_TAKEN'] });
  const auth = first.data?.signUp.auth;
  const found = auth ?? (await open(caller, input.email, input.password));
  if (first.code === 'EMAIL_TAKEN' && first.attempts === 1)
    caller.breach('an address was taken before it was given');
  const open_ = auth?.refreshToken
    ? [{ accessToken: auth.accessToken, refreshToken: auth.refreshToken }]
    : [];
  const { userId } = found;
  return { ...input, userId, roles: ['USER'], open: open_, ended: [], mails: 1 };
}

/** @returns the session; undefined where the password is refused. @throws where it was not judged. */
async function tryPassword(caller: Caller, email: string, password: string) {
  const { data, code } = await caller.insist(SignInDocument, { input: { email, password } });
  if (code !== undefined && code !== 'INVALID_CREDENTIALS') throw new Error(`A sign-in was ${code}.`);
  return data && opened(data.signIn);
}

/** @throws where an acknowledged account or password is lost, which ends this client. */
async function open(caller: Caller, email: string, password: string) {
  const session = await tryPassword(caller, email, password);
  if (session === undefined) throw new Error('An acknowledged account or password is lost.');
  return session;
}

export async function signIn(caller: Caller, person: JournalledPerson): Promise<void> {
  const { accessToken, refreshToken } = await open(caller, person.email, person.password);
  person.open.push({ accessToken, refreshToken: refreshToken ?? '' });
}

/** A refresh whose answer was lost is sent again until there is one, and has to give the same. */
export async function refresh(caller: Caller, person: JournalledPerson): Promise<void> {
  const session = person.open.at(-1);
  if (session === undefined) return;
  const { refreshToken } = session;
  const { data, code, attempts, tookMs } = await caller.insist(RefreshDocument, { refreshToken });
  if (data === undefined) {
    const told = `${code ?? ''} after ${attempts} attempts and ${Math.round(tookMs)} ms`;
    caller.breach(`somebody was signed out for nothing: ${told}`);
    person.open.pop();
    return;
  }
  session.accessToken = data.refresh.accessToken;
  session.refreshToken = data.refresh.refreshToken ?? '';
  const again = await caller.send(RefreshDocument, { refreshToken });
  const other = again.data?.refresh.refreshToken;
  if (other !== undefined && other !== session.refreshToken)
    caller.breach('a refresh token gave two successors');
}

/** What its own gateway knows at once, each other has to know after a fifth of a second. */
export async function signOut(caller: Caller, person: JournalledPerson): Promise<void> {
  const session = person.open.pop();
  if (session === undefined) return;
  const { code } = await caller.insist(SignOutDocument, { refreshToken: session.refreshToken });
  if (code !== undefined) return;
  person.ended.push(session.refreshToken);
  await sleep(FELT_AFTER_MS);
  await expectRefused(caller, session);
}

async function expectRefused(caller: Caller, { accessToken }: Tokens): Promise<void> {
  const answers = await caller.sendToEach(MeDocument, undefined, { accessToken });
  for (const answer of answers)
    if (answer.data?.me)
      caller.breach(`a session lived on after its end, for longer than ${FELT_AFTER_MS} ms`);
}

async function changePassword(caller: Caller, person: JournalledPerson): Promise<void> {
  const session = person.open.pop();
  if (session === undefined) return;
  const password = newPassword();
  const input = { currentPassword: person.password, password, passwordConfirm: password };
  const changed = await caller.send(ChangePasswordDocument, { input }, session);
  const auth = changed.data?.changePassword;
  if (auth?.refreshToken) {
    const before = person.open.splice(0);
    Object.assign(person, { password });
    person.ended.push(...before.map(({ refreshToken }) => refreshToken));
    person.open.push({ accessToken: auth.accessToken, refreshToken: auth.refreshToken });
    await sleep(FELT_AFTER_MS);
    for (const old of before) await expectRefused(caller, old);
  } else await settlePassword(caller, person, password);
  // Told by mail, where it was done.
}

/** It was not acknowledged: either of the two is right. */
async function settlePassword(caller: Caller, person: JournalledPerson, other: string): Promise<void> {
  person.open.splice(0);
  for (const password of [other, person.password]) {
    if ((await tryPassword(caller, person.email, password)) === undefined) continue;
    person.password = password;
    return;
  }
  throw new Error('Neither the old password nor the new one is right.');
}

async function reset(caller: Caller, person: JournalledPerson, { sink }: WorkloadOptions): Promise<void> {
  const { code } = await caller.send(SendPasswordResetEmailDocument, { email: person.email });
  if (code !== undefined) return;
  const isReset = ({ text }: { readonly text: string }) => /reset-password\S*\?token=/.test(text);
  const mail = await caller.waitFor('a mail', () => sink.mailsTo(person.email).find(isReset));
  if (mail === undefined) return;
  const password = newPassword();
  const input = { token: tokenIn(mail), password, passwordConfirm: password };
  const done = await caller.insist(ResetPasswordDocument, { input }, { mayBe: ['LINK_INVALID'] });
  if (isFine(done)) Object.assign(person, { password });
  else await settlePassword(caller, person, password);
  person.ended.push(...person.open.splice(0).map(({ refreshToken }) => refreshToken));
}

async function setRoles(caller: Caller, person: JournalledPerson, { admin }: WorkloadOptions): Promise<void> {
  const tokens = await open(caller, admin.email, admin.password);
  const roles = ['USER', 'ADMIN'] as const;
  const wish = { userId: person.userId, roles: [...roles] };
  const { code } = await caller.insist(SetUserRolesDocument, wish, {
    accessToken: tokens.accessToken,
  });
  if (code === undefined) person.roles = roles;
  else caller.breach(`a role was refused: ${code}`);
}

const newPassword = () => `pass ${randomBytes(9).toString('base64url')}`;
