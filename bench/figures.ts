/** What was measured, as it is kept: JSON, and the chart that is drawn of it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import prettier from 'prettier';

import { repository } from './build.js';

/** Five figures that count: the rest is digits. */
export function roundedJson(result: object): string {
  return JSON.stringify(result, (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(5)) : value,
  );
}

/** Writes bench/figures/NAME.json. */
export async function keepFigures(name: string, result: object): Promise<void> {
  write('figures', `${name}.json`, await prettier.format(roundedJson(result), { parser: 'json' }));
}

/** @returns what was kept under that name last. */
export function readFigures<Figures>(name: string): Figures {
  return JSON.parse(readFileSync(join(repository, 'bench/figures', `${name}.json`), 'utf8')) as Figures;
}

/** Writes bench/charts/NAME.svg. */
export function keepChart(name: string, svg: string): void {
  write('charts', `${name}.svg`, svg);
}

function write(folder: string, file: string, text: string): void {
  const directory = join(repository, 'bench', folder);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, file), text);
}
