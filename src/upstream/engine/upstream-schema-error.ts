/** An SDL that cannot be guarded. `message` has the upstream's name and the place, and is for whoever wrote the SDL. */
export class UpstreamSchemaError extends Error {
  override readonly name = 'UpstreamSchemaError';

  constructor(
    readonly upstream: string,
    /** At least one; those past the tenth are left out. */
    readonly mistakes: readonly SchemaMistake[],
  ) {
    const told = mistakes.map(({ place, problem }) => [place, problem].filter(Boolean).join(': '));
    const says = told.length === 1 ? ` ${told.join()}` : ['', ...told].join('\n  ');
    super(`The schema of the upstream ${upstream} cannot be guarded:${says}`);
  }
}

export interface SchemaMistake {
  /** File, line and column, as far as it has them, and the coordinate: `orders.graphql:12:3 Order.total`. */
  readonly place: string;
  readonly problem: string;
}
