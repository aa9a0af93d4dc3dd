/** The command line within the test, for those that run it often or write what no log may hold; command-line.ts runs it by itself. */
import { Writable } from 'node:stream';

import { createProgram } from '../../src/cli/program.js';
import { parseConfig } from '../../src/config/config.js';
import { createLogger } from '../../src/foundation/logger.js';
import { systemRandomness } from '../../src/foundation/randomness.js';
import { CommandError, exitCodes } from '../../src/terminal/exit-code.js';
import { createOutput } from '../../src/terminal/output.js';
import { openToolbox, type Toolbox } from '../../src/toolbox.js';
import type { CommandResult } from './command-line.js';
import { type TestGateway, testSecret } from './gateway.js';
import { replicaOf } from './replica.js';

/** What commands work with, opened once; a process for each would be most of what this file takes. */
export function openTools(on: TestGateway, settings: Readonly<Record<string, string>>): Promise<Toolbox> {
  return openToolbox(parseConfig({ ...replicaOf(on), ...settings, SECRET: testSecret }), {
    ...{ clock: on.clock, randomness: systemRandomness, signal: new AbortController().signal },
    log: createLogger({ level: 'silent', readable: false, destination: { write: () => undefined } }),
    ...{ report: () => undefined, progress: () => undefined },
    onFatal: (reason) => {
      throw new Error(reason);
    },
  });
}

/** A command, with what it writes; nothing of it reaches the log of the run, since an export holds hashes. */
export async function runWith(tools: Toolbox, args: readonly string[]): Promise<CommandResult> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') =>
    new Writable({
      write(chunk: Buffer, _, done) {
        written[name] += chunk.toString();
        done();
      },
    }) as unknown as NodeJS.WriteStream;
  const output = createOutput({ out: stream('stdout'), err: stream('stderr') });
  let code: number = exitCodes.ok;
  const program = createProgram(
    {
      output,
      withTools: (work) => work(tools),
      readSite: () => Promise.reject(new Error('None of these asks for it.')),
      endWith: (ended) => {
        code = ended;
      },
    },
    '0',
  );
  await program.parseAsync(args, { from: 'user' }).catch((error: unknown) => {
    if (!(error instanceof CommandError)) throw error;
    code = error.exitCode;
    written.stderr += error.message;
  });
  return { code, ...written };
}
