/** What every command is given: how to speak, and the rooms on the configured database, opened when first asked for. */
import type { Finding } from '../foundation/check.js';
import type { ExitCode } from './exit-code.js';
import type { Output } from './output.js';

/** @typeParam Tools what the commands of one room need of the toolbox. */
export interface CommandContext<Tools> {
  readonly output: Output;
  /** Opens the toolbox, does the work, closes it again. */
  readonly withTools: <Result>(work: (tools: Tools) => Promise<Result>) => Promise<Result>;
  /** What the doctor finds; wrong settings are a finding too. */
  readonly examine: () => Promise<readonly Finding[]>;
  /** How the program ends when the command is done. */
  readonly endWith: (code: ExitCode) => void;
}
