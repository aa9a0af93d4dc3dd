/** Why this process should be sent no requests; for whoever watches it. */
type NotReady = 'stopping' | 'database';

/** Whether this process should be sent requests. */
export interface Health {
  /** @returns undefined where it should; `database`: that does not answer. */
  notReady(): Promise<NotReady | undefined>;
  /** From now on it should not. */
  retire(): void;
}

export function createHealth(pingDatabase: () => Promise<unknown>): Health {
  let isRetired = false;
  const stopping = () => (isRetired ? 'stopping' : undefined);
  return {
    async notReady() {
      // Why it does not answer is in the driver's own log lines; here only that it does not.
      const answers =
        isRetired ||
        (await pingDatabase().then(
          () => true,
          () => false,
        ));
      return stopping() ?? (answers ? undefined : 'database');
    },
    retire: () => {
      isRetired = true;
    },
  };
}
