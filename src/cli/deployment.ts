/**
 * The deployment that the settings describe, for commands that need it. Everything heavy is behind this file, which is
 * loaded by those alone: help and a mistyped command answer at once.
 */
import { type Config, parseConfig, readEnvironment } from '../config/config.js';
import { examine } from '../doctor/examine.js';
import { systemClock } from '../foundation/clock.js';
import { createLogger } from '../foundation/logger.js';
import { systemRandomness } from '../foundation/randomness.js';
import { StartupError } from '../foundation/startup-error.js';
import type { Parts } from '../house/ground.js';
import type { CommandContext } from '../terminal/command-context.js';
import type { Output } from '../terminal/output.js';
import { openToolbox, type Toolbox } from '../toolbox.js';

const readConfig = () => parseConfig(readEnvironment(process.cwd()));

export function createDeployment(
  output: Output,
  signal: AbortSignal,
): Pick<CommandContext<Toolbox>, 'withTools' | 'examine'> {
  const partsFor = (say: (text: string) => void): Parts => ({
    clock: systemClock,
    randomness: systemRandomness,
    log: createLogger({ level: 'silent', readable: false }),
    signal,
    report: say,
    progress: (received) => {
      say(`Fetching MongoDB: ${Math.round(received / 1_048_576)} MB`);
    },
    onFatal: (reason) => {
      throw new StartupError(reason);
    },
  });
  return {
    async withTools(work) {
      const config = readConfig();
      const tools = await output.during('Opening the database', (say) => openToolbox(config, partsFor(say)));
      try {
        return await work(tools);
      } finally {
        await tools.stop();
      }
    },
    async examine() {
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
    },
  };
}
