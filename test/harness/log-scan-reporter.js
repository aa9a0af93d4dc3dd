import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { findLeaks } from './log-scan.js';

/**
 * Greps the log of the whole run, those of gateway processes and what they wrote as they crashed, and looks whether a test
 * file left a server or a process behind, which would keep the worker from ending; a find fails the run.
 */
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
    const faults = found.length > 0 ? [`The log of the run holds ${found.join(', ')}.`] : [];
    const left = read('.left');
    if (left !== '') faults.push(`Test files ended, and left running:\n${left}`);
    if (faults.length > 0) this.#failure = new Error(faults.join('\n'));
    const lines = log.split('\n').length - 1;
    process.stderr.write(
      this.#failure ? `\n${this.#failure.message}\n` : `${lines} log lines hold no password and no token\n`,
    );
  }

  getLastError() {
    return this.#failure;
  }
}
