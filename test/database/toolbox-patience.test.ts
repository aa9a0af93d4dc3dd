import { expect, it } from '@jest/globals';

import { parseConfig } from '../../src/config/config.js';
import { systemClock } from '../../src/foundation/clock.js';
import { createLogger } from '../../src/foundation/logger.js';
import { systemRandomness } from '../../src/foundation/randomness.js';
import { openToolbox } from '../../src/toolbox.js';

it('a command does not wait for ever for a database that is not there', async () => {
  const config = parseConfig({
    MONGODB_URI: 'mongodb://127.0.0.1:1/?replicaSet=rs0',
    SECRET: 'a-secret-for-tests-that-is-long-enough',
  });
  const parts = {
    ...{ clock: systemClock, randomness: systemRandomness },
    log: createLogger({ level: 'silent', readable: false }),
    signal: new AbortController().signal,
    report: () => undefined,
    progress: () => undefined,
    onFatal: (reason: string) => {
      throw new Error(reason);
    },
  };
  const opening = openToolbox(config, parts, 300);
  await expect(opening).rejects.toThrow(/does not answer, or has no primary \(waited 0\.3 s\)/);
});
