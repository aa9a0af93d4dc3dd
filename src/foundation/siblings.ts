/** The processes of one gateway (WORKERS), as one of them sees them. */
export interface Siblings {
  /** Whether others were there before this one: nearly always they answer while it starts. */
  readonly hasElders: boolean;
  /** What this one tells of itself whenever one of them gathers; as JSON takes it. */
  answer(read: () => Promise<unknown>): void;
  /** What each of them tells, this one included, in no order; without those that do not answer within two seconds. */
  gather(): Promise<readonly unknown[]>;
  /** Has something kept under a name for those that take the place of one of them, instead of what was kept under it. */
  remember(name: string, kept: string): void;
  /** What was kept so when this one began. */
  remembered(name: string): string | undefined;
  /** What was to be read anew has been, and is remembered: who begins from now on need not. */
  reloaded(): void;
}
