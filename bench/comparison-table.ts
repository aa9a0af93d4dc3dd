/** A comparison as text for people, and what of it fails a check. */
import type { ComparedFigure, Comparison } from './compare.js';
import type { Options } from './options.js';
import { alignColumns, showNumber, showSpread } from './table.js';

/** What `--check` looks at, in under two minutes. */
export const guarded: Pick<Options, 'only' | 'rounds' | 'seconds'> = {
  only: ['key set', 'me', 'refresh'],
  rounds: 5,
  seconds: 2,
};

/** How much dearer than the baseline something may have become: less than that is the machine's. */
export const MOST_DEARER = 1.1;

const units: Readonly<Record<ComparedFigure['figure'], string>> = {
  gatewayCpuMs: 'gateway CPU ms',
  mongodCpuMs: 'mongod CPU ms',
  aboveHashCpuMs: 'beside the hash ms',
  p99Ms: 'p99 ms',
  memoryMb: 'MB',
};

export function renderComparison(
  { figures, errors, firstError }: Comparison,
  before: string,
  head: string,
): string {
  const heads = ['', '', before, 'this tree', 'ratio', 'pair by pair', 'x bare'];
  const rows = figures.map((figure) => [
    figure.load,
    units[figure.figure],
    showNumber(figure.before.median),
    showNumber(figure.after.median),
    showSpread(figure.ratio),
    figure.ratios.map((ratio) => ratio.toFixed(2)).join(' '),
    figure.timesHello ? showSpread(figure.timesHello) : '',
  ]);
  const failure = errors > 0 ? [`\nFAILED  ${errors} errors, first ${firstError ?? ''}`] : [];
  return [head, '', alignColumns([heads, ...rows]), ...failure].join('\n');
}

/** @returns a line for each load whose gateway has become dearer. */
export function findDearer({ figures }: Comparison): string[] {
  return figures
    .filter(({ figure, ratio }) => figure === 'gatewayCpuMs' && !(ratio.median <= MOST_DEARER))
    .map(
      ({ load, ratio }) =>
        `${load} costs ${ratio.median.toFixed(2)} times what it did: at most ${MOST_DEARER} is taken.`,
    );
}
