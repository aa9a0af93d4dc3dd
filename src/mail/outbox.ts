/**
 * Mails on their way. A mail is written here in the transaction of what causes it, and taken out by whoever
 * claims it first; so none is lost with a process, and a mail server that is down fails nobody's request. Where this process
 * can send it at once, it is written as claimed already, and handed over when it stands.
 * Knows neither how a mail reads nor how it is sent.
 */
import { type mongo, Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import { mayBeLost } from '../database/write-concern.js';
import { afterCommit } from '../foundation/after-commit.js';
import type { Clock } from '../foundation/clock.js';
import type { SecretBox } from '../foundation/secret-box.js';
import type { OutboxDocument, OutboxModel, OutboxState } from './outbox.model.js';

/** Longer than any attempt to send (smtp.ts), so that no mail is in two hands. */
const LEASE_MS = 60_000;

/** At least once: a mail may come twice where a replica ends between sending and `finish`, and is never lost. */
export interface Outbox {
  /**
   * @param content of its job; JSON can hold it. @param transaction of what causes the mail.
   * @param userId of whoever it must not outlive.
   */
  write(kind: string, content: object, transaction?: Transaction, userId?: Types.ObjectId): Promise<void>;
  /** Whatever of somebody is in it, sent or not. */
  forgetUser(userId: string): Promise<void>;
  /** Who is told of what is written here from now on. */
  handTo(taker: MailTaker): void;
  /** The mail that has been due for longest; for a minute it is nobody else's. */
  claim(): Promise<ClaimedMail | undefined>;
  /** It is over with the mail, and its content is erased. */
  finish(mail: ClaimedMail, state: Exclude<OutboxState, 'waiting'>, fault?: string): Promise<void>;
  /** The claim has waited: it counts from now on. @returns undefined where the mail is gone by now, or somebody else's. */
  renew(mail: ClaimedMail): Promise<ClaimedMail | undefined>;
  /** It was claimed in vain, and is due for anybody. */
  release(mail: ClaimedMail): Promise<void>;
  /** Another attempt is due at that time. */
  postpone(mail: ClaimedMail, until: Date, fault: AttemptFault): Promise<void>;
  /** How many there are by state: those that wait, and those that were given up. */
  count(): Promise<Readonly<Record<'waiting' | 'failed', number>>>;
  /** How long ago the oldest of those that wait was ordered, in seconds; 0 where none waits. */
  oldestWaitingSeconds(): Promise<number>;
}

/** Sends what is written in this process. Nothing of it must throw. */
interface MailTaker {
  /** Whether it would begin with a mail at once. */
  hasRoom(): boolean;
  /** A mail that was written as claimed for it. */
  take(mail: ClaimedMail): void;
  /** One that was to be written so, and the answer was lost. */
  takeIfWritten(mail: ClaimedMail): void;
  /** One was written for whoever claims it. */
  lookForDue(): void;
}

interface AttemptFault {
  readonly reason: string;
  readonly isPermanent: boolean;
}

export interface ClaimedMail extends Pick<
  OutboxDocument,
  '_id' | 'kind' | 'dueAt' | 'createdAt' | 'attempts' | 'refusals'
> {
  /** @throws where the box cannot be opened with today's SECRET. */
  open(): Promise<unknown>;
}

export interface OutboxOptions {
  readonly model: OutboxModel;
  readonly box: SecretBox;
  readonly clock: Clock;
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { model, box, clock } = options;
  const outbox = rawCollection(model);
  let taker: MailTaker | undefined;
  // A claim that has lost its lease to another one changes nothing any more.
  const held = ({ _id, attempts }: ClaimedMail) => ({ _id, attempts, state: 'waiting' as const });

  return {
    write: createWrite(options, () => taker),
    async forgetUser(userId) {
      await outbox.deleteMany({ userId: new Types.ObjectId(userId) });
    },
    handTo: (other) => {
      taker = other;
    },
    async claim() {
      const now = clock.now();
      const mail = await outbox.findOneAndUpdate(
        { state: 'waiting', dueAt: { $lte: now } },
        { $set: { dueAt: leaseFrom(now) }, $inc: { attempts: 1 } },
        // What is lost of a claim is a mail that is claimed again.
        { sort: { dueAt: 1 }, returnDocument: 'after', ...mayBeLost },
      );
      if (mail === null) return undefined;
      return { ...mail, open: async () => JSON.parse(await box.open(mail.content ?? '')) as unknown };
    },
    async finish(mail, state, fault) {
      const finished = { state, finishedAt: clock.now(), ...(fault !== undefined && { lastFault: fault }) };
      await outbox.updateOne(held(mail), { $set: finished, $unset: { content: '' } });
    },
    async renew(mail) {
      const dueAt = leaseFrom(clock.now());
      const { matchedCount } = await outbox.updateOne(held(mail), { $set: { dueAt } }, mayBeLost);
      return matchedCount === 0 ? undefined : { ...mail, dueAt };
    },
    async release(mail) {
      const release = { $set: { dueAt: clock.now() }, $inc: { attempts: -1 } };
      // What is lost of it is over when the lease is.
      await outbox.updateOne(held(mail), release, mayBeLost);
    },
    async postpone(mail, until, { reason, isPermanent }) {
      // Asked again, since the answer was lost, it changes nothing: a refusal counts once.
      const claimed = { ...held(mail), dueAt: mail.dueAt };
      await outbox.updateOne(claimed, {
        $set: { dueAt: until, lastFault: reason },
        ...(isPermanent && { $inc: { refusals: 1 } }),
      });
    },
    ...createFigures(outbox, clock),
  };
}

const leaseFrom = (now: Date) => new Date(now.getTime() + LEASE_MS);

/** @param takerNow undefined: nobody sends in this process. */
function createWrite(
  { model, box, clock }: OutboxOptions,
  takerNow: () => MailTaker | undefined,
): Outbox['write'] {
  const outbox = rawCollection(model);
  return async (kind, content, transaction, userId) => {
    const text = JSON.stringify(content);
    const now = clock.now();
    const taker = takerNow();
    const isClaimed = taker?.hasRoom() ?? false;
    const claim = isClaimed ? { dueAt: leaseFrom(now), attempts: 1 } : { dueAt: now, attempts: 0 };
    const mail = { ...newMail(kind, await box.seal(text), now), ...claim, ...(userId && { userId }) };
    const claimed = { ...mail, open: () => Promise.resolve(JSON.parse(text) as unknown) };
    const written = () => {
      if (isClaimed) taker?.take(claimed);
      else taker?.lookForDue();
    };
    // Else it would wait until its lease is over.
    const unknown = () => {
      if (isClaimed) taker?.takeIfWritten(claimed);
    };
    if (transaction !== undefined) {
      await outbox.insertOne(mail, { session: transaction });
      afterCommit(transaction, written, unknown);
      return;
    }
    try {
      await outbox.insertOne(mail);
    } catch (error) {
      unknown();
      throw error;
    }
    written();
  };
}

function createFigures(
  outbox: mongo.Collection<OutboxDocument>,
  clock: Clock,
): Pick<Outbox, 'count' | 'oldestWaitingSeconds'> {
  return {
    async count() {
      const [waiting, failed] = await Promise.all(
        (['waiting', 'failed'] as const).map((state) => outbox.countDocuments({ state })),
      );
      return { waiting: waiting ?? 0, failed: failed ?? 0 };
    },
    async oldestWaitingSeconds() {
      const oldest = await outbox.findOne(
        { state: 'waiting' },
        { sort: { createdAt: 1 }, projection: { createdAt: 1 } },
      );
      if (oldest === null) return 0;
      return Math.max(0, (clock.now().getTime() - oldest.createdAt.getTime()) / 1_000);
    },
  };
}

function newMail(kind: string, content: string, now: Date): Omit<OutboxDocument, 'dueAt' | 'attempts'> {
  return {
    _id: new Types.ObjectId(),
    schemaVersion: 1,
    kind,
    state: 'waiting',
    content,
    createdAt: now,
    refusals: 0,
  };
}
