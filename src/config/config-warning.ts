/** What is allowed, but worth a word. */
export interface ConfigWarning {
  readonly says: string;
  readonly mend: string;
}
