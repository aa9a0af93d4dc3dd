/** Stops what was started, newest first; each is asked once. */
export class Lifecycle {
  readonly #stops: (() => Promise<void>)[] = [];

  onStop(stop: () => Promise<void>): void {
    this.#stops.push(stop);
  }

  /** Goes on after a failure, so that one part cannot keep the others open; then throws the first. */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (let stop = this.#stops.pop(); stop !== undefined; stop = this.#stops.pop()) {
      await stop().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
