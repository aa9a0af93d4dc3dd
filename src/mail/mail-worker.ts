/**
 * Takes mails out of the outbox and sends them, a few at a time. Each replica has one; which of them sends a mail
 * is decided by the claim. What is written in its own process it is handed, as long as it has room.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Clock } from '../foundation/clock.js';
import type { Events } from '../foundation/events.js';
import type { Logger } from '../foundation/logger.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { type Mail, type Mailer, MailFault } from './mailer.js';
import type { ClaimedMail, Outbox } from './outbox.js';
import { planRetry } from './retry-plan.js';

/** How many may be on their way at once: a server that is slow with one must not hold up the others. */
const MOST_AT_ONCE = 5;

/** One attempt at a mail. */
export interface MailTurn {
  /** When the mail was caused, however late it is. */
  readonly orderedAt: Date;
  /** From 1: only at a later one may there be what an earlier one has stored. */
  readonly attempt: number;
}
/** Writes the mails of one kind from the content they were ordered with. */
export interface MailJob {
  /** @returns undefined where there is nothing to send (any more). */
  write(content: never, turn: MailTurn): Promise<Mail | undefined>;
}
/** By the kind that the outbox keeps with a mail, across releases: a mail whose kind has no job any more is given up. */
export type MailJobs = Readonly<Record<string, MailJob>>;

export interface MailWorkerOptions {
  readonly outbox: Outbox;
  /** Asked for each mail, since the rooms that write them stand on this one. */
  readonly jobs: () => MailJobs;
  readonly mailer: Mailer;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Logger;
  readonly telemetry: Telemetry;
}

export interface MailWorker {
  /** From here on it is handed what is written in this process: one that lasts, and not a command of the command line. */
  start(): Promise<void>;
  /** Begins to send whatever is due; never rejects. */
  run(): Promise<void>;
  /** Takes nothing more, and waits for what is on its way, but not for long. */
  stop(): Promise<void>;
}

/** What is still on its way then is sent by another replica, or after the next start, when its lease is over. */
const STOP_TIMEOUT_MS = 1_500;

export function createMailWorker(options: MailWorkerOptions): MailWorker {
  const { outbox, telemetry, log } = options;
  const running = new Set<Promise<void>>();
  const due = createDue(outbox);
  /** Of the worker's hands, those that are at work. */
  let busy = 0;
  let isStopped = false;
  const hasRoom = () => !isStopped && busy < MOST_AT_ONCE;

  const sendInTurn = async (first?: ClaimedMail): Promise<void> => {
    busy++;
    try {
      if (first !== undefined) await deliver(options, first);
      while (!isStopped && !due.isNothingLeft()) {
        const mail = await due.next();
        if (mail !== undefined) await deliver(options, mail);
      }
    } finally {
      // In one go with the last look: what comes from here on finds a hand that is free.
      busy--;
    }
  };
  const begin = (work: () => Promise<void>): void => {
    const turn = telemetry
      .outside(work)
      .catch((error: unknown) => {
        // The database is away. The mail is there still, and its turn comes again.
        log.warn({ err: error }, 'the outbox cannot be read');
      })
      .finally(() => running.delete(turn));
    running.add(turn);
  };
  const look = (mail?: ClaimedMail): void => {
    if (isStopped && mail !== undefined) begin(() => outbox.release(mail));
    else due.note(mail);
    if (hasRoom()) begin(() => sendInTurn());
  };
  const take = (mail: ClaimedMail): void => {
    if (hasRoom()) begin(() => sendInTurn(mail));
    else look(mail);
  };

  return {
    start() {
      outbox.handTo({ hasRoom, take, takeIfWritten: look, lookForDue: look });
      return Promise.resolve();
    },
    // Not until all is sent: one mail server that hangs would keep what is due from everybody else.
    run() {
      look();
      return Promise.resolve();
    },
    async stop() {
      isStopped = true;
      for (const mail of due.giveUp()) begin(() => outbox.release(mail));
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise((resolve) => (timer = setTimeout(resolve, STOP_TIMEOUT_MS)));
      await Promise.race([Promise.all(running), patience]);
      clearTimeout(timer);
    },
  };
}

/** What a hand takes next: of what was handed over and had to wait, then of what is due for anybody. */
function createDue(outbox: Pick<Outbox, 'renew' | 'claim'>) {
  const waiting: ClaimedMail[] = [];
  // How often something was said to be due for anybody, and up to which of these times all of it was found.
  let told = 0;
  let found = 0;
  return {
    /** @param mail that was handed over; absent: there may be something for anybody. */
    note(mail: ClaimedMail | undefined): void {
      if (mail === undefined) told++;
      else waiting.push(mail);
    },
    isNothingLeft: () => waiting.length === 0 && found >= told,
    /** @returns undefined also where there may be more. */
    async next(): Promise<ClaimedMail | undefined> {
      const mail = waiting.shift();
      // Meanwhile it may have been erased, or be somebody else's; or it was never written.
      if (mail !== undefined) return onceAnswered(() => outbox.renew(mail));
      const upTo = told;
      const claimed = await outbox.claim();
      if (claimed === undefined) found = Math.max(found, upTo);
      return claimed;
    },
    /** @returns what waits. */
    giveUp: () => waiting.splice(0),
  };
}

async function deliver(options: MailWorkerOptions, claimed: ClaimedMail): Promise<void> {
  const { outbox, mailer, events, telemetry } = options;
  const told = { mailId: claimed._id.toHexString(), kind: claimed.kind, attempts: claimed.attempts };
  try {
    const mail = await writeMail(options.jobs(), claimed);
    if (mail === undefined) {
      await outbox.finish(claimed, 'dropped');
      events.raise('mail.dropped', told);
      return;
    }
    const sent = { ...mail, id: told.mailId, date: claimed.createdAt };
    await telemetry.during('send mail', () => mailer.send(sent), { 'portcullis.mail.kind': claimed.kind });
  } catch (error) {
    if (!(error instanceof MailFault)) options.log.error({ err: error, ...told }, 'a mail cannot be written');
    // As in an election: it need not wait until its lease is over.
    await onceAnswered(() => putBack(options, claimed, error));
    return;
  }
  // It is out, whatever becomes of the database: as long as that does not say so, it would be sent once more.
  await onceAnswered(() => outbox.finish(claimed, 'sent'));
  events.raise('mail.sent', told);
}

/** For half a minute at least, which is longer than an election. */
const MOST_TRIES = 60;
const PAUSE_MS = 500;

/** Asked again as soon as the database answers again. */
async function onceAnswered<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
      await sleep(PAUSE_MS, undefined, { ref: false });
    }
  }
}

async function writeMail(jobs: MailJobs, claimed: ClaimedMail): Promise<Mail | undefined> {
  const job = Object.hasOwn(jobs, claimed.kind) ? jobs[claimed.kind] : undefined;
  if (job === undefined) throw new Error(`Nobody writes mails of the kind ${claimed.kind}.`);
  // What is written under a kind is what its job takes: both stand in the same file.
  const turn = { orderedAt: claimed.createdAt, attempt: claimed.attempts };
  return job.write((await claimed.open()) as never, turn);
}

async function putBack(
  { outbox, events, clock }: MailWorkerOptions,
  claimed: ClaimedMail,
  error: unknown,
): Promise<void> {
  const fault = error instanceof MailFault ? error : new MailFault('unwritable', false, error);
  const told = { mailId: claimed._id.toHexString(), kind: claimed.kind, attempts: claimed.attempts };
  const next = planRetry(claimed, fault.isPermanent, clock.now());
  if (next !== undefined) {
    await outbox.postpone(claimed, next, fault);
    events.raise('mail.delayed', { ...told, reason: fault.reason });
    return;
  }
  await outbox.finish(claimed, 'failed', fault.reason);
  events.raise('mail.failed', { ...told, reason: fault.reason });
}
