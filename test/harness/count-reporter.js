/**
 * Prints `N passed, N failed` as the very last line of a test run, for people and machines that read only that.
 * A test file that cannot be run counts as one failed test.
 */
export default class CountReporter {
  /** @type {boolean} */
  #watching;

  /** @param {import('@jest/types').Config.GlobalConfig} globalConfig */
  constructor(globalConfig) {
    this.#watching = globalConfig.watch || globalConfig.watchAll;
  }

  /**
   * @param {unknown} _contexts
   * @param {import('@jest/test-result').AggregatedResult} results
   */
  onRunComplete(_contexts, results) {
    if (this.#watching) return;
    const line = countLine(results);
    // Jest's own summary and the global teardown still print after this; nothing prints after 'exit'.
    process.once('exit', () => process.stdout.write(`${line}\n`));
  }
}

/** @param {import('@jest/test-result').AggregatedResult} results */
function countLine(results) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  const counts = `${results.numPassedTests} passed, ${failed} failed`;
  return skipped > 0 ? `${counts}, ${skipped} skipped` : counts;
}
