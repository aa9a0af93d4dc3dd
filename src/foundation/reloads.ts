/** Tells when the process is told to read anew what it keeps of files and of other services (SIGHUP). */
export interface Reloads {
  /** @returns ends it. */
  subscribe(listener: () => void): () => void;
}
