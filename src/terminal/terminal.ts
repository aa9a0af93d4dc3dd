import { styleText } from 'node:util';

import { drawBar } from './progress-bar.js';

/** What a person at a terminal sees of a start. Without a terminal everything is a log line instead. */
export interface Terminal {
  readonly step: (line: string) => void;
  readonly progress: (receivedBytes: number, totalBytes: number | undefined) => void;
  readonly ready: (
    version: string,
    places: Readonly<Record<string, string>>,
    dataDir: string | undefined,
  ) => void;
  /** Who may sign in, a line each, or why nobody new may. */
  readonly demo: (text: string) => string;
  readonly failure: (text: string) => string;
}

const labels: Readonly<Record<string, string>> = {
  graphql: 'GraphQL',
  sandbox: 'Sandbox',
  graphiql: 'GraphiQL',
  docs: 'Schema',
  keySet: 'Key set',
  health: 'Health',
  mailbox: 'Mailbox',
};

/** @param output where steps and progress go; what `demo` and `failure` return is for whoever calls to write. */
export function createTerminal(output: NodeJS.WriteStream): Terminal {
  const paint: typeof styleText = (format, text) => (output.isTTY ? styleText(format, text) : text);
  return {
    step: (line) => {
      output.write(`${paint('dim', '  ›')} ${line}\n`);
    },
    progress: (received, total) => {
      if (output.isTTY) output.write(`\r${progressLine(received, total)}`);
      if (output.isTTY && received === total) output.write('\n');
    },
    ready: (version, places, dataDir) => {
      const rows = Object.entries(places).map(
        ([name, url]) => `  ${(labels[name] ?? name).padEnd(10)}${paint('cyan', url)}`,
      );
      const kept = dataDir === undefined ? [] : [`  ${'Data'.padEnd(10)}${dataDir}`];
      const head = `${paint(['bold', 'green'], `  Portcullis ${version} is up`)}${paint('dim', '   Ctrl-C stops it')}`;
      output.write(`\n${[head, '', ...rows, ...kept].join('\n')}\n\n`);
    },
    demo: (text) => {
      const lines = text.split('\n').map((line) => `  ${line}`);
      return [`  ${paint('bold', 'Demo accounts')}`, ...lines, ''].join('\n');
    },
    failure: (text) => {
      const [first, ...rest] = text.split('\n');
      return [`${paint(['bold', 'red'], 'Portcullis cannot start.')} ${first ?? ''}`, ...rest].join('\n');
    },
  };
}

function progressLine(received: number, total: number | undefined): string {
  const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(0)} MB`;
  if (total === undefined) return `    ${megabytes(received)}`;
  return `    ${drawBar(received, total)} ${megabytes(received)} of ${megabytes(total)}`;
}
