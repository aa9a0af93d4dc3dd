/** The import: reads row after row, judges, writes by the hundred; never holds more than three batches. */
import type { Events } from '../foundation/events.js';
import { noRequest } from '../foundation/no-request.js';
import type { AddedWork } from './added-work.js';
import type { ReadChoices, UserReader } from './read-user.js';
import type { RowProblem } from './row-problem.js';
import { FileFault, type Row, type Rows } from './rows/row.js';
import type { Adapt, AdaptContext } from './systems/system.js';
import type { PlacedUser, WriteUsers } from './user-writer.js';

export interface ImportCounts {
  /** Accounts in the file so far. */
  read: number;
  imported: number;
  /** Brought by an earlier run, and left as they are. */
  unchanged: number;
  /** Rows with something wrong. */
  refused: number;
  /** Nobody who could sign in, such as an account of a program. */
  skipped: number;
  /** Rows of which somebody else has the address, the username, the number or the identity. */
  duplicates: number;
}

export interface ImportReport extends ImportCounts {
  /** What stayed behind, in words, with how many accounts had it. */
  readonly left: Readonly<Record<string, number>>;
  /** What every check of a password takes beside from now on, in words. */
  readonly addedWork: readonly string[];
}

export interface ImportListener {
  readonly onProblem: (problem: RowProblem) => void;
  readonly onDuplicate: (problem: RowProblem) => void;
  /** Before the first account is written that makes every check of a password dearer. @param works in words. */
  readonly onWork: (works: readonly string[]) => void;
  /** After each batch. */
  readonly onProgress: (counts: Readonly<ImportCounts>) => void;
}

interface ImportPlan {
  readonly rows: Rows;
  readonly adapt: Adapt;
  readonly context: AdaptContext;
  readonly choices: ReadChoices;
  readonly write: WriteUsers;
  readonly addedWork: AddedWork;
  /** Whether nobody comes of it. */
  readonly isRehearsal: boolean;
  /** Ends it between two batches; another run goes on from there. */
  readonly signal: AbortSignal;
}

/** @throws FileFault where the rest of the file cannot be read; what came before it stays. */
export type ImportUsers = (plan: ImportPlan, listener: ImportListener) => Promise<ImportReport>;

/** Large enough that the database is busy, small enough for its patience. */
const BATCH = 500;
const BATCHES_AT_ONCE = 2;

export function createImportUsers(readUser: UserReader, events: Events): ImportUsers {
  return async (plan, listener) => {
    const run = new Run(plan, listener, readUser);
    try {
      for await (const row of plan.rows) {
        // What a stopped pipe ends with may be half a row.
        if (plan.signal.aborted) break;
        await run.take(row);
      }
    } catch (error) {
      // A document that was stopped ends too early.
      if (!plan.signal.aborted || !(error instanceof FileFault)) throw error;
    } finally {
      await run.flush();
      if (run.counts.imported > 0 && !plan.isRehearsal)
        events.raise('users.imported', { count: run.counts.imported }, noRequest('command-line'));
    }
    return { ...run.counts, left: run.left, addedWork: plan.addedWork.all() };
  };
}

class Run {
  readonly counts: ImportCounts = {
    read: 0,
    imported: 0,
    unchanged: 0,
    refused: 0,
    skipped: 0,
    duplicates: 0,
  };
  readonly left: Record<string, number> = {};
  #batch: PlacedUser[] = [];
  /** Of two batches, so that both cores of a small database are at work: an insert keeps one. */
  #writing: Writing[] = [];

  constructor(
    private readonly plan: ImportPlan,
    private readonly listener: ImportListener,
    private readonly readUser: UserReader,
  ) {}

  async take(row: Row): Promise<void> {
    const { place } = row;
    this.counts.read++;
    if ('problem' in row) {
      this.counts.refused++;
      this.listener.onProblem({ place, message: row.problem });
      return;
    }
    const { record, left = [] } = this.plan.adapt(row.value, this.plan.context);
    this.#count(left);
    if (record === undefined) this.counts.skipped++;
    else await this.#judge(place, record);
    if (this.#batch.length >= BATCH) await this.#send();
  }

  async #judge(place: string, record: Readonly<Record<string, unknown>>): Promise<void> {
    const { user, problems, left } = await this.readUser(record, this.plan.choices);
    this.#count(left);
    for (const problem of problems) this.listener.onProblem({ place, ...problem });
    if (user === undefined) this.counts.refused++;
    else this.#batch.push({ place, user });
  }

  #count(left: readonly string[]): void {
    for (const what of left) this.left[what] = (this.left[what] ?? 0) + 1;
  }

  async flush(): Promise<void> {
    try {
      await this.#send();
      await this.#leave(0);
    } finally {
      // Where one has failed the other is under way still.
      await Promise.allSettled(this.#writing.map(({ done }) => done));
    }
  }

  /** The next batch is read while these are written. */
  async #send(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    const values = uniqueValuesOf(batch);
    // Of two that have the same, the upper one comes in, whichever batch is the faster.
    const isShared = this.#writing.some((writing) => values.some((value) => writing.values.has(value)));
    await this.#leave(isShared ? 0 : BATCHES_AT_ONCE - 1);
    const done = this.#write(batch);
    // Whoever awaits it next hears of it; until then it is no unhandled one.
    done.catch(() => undefined);
    this.#writing.push({ values: new Set(values), done });
  }

  /** Waits until no more than so many batches are being written. */
  async #leave(count: number): Promise<void> {
    while (this.#writing.length > count) await this.#writing.shift()?.done;
  }

  async #write(batch: readonly PlacedUser[]): Promise<void> {
    if (batch.length === 0) return;
    const works = this.plan.addedWork.add(batch.map(({ user }) => user));
    if (works.length > 0) this.listener.onWork(works);
    const { imported, unchanged, duplicates } = await this.plan.write(batch);
    this.counts.imported += imported;
    this.counts.unchanged += unchanged;
    this.counts.duplicates += duplicates.length;
    for (const duplicate of duplicates) this.listener.onDuplicate(duplicate);
    this.listener.onProgress(this.counts);
  }
}

/** A batch on its way. */
interface Writing {
  /** What nobody else may have. */
  readonly values: ReadonlySet<string>;
  readonly done: Promise<void>;
}

function uniqueValuesOf(batch: readonly PlacedUser[]): readonly string[] {
  return batch.flatMap(({ user }) => [
    `_id ${user._id.toHexString()}`,
    `email ${user.emailCanonical}`,
    ...(user.usernameCanonical === undefined ? [] : [`username ${user.usernameCanonical}`]),
    ...(user.phoneNumber === undefined ? [] : [`phoneNumber ${user.phoneNumber}`]),
    ...user.identities.map(({ issuer, subject }) => `identity ${issuer} ${subject}`),
  ]);
}
