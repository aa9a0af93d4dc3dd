/** What the systems have in common that people come from. */

/** One account of another system as a record of ours. */
interface Adapted {
  /** As user-record.ts has it; judged after this. Absent: it is nobody who could sign in. */
  readonly record?: Readonly<Record<string, unknown>>;
  /** What this account has and cannot bring, in words for a report. */
  readonly left?: readonly string[];
}

/** An account, as the file has it. */
export type Source = Readonly<Record<string, unknown>>;

export interface AdaptContext {
  /** What is the same for all hashes of a project, by its name there. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly now: Date;
}

/** Throws for nothing: what is not as expected is left for the judge of the record. */
export type Adapt = (source: Source, context: AdaptContext) => Adapted;

/** A system that people come from. */
export interface System {
  /** As --from has it. */
  readonly name: string;
  /** The file that it wants, for the help. */
  readonly file: string;
  /** Where the accounts are, if the file is one JSON object. */
  readonly usersIn?: string;
  /** Of its hashes, where the strings do not tell. */
  readonly format?: string;
  readonly adapt: Adapt;
}
