#!/usr/bin/env node
/** The command line. Answers go to standard output, everything else to standard error; exit codes are in exit-code.ts. */

import { CommanderError } from 'commander';

import { AppError } from '../foundation/errors.js';
import { StartupError } from '../foundation/startup-error.js';
import { readVersion } from '../foundation/version.js';
import { CommandError, type ExitCode, exitCodes } from '../terminal/exit-code.js';
import { createOutput } from '../terminal/output.js';
import { createProgram } from './program.js';

const output = createOutput({ out: process.stdout, err: process.stderr });
const abort = new AbortController();

const openDeployment = async () => (await import('./deployment.js')).createDeployment(output, abort.signal);

async function main(): Promise<void> {
  const version = readVersion();
  const program = createProgram(
    {
      output,
      withTools: async (work) => (await openDeployment()).withTools(work),
      readSite: async (say) => (await openDeployment()).readSite(say),
      endWith: (code) => {
        process.exitCode = code;
      },
    },
    version,
  );
  for (const command of [
    program,
    ...program.commands,
    ...program.commands.flatMap(({ commands }) => commands),
  ])
    command.exitOverride();
  await program.parseAsync();
}

/** What went wrong, in a sentence, and how it ends. */
function explain(error: unknown): { readonly text: string | undefined; readonly code: ExitCode } {
  // Its own words are out already.
  if (error instanceof CommanderError)
    return { text: undefined, code: error.exitCode === 0 ? exitCodes.ok : exitCodes.usage };
  if (error instanceof CommandError) return { text: error.message, code: error.exitCode };
  if (error instanceof StartupError) return { text: error.message, code: exitCodes.failed };
  if (error instanceof AppError && error.status < 500)
    return { text: error.message, code: exitCodes.refused };
  return {
    text: error instanceof Error ? (error.stack ?? error.message) : String(error),
    code: exitCodes.failed,
  };
}

process.once('SIGINT', () => {
  abort.abort();
});
main().catch((error: unknown) => {
  const { text, code } = explain(error);
  if (text !== undefined) output.warn(text);
  process.exitCode = code;
});
