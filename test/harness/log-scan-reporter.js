import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { findLeaks } from './log-scan.js';

/** Greps the log of the whole run, those of gateway processes and what they wrote as they crashed; a find fails the run. */
export default class LogScanReporter {
  /** @type {Error | undefined} */
  #failure;

  onRunComplete() {
    const directory = process.env['TEST_RECORD_DIR'];
    if (directory === undefined) return;
    const read = (/** @type {string} */ kind) =>
      readdirSync(directory)
        .filter((name) => name.endsWith(kind))
        .map((name) => readFileSync(join(directory, name), 'utf8'))
        .join('');
    const log = read('.log');
    const passwords = read('.passwords')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => /** @type {string} */ (JSON.parse(line)));
    const found = findLeaks(log, passwords);
    if (found.length > 0) this.#failure = new Error(`The log of the run holds ${found.join(', ')}.`);
    const lines = log.split('\n').length - 1;
    process.stderr.write(
      this.#failure ? `\n${this.#failure.message}\n` : `${lines} log lines hold no password and no token\n`,
    );
  }

  getLastError() {
    return this.#failure;
  }
}
