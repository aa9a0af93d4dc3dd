/** What a person at a terminal sees of the demo, laid out as the gateway's own start is. */
import { styleText } from 'node:util';

import type { Demo } from './start-demo.js';

export interface DemoScreen {
  readonly step: (line: string) => void;
  readonly ready: (demo: Demo, seconds: number) => void;
  readonly line: (text: string) => void;
  readonly failure: (text: string) => void;
}

const labels: Readonly<Record<keyof Demo['places'], string>> = {
  frontend: 'Frontend',
  mailbox: 'Mailbox',
  gateway: 'Gateway',
  notes: 'Notes',
  provider: 'Provider',
};
const purposes: Readonly<Record<keyof Demo['places'], string>> = {
  frontend: 'begin here',
  mailbox: 'every mail that the gateway would send',
  gateway: '/graphql, /graphiql, /docs',
  notes: 'a GraphQL service behind the guard',
  provider: 'an OpenID provider with two people',
};

/** Colours only where `output` is a terminal that wants them (NO_COLOR). */
export function createDemoScreen(output: NodeJS.WriteStream): DemoScreen {
  const isColourful = output.isTTY && !process.env['NO_COLOR'];
  const paint: typeof styleText = (format, text) => (isColourful ? styleText(format, text) : text);
  const write = (lines: readonly string[]) => void output.write(`${lines.join('\n')}\n`);
  const place = (name: keyof Demo['places'], url: string) =>
    `  ${labels[name].padEnd(10)}${paint('cyan', url.padEnd(36))}${paint('dim', purposes[name])}`;
  return {
    step: (line) => write([`${paint('dim', '  ›')} ${line}`]),
    line: (text) => write([`  ${text}`]),
    ready: ({ places, accounts }, seconds) => {
      const names = Object.keys(labels) as (keyof Demo['places'])[];
      const [head = '', ...people] = accounts.split('\n');
      write([
        `\n${paint(['bold', 'green'], '  The demo is up')}${paint('dim', `   after ${seconds.toFixed(1)} s; Ctrl-C ends it and removes its data`)}\n`,
        ...names.map((name) => place(name, places[name])),
        `\n  ${paint('bold', head)}`,
        ...inColumns(people).map((line) => `  ${line}`),
        '',
      ]);
    },
    failure: (text) => {
      const [first = '', ...rest] = text.split('\n');
      write([`\n${paint(['bold', 'red'], 'The demo has ended.')} ${first}`, ...rest]);
    },
  };
}

/** The gateway's own lines have their parts three blanks apart, whatever their lengths. */
function inColumns(lines: readonly string[]): string[] {
  const rows = lines.map((line) => line.trim().split(/ {3,}/));
  const widthOf = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) =>
    row
      .map((part, column) => part.padEnd(widthOf(column)))
      .join('   ')
      .trimEnd(),
  );
}
