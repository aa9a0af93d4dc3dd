/** What every command is given: the toolbox on the configured database, opened when first asked for. */
import type { Toolbox } from '../compose/toolbox.js';
import type { Finding } from '../doctor/finding.js';
import type { ExitCode } from './exit-code.js';
import type { Output } from './output.js';

export interface CommandContext {
  readonly output: Output;
  /** Opens the toolbox, does the work, closes it again. */
  readonly withTools: <Result>(work: (tools: Toolbox) => Promise<Result>) => Promise<Result>;
  /** What the doctor finds; wrong settings are a finding too. */
  readonly examine: () => Promise<readonly Finding[]>;
  /** How the program ends when the command is done. */
  readonly endWith: (code: ExitCode) => void;
}
