/** What a file holds, one after another, and what is wrong with the file as a whole. */

/** One account as its file has it; or why it cannot be read, while those after it can. */
export type Row =
  | { readonly place: string; readonly value: Readonly<Record<string, unknown>> }
  | { readonly place: string; readonly problem: string };

export type Rows = AsyncIterable<Row>;

/** In bytes. Whoever has more in one account has something else than an account. */
export const LONGEST_ROW = 1_048_576;

/** Nothing that follows in the file can be read. The sentence holds nothing of what stands there. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
}
