/**
 * How the refresh token travels. COOKIE: as a cookie that no script can read, which browsers keep. BODY: in the answers and
 * as an argument, kept by the storage that the client is given.
 */
export type TokenTransport = 'BODY' | 'COOKIE';

/** A client has one transport for all: callers do not name it. */
export type WithoutTransport<Fields> = Omit<Fields, 'transport'>;

export type WithoutInputTransport<Variables extends { readonly input: unknown }> = Omit<
  Variables,
  'input'
> & {
  readonly input: WithoutTransport<Variables['input']>;
};
