/** The processes of one gateway (WORKERS), as one of them sees them. */
export interface Siblings {
  /** What this one tells of itself whenever one of them gathers; as JSON takes it. */
  answer(read: () => Promise<unknown>): void;
  /** What each of them tells, this one included, in no order; without those that do not answer within two seconds. */
  gather(): Promise<readonly unknown[]>;
  /** Has a note kept for those that take the place of one of them. */
  remember(note: string): void;
  /** Whether there was such a note when this one began, or it has made one since. */
  remembers(note: string): boolean;
}
