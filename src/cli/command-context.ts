/** What every command is given: the toolbox on the configured database, opened when first asked for. */
import type { Toolbox } from '../compose/toolbox.js';
import type { Output } from './output.js';

export interface CommandContext {
  readonly output: Output;
  /** Opens the toolbox, does the work, closes it again. */
  readonly withTools: <Result>(work: (tools: Toolbox) => Promise<Result>) => Promise<Result>;
}
