/** What is wrong with one account of a file. */
export interface RowProblem {
  /** Such as `line 12`. */
  readonly place: string;
  /** Of our record; absent: the row as a whole. */
  readonly field?: string;
  /** Follows the field, and holds nothing of the value. */
  readonly message: string;
  /** What kind of value stands there, such as `text of 59 characters`. */
  readonly kind?: string;
}

/** Enough to find a mistake by, and nothing of a hash, an address or a name. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return `text of ${value.length} characters`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  return typeof value === 'boolean' ? 'true or false' : 'a number';
}

/** As a line of a report. */
export function explainProblem({ place, field, message, kind }: RowProblem): string {
  return [`${place}: ${field === undefined ? '' : `${field} `}${message}`, kind && ` (${kind})`].join('');
}
