/** An answer of GraphQL over HTTP, parsed. Of an upstream it is whatever it sent: `complete` looks before it takes. */
export interface UpstreamAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly object[];
  readonly extensions?: unknown;
}
