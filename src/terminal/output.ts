/** How the command line speaks: tables for people and JSON for programs on standard output, all else on standard error. */
import { styleText } from 'node:util';

import Table from 'cli-table3';
import yoctoSpinner from 'yocto-spinner';

export interface Streams {
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
}

/** @typeParam Row what one line tells of; the title is in capitals. */
export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
}

/** One for each run. With --json nothing else may be on standard output. */
export interface Output {
  /** One JSON document, whole. */
  json(value: unknown): void;
  table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], whenEmpty: string): void;
  /** A sentence about what was done. */
  line(text: string): void;
  /** A sentence of caution, on standard error. */
  warn(text: string): void;
  /** Standard output itself, for what is no text; nothing else may be written there then. */
  readonly bytes: NodeJS.WriteStream;
  /** Turns while something takes long; nothing is seen of it where standard error is no terminal. */
  during<Result>(text: string, work: (say: (text: string) => void) => Promise<Result>): Promise<Result>;
  readonly paint: (format: Parameters<typeof styleText>[0], text: string) => string;
}

const borderless = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '   ' },
};

/** Colours and the spinner only where the stream is a terminal. */
export function createOutput({ out, err }: Streams): Output {
  const paint: Output['paint'] = (format, text) => (out.isTTY ? styleText(format, text) : text);
  return {
    paint,
    bytes: out,
    json: (value) => void out.write(`${JSON.stringify(value, undefined, 2)}\n`),
    line: (text) => void out.write(`${text}\n`),
    warn: (text) => void err.write(`${err.isTTY ? styleText('yellow', text) : text}\n`),
    table(columns, rows, whenEmpty) {
      if (rows.length === 0) {
        out.write(`${paint('dim', whenEmpty)}\n`);
        return;
      }
      const table = new Table({
        chars: borderless,
        style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
        head: columns.map(({ title }) => paint('dim', title)),
      });
      table.push(...rows.map((row) => columns.map(({ value }) => value(row))));
      out.write(`${table.toString().replaceAll(/ +$/gm, '')}\n`);
    },
    async during(text, work) {
      if (!err.isTTY) return work(() => undefined);
      // By itself it would end the process at Ctrl-C, past all that is under way.
      const spinner = yoctoSpinner({ text, stream: err, handleSignals: false }).start();
      try {
        return await work((said) => {
          spinner.text = said;
        });
      } finally {
        spinner.stop();
      }
    },
  };
}

/** `2026-03-01 12:00` in UTC; a dash for never. */
export function showTime(date: Date | undefined): string {
  return date === undefined ? '–' : date.toISOString().slice(0, 16).replace('T', ' ');
}
