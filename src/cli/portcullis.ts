#!/usr/bin/env node
/** The command line. Answers go to standard output, everything else to standard error; exit codes are in exit-code.ts. */
import { readFile } from 'node:fs/promises';

import { CommanderError } from 'commander';

import { examine } from '../compose/doctor.js';
import type { Parts } from '../compose/parts.js';
import { openToolbox } from '../compose/toolbox.js';
import { type Config, parseConfig, readEnvironment } from '../config/config.js';
import type { Finding } from '../doctor/finding.js';
import { systemClock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import { createLogger } from '../foundation/logger.js';
import { systemRandomness } from '../foundation/randomness.js';
import { StartupError } from '../foundation/startup-error.js';
import type { CommandContext } from './command-context.js';
import { CommandError, type ExitCode, exitCodes } from './exit-code.js';
import { createOutput } from './output.js';
import { createProgram } from './program.js';

const output = createOutput({ out: process.stdout, err: process.stderr });
const abort = new AbortController();

const readConfig = () => parseConfig(readEnvironment(process.cwd()));

const partsFor = (say: (text: string) => void): Parts => ({
  clock: systemClock,
  randomness: systemRandomness,
  log: createLogger({ level: 'silent', readable: false }),
  signal: abort.signal,
  report: say,
  progress: (received) => {
    say(`Fetching MongoDB: ${Math.round(received / 1_048_576)} MB`);
  },
  onFatal: (reason) => {
    throw new StartupError(reason);
  },
});

const withTools: CommandContext['withTools'] = async (work) => {
  const config = readConfig();
  const tools = await output.during('Opening the database', (say) => openToolbox(config, partsFor(say)));
  try {
    return await work(tools);
  } finally {
    await tools.stop();
  }
};

async function examineAll(): Promise<readonly Finding[]> {
  let config: Config;
  try {
    config = readConfig();
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    return [{ subject: 'Settings', state: 'wrong', says: error.message }];
  }
  return examine(
    config,
    partsFor(() => undefined),
  );
}

async function main(): Promise<void> {
  const manifest = new URL('../../package.json', import.meta.url);
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const program = createProgram(
    {
      output,
      withTools,
      examine: examineAll,
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
