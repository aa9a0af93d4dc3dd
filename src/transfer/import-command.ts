/** `portcullis import users`: the file, the choices, and what is told while it goes and when it is over. */
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';

import type { CommandContext } from '../terminal/command-context.js';
import { CommandError, exitCodes } from '../terminal/exit-code.js';
import type { Output } from '../terminal/output.js';
import { showProgress } from './import-progress.js';
import type { ImportListener, ImportReport } from './import-users.js';
import { explainProblem, type RowProblem } from './row-problem.js';
import { readRows } from './rows/read-rows.js';
import { FileFault } from './rows/row.js';
import { systems } from './systems/systems.js';
import type { TransferTools } from './transfer-tools.js';
import type { TransferRoom } from './transfer.room.js';

export interface ImportOptions {
  readonly from: string;
  readonly dryRun?: true;
  readonly format?: string;
  readonly mapRole: ReadonlyMap<string, string>;
  readonly hashParameter: ReadonlyMap<string, string>;
  readonly dropInvalid?: true;
  readonly report?: string;
  readonly json?: true;
}

/** How many of each kind are told on the terminal. */
const TOLD = 50;

export async function importFrom(
  { output, withTools, endWith }: CommandContext<TransferTools>,
  path: string,
  options: ImportOptions,
): Promise<void> {
  const input = await openInput(path);
  const notes = new Notes(options.report, output);
  const report = await withTools(({ rooms: { transfer } }) =>
    output.during('Importing', (say) => run(transfer, input, options, notes, say)),
  ).catch((error: unknown) => {
    notes.tell();
    throw error instanceof FileFault ? new CommandError(`${path}: ${error.message}.`) : error;
  });
  notes.end();
  // As the file of a realm whose users Keycloak has written into files beside it.
  if (report.read === 0 && !report.isStopped) output.warn(`${path} holds no account.`);
  if (options.json === true) output.json({ ...report, problems: notes.problems, taken: notes.duplicates });
  else tellReport(output, report, options, notes);
  if (report.isStopped) endWith(exitCodes.failed);
  else if (report.refused + report.duplicates > 0) endWith(exitCodes.refused);
}

interface Input {
  /** Called by whoever reads it: a stream that fails before somebody listens ends the process. */
  readonly open: () => Readable;
  readonly size: number | undefined;
}

/** @throws CommandError where there is no such file. */
async function openInput(path: string): Promise<Input> {
  if (path === '-') return { open: () => process.stdin, size: undefined };
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || found.isDirectory()) throw new CommandError(`There is no file ${path}.`);
  return { open: () => createReadStream(path), size: found.isFile() ? found.size : undefined };
}

type Report = ImportReport & { readonly seconds: number; readonly isStopped: boolean };

async function run(
  transfer: TransferRoom,
  { open, size }: Input,
  options: ImportOptions,
  listener: Omit<ImportListener, 'onProgress'>,
  say: (text: string) => void,
): Promise<Report> {
  const { clock, signal } = transfer;
  const startedAt = clock.now().getTime();
  const seconds = () => (clock.now().getTime() - startedAt) / 1000;
  const system = systems.find(({ name }) => name === options.from) ?? systems[0];
  const counted = countBytes(open, signal);
  const rehearsal = options.dryRun === true ? await transfer.openRehearsal() : undefined;
  try {
    const report = await transfer.importUsers(
      {
        rows: readRows(counted.bytes, system.usersIn),
        adapt: system.adapt,
        context: { parameters: options.hashParameter, now: clock.now() },
        choices: {
          format: options.format ?? system.format,
          roleNames: options.mapRole,
          dropInvalid: options.dropInvalid === true,
          source: system.name,
        },
        write: rehearsal?.write ?? transfer.writeUsers,
        addedWork: transfer.openAddedWork(),
        isRehearsal: rehearsal !== undefined,
        signal,
      },
      {
        onProblem: (problem) => listener.onProblem(problem),
        onDuplicate: (problem) => listener.onDuplicate(problem),
        onWork: (works) => listener.onWork(works),
        onProgress: (counts) => {
          say(showProgress({ counts, seconds: seconds(), bytes: counted.count(), totalBytes: size }));
        },
      },
    );
    return { ...report, seconds: seconds(), isStopped: signal.aborted };
  } finally {
    await rehearsal?.end();
  }
}

/** @param signal ends them where they are, also while a pipe brings nothing. */
function countBytes(open: () => Readable, signal: AbortSignal) {
  let count = 0;
  async function* bytes() {
    try {
      for await (const chunk of addAbortSignal(signal, open()) as AsyncIterable<Uint8Array>) {
        count += chunk.length;
        yield chunk;
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
  return { bytes: bytes(), count: () => count };
}

/** The first problems and duplicates for the terminal, all of them for the file. */
class Notes {
  readonly problems: RowProblem[] = [];
  readonly duplicates: RowProblem[] = [];
  readonly #file: number | undefined;

  /** @throws CommandError where the file is there already. */
  constructor(
    path: string | undefined,
    private readonly output: Output,
  ) {
    try {
      this.#file = path === undefined ? undefined : openSync(path, 'wx', 0o600);
    } catch {
      throw new CommandError(`${path ?? ''} cannot be written, or is there already.`);
    }
  }

  onProblem(problem: RowProblem): void {
    if (this.problems.length < TOLD) this.problems.push(problem);
    this.#write({ ...problem, is: 'problem' });
  }

  onWork(works: readonly string[]): void {
    const what = works.join('; ');
    this.output.warn(`While such hashes are left, every sign-in with a password takes this too: ${what}.`);
  }

  onDuplicate(problem: RowProblem): void {
    if (this.duplicates.length < TOLD) this.duplicates.push(problem);
    this.#write({ ...problem, is: 'duplicate' });
  }

  tell(): void {
    for (const problem of [...this.problems, ...this.duplicates]) this.output.warn(explainProblem(problem));
  }

  end(): void {
    if (this.#file !== undefined) closeSync(this.#file);
  }

  /** At once: so a million of them take no memory. */
  #write(line: object): void {
    if (this.#file !== undefined) writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}

function tellReport(
  output: Output,
  report: Report,
  { dryRun, report: file }: ImportOptions,
  notes: Notes,
): void {
  const number = (count: number) => count.toLocaleString('en');
  tellList(output, 'Refused:', notes.problems, report.refused, file);
  tellList(output, 'In use already:', notes.duplicates, report.duplicates, file);
  const left = Object.entries(report.left);
  if (left.length > 0) output.line('Left behind:');
  for (const [what, count] of left) output.line(`  ${number(count)} × ${what}`);
  if (report.addedWork.length > 0)
    output.line(`Beside its own, every check of a password takes: ${report.addedWork.join('; ')}`);
  const rate = report.seconds > 0 ? `, ${number(Math.round(report.read / report.seconds))}/s` : '';
  const done = dryRun === true ? 'would be imported' : 'imported';
  output.line(
    `${number(report.imported)} of ${number(report.read)} accounts ${done}; ${number(report.unchanged)} were there from before, ` +
      `${number(report.duplicates)} in use already, ${number(report.refused)} refused, ${number(report.skipped)} skipped ` +
      `(${report.seconds.toFixed(1)} s${rate}).`,
  );
  if (report.isStopped) output.warn('It was stopped: the same command goes on from there.');
}

function tellList(
  output: Output,
  title: string,
  found: readonly RowProblem[],
  count: number,
  file: string | undefined,
): void {
  if (found.length === 0) return;
  output.line(title);
  for (const problem of found) output.line(`  ${explainProblem(problem)}`);
  if (found.length < TOLD || count <= TOLD) return;
  output.line(file === undefined ? '  … and more: --report writes all of them' : `  … and more, in ${file}`);
}
