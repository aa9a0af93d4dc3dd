import { createReadStream } from 'node:fs';

import type { Command } from 'commander';

import type { CommandContext } from '../terminal/command-context.js';
import { CommandError } from '../terminal/exit-code.js';
import { buildFilter, FilterRefused } from './build-filter.js';

/** `portcullis passwords`. It needs no deployment. */
export function addPasswordsCommands(
  program: Command,
  context: Pick<CommandContext<unknown>, 'output'>,
): void {
  program
    .command('passwords')
    .description('which passwords are not taken')
    .command('build-filter')
    .description('makes the file that BREACHED_PASSWORDS names, of a list of hashes')
    .argument('<list>', 'SHA1:count a line, in order, as Have I Been Pwned has it; - for standard input')
    .argument('<out>', 'the file, which must not be there yet')
    .action((list: string, out: string) => build(context, list, out));
}

async function build(
  { output }: Pick<CommandContext<unknown>, 'output'>,
  list: string,
  out: string,
): Promise<void> {
  const number = (count: number) => count.toLocaleString('en');
  const source = list === '-' ? process.stdin : bytesOf(list);
  const count = await output
    .during('Reading the list', (say) =>
      buildFilter(source, out, (taken) => {
        say(`${number(taken)} hashes`);
      }),
    )
    .catch((error: unknown) => {
      throw asRefusal(error, list);
    });
  output.line(`${number(count)} hashes written. Set BREACHED_PASSWORDS=${out}`);
}

/** Opened by whoever reads it: a stream that fails before somebody listens ends the process. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path, { highWaterMark: 1_048_576 }) as AsyncIterable<Uint8Array>;
}

function asRefusal(error: unknown, list: string): unknown {
  if (error instanceof FilterRefused) return new CommandError(`${list}: ${error.message}.`);
  const isOfFile = error instanceof Error && 'code' in error;
  return isOfFile ? new CommandError(`${list}: ${error.message}.`) : error;
}
