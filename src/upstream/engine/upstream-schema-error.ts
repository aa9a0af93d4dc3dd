/** An SDL that cannot be guarded. `message` has the upstream's name and the place, and is for whoever wrote the SDL. */
export class UpstreamSchemaError extends Error {
  override readonly name = 'UpstreamSchemaError';

  constructor(
    readonly upstream: string,
    /** File, line and column, as far as it has them, and the coordinate: `orders.graphql:12:3 Order.total`. */
    readonly place: string,
    readonly problem: string,
  ) {
    super(
      `The schema of the upstream ${upstream} cannot be guarded: ${[place, problem].filter(Boolean).join(': ')}`,
    );
  }
}
