/** Whether this process should be sent requests. */
export interface Health {
  /** False while starting and stopping, and while the database does not answer. */
  isReady(): Promise<boolean>;
  /** From now on it is not. */
  retire(): void;
}

export function createHealth(pingDatabase: () => Promise<unknown>): Health {
  let isRetired = false;
  return {
    async isReady() {
      if (isRetired) return false;
      // Why it does not answer is in the driver's own log lines; here only that it does not.
      const answers = await pingDatabase().then(
        () => true,
        () => false,
      );
      return answers && !isRetired;
    },
    retire: () => {
      isRetired = true;
    },
  };
}
