import { quantile, sortNumbers } from './statistics.js';

/** The mark: what the larger crowd may cost of the smaller. */
const atMost = 1.5;

export interface QueryFigures {
  readonly name: string;
  /** Of the small crowd and of the large one. */
  readonly at: readonly { readonly times: number[]; listed: number; counted: number }[];
}

const heads = ['', 'found', 'p50 ms', 'p95 ms', 'found', 'p50 ms', 'p95 ms', 'ratio', 'mark'];

export function renderUsersTable(figures: readonly QueryFigures[], sizes: readonly number[]): string {
  const rows = [
    ['', ...sizes.flatMap((size) => [size.toLocaleString('en'), '', '']), '', ''],
    heads,
    ...figures.map(rowOf),
  ];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number) =>
    column === 0 || column === heads.length - 1
      ? text.padEnd(widths[column] ?? 0)
      : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

function rowOf({ name, at }: QueryFigures): string[] {
  const medians = at.map(({ times }) => quantile(sortNumbers(times), 0.5));
  const ratio = (medians[1] ?? NaN) / (medians[0] ?? NaN);
  return [
    name,
    ...at.flatMap(({ times, listed, counted }, index) => [
      `${listed} of ${counted.toLocaleString('en')}${counted === 1_000 ? '+' : ''}`,
      (medians[index] ?? NaN).toFixed(1),
      quantile(sortNumbers(times), 0.95).toFixed(1),
    ]),
    ratio.toFixed(2),
    ratio <= atMost ? 'met' : 'NOT MET',
  ];
}
