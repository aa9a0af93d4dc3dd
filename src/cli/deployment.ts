/**
 * The deployment that the settings describe, for commands that need it. Everything heavy is behind this file, which is
 * loaded by those alone: help and a mistyped command answer at once.
 */
import { parseConfig, readEnvironment } from '../config/config.js';
import { systemClock } from '../foundation/clock.js';
import { createLogger } from '../foundation/logger.js';
import { systemRandomness } from '../foundation/randomness.js';
import { StartupError } from '../foundation/startup-error.js';
import type { Parts } from '../house/ground.js';
import type { CommandContext } from '../terminal/command-context.js';
import type { Output } from '../terminal/output.js';
import { openToolbox, type Toolbox } from '../toolbox.js';

export type Deployment = Pick<CommandContext<Toolbox, Parts>, 'withTools' | 'readSite'>;

export function createDeployment(output: Output, signal: AbortSignal): Deployment {
  const readSite: Deployment['readSite'] = (say) => {
    const config = parseConfig(readEnvironment(process.cwd()));
    return Promise.resolve({ config, parts: partsFor(signal, say) });
  };
  return {
    readSite,
    async withTools(work) {
      const tools = await output.during('Opening the database', async (say) => {
        const { config, parts } = await readSite(say);
        return openToolbox(config, parts);
      });
      try {
        return await work(tools);
      } finally {
        await tools.stop();
      }
    },
  };
}

function partsFor(signal: AbortSignal, say: (text: string) => void): Parts {
  return {
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
  };
}
