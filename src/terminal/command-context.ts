/** What every command is given: how to speak, and the deployment that the settings describe, when first asked for. */
import type { Config } from '../config/config.js';
import type { ExitCode } from './exit-code.js';
import type { Output } from './output.js';

/**
 * @typeParam Tools what the commands of one room need of the toolbox.
 * @typeParam Parts what a process gives its rooms.
 */
export interface CommandContext<Tools, Parts = unknown> {
  readonly output: Output;
  /** Opens the toolbox, does the work, closes it again. @throws StartupError where it cannot be opened. */
  readonly withTools: <Result>(work: (tools: Tools) => Promise<Result>) => Promise<Result>;
  /**
   * For those that open something else.
   * @param say of a wait.
   * @throws StartupError where a setting is wrong.
   */
  readonly readSite: (
    say: (text: string) => void,
  ) => Promise<{ readonly config: Config; readonly parts: Parts }>;
  /** How the program ends when the command is done. */
  readonly endWith: (code: ExitCode) => void;
}
