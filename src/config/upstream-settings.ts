/** UPSTREAMS: the GraphQL servers that the gateway stands in front of, in a file of their own or as a list. */
import { resolve } from 'node:path';

import { z } from 'zod';

import { duration, webUrl } from './kinds.js';
import { setting } from './setting-definition.js';
import { yamlFile } from './yaml-file.js';

/** Where an upstream's SDL comes from; a path is absolute. */
export type SdlSource =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'url'; readonly url: string; readonly token: string | undefined }
  /** Asked of the upstream itself: the SDL as it was written (`_service` of Apollo Federation), or what introspection tells. */
  | { readonly kind: 'service' | 'introspection'; readonly token: string | undefined };

/** One upstream, with each default worked out. Durations are milliseconds, sizes bytes. */
export interface UpstreamSetting {
  /** Also the audience of what identifies callers to it. */
  readonly name: string;
  readonly url: string;
  readonly path: string;
  readonly sdl: SdlSource;
  /** How often the SDL is read anew; 0: only when the process is told to. */
  readonly refreshMs: number;
  readonly timeoutMs: number;
  readonly onDenied: 'prune' | 'refuse';
  /** Whether a field that asks for a role or permission is to whoever has it not as if it were not there. */
  readonly conceal: boolean;
  /** How it is told who asks. */
  readonly identity: 'jwt' | 'token' | 'none';
  readonly identityHeader: string;
  /** Undefined: as INTROSPECTION. */
  readonly introspection: boolean | undefined;
  /** Lower case. */
  readonly forwardHeaders: readonly string[];
  readonly concurrency: number;
  readonly queue: number;
  /** How its subscriptions are opened, and how many of them a process has at once. */
  readonly subscriptions: 'sse' | 'ws';
  /** Where, which is `url` unless it is said. */
  readonly subscriptionsUrl: string;
  readonly maxSubscriptions: number;
  readonly maxBodyBytes: number;
  readonly maxResponseBytes: number;
  /** Of its documents, where they differ from those of the gateway's own. */
  readonly limits: z.output<typeof limits>;
  readonly documents: { readonly file: string; readonly only: boolean } | undefined;
  readonly apq: boolean;
}

const KILOBYTE = 1_024;

/** With a sentence for what is not there, which zod would tell as a type. */
const required = (says: string) => ({
  error: ({ input }: { readonly input?: unknown }) => (input === undefined ? 'is missing' : says),
});
const textOf = (says = 'must be text') => z.string(required(says)).min(1, says);
const count = (least: number, most: number) => {
  const says = `must be a whole number from ${least} to ${most}`;
  return z.int(says).min(least, says).max(most, says);
};
const flag = z.boolean('must be true or false');
const choice = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values, `must be one of ${values.join(', ')}`);
const span = z.union(
  [z.literal(0).transform(() => 0), z.string().pipe(duration)],
  'must be a duration such as 30s',
);

const noEndpoint = 'must be an http or https URL without query, fragment and credentials';
/** As it is written: many a server knows its path with a slash at the end, or without one, and not both. */
const endpoint = textOf(noEndpoint).refine((written) => webUrl.safeParse(written).success, noEndpoint);

/** By the names that `LimitDocument` has for them; those that are left out here depend on no schema. */
const limits = z.partialRecord(
  z.enum(['tokens', 'rootFields', 'fields', 'depth', 'aliases', 'directives', 'variables', 'cost']),
  count(1, 1_000_000),
  'must be an object of limits',
);

/** RFC 9110 section 5.6.2. */
const headerName = z
  .string('must be the name of a header')
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, 'must be the name of a header')
  .transform((name) => name.toLowerCase());
/** Of one connection (RFC 9110 section 7.6.1), written by the gateway itself, or nothing that is another's to know. */
const keptBack = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'upgrade'],
  ...['transfer-encoding', 'host', 'content-length', 'content-type', 'content-encoding', 'accept', 'expect'],
  ...[
    'authorization',
    'cookie',
    'set-cookie',
    'traceparent',
    'tracestate',
    'x-request-id',
    'accept-encoding',
  ],
]);
const forwarded = headerName.refine((name) => !keptBack.has(name), 'names a header that is never handed on');
const identityHeader = headerName.refine(
  (name) => name === 'authorization' || !keptBack.has(name),
  'must be authorization, or a header of your own',
);

const sdlObject = z.union(
  [
    z.strictObject({ url: z.string().pipe(webUrl), token: textOf().optional() }),
    z.strictObject({ from: choice('service', 'introspection'), token: textOf().optional() }),
  ],
  'must be a path, a URL, {url, token} or {from: service | introspection, token}',
);
const sdl = z
  .union(
    [textOf(), sdlObject],
    required('must be a path, a URL, {url, token} or {from: service | introspection, token}'),
  )
  .transform((written): SdlSource => {
    if (typeof written === 'string')
      return /^https?:\/\//.test(written)
        ? { kind: 'url', url: written, token: undefined }
        : { kind: 'file', file: written };
    if ('url' in written) return { kind: 'url', url: written.url, token: written.token };
    return { kind: written.from, token: written.token };
  });

const upstream = z
  .strictObject({
    name: textOf().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be of lower-case letters, digits and hyphens'),
    url: endpoint,
    path: z
      .string('must be a path such as /graphql/orders')
      .regex(
        // No segment of dots alone: clients take it away before they ask.
        /^\/graphql(\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)+$/,
        'must be a path below /graphql, such as /graphql/orders',
      )
      .optional(),
    sdl,
    refresh: span.default(60_000),
    timeout: span.refine((ms) => ms >= 100, 'must be at least 100ms').default(15_000),
    onDenied: choice('prune', 'refuse').default('prune'),
    conceal: flag.default(false),
    identity: choice('jwt', 'token', 'none').default('jwt'),
    identityHeader: identityHeader.default('authorization'),
    introspection: flag.optional(),
    forwardHeaders: z.array(forwarded, 'must be a list of headers').default([]),
    concurrency: count(1, 10_000).default(100),
    queue: count(0, 100_000).default(200),
    subscriptions: choice('sse', 'ws').default('sse'),
    subscriptionsUrl: endpoint.optional(),
    maxSubscriptions: count(1, 100_000).default(1_000),
    maxBodyKb: count(1, 102_400).default(100),
    maxResponseKb: count(1, 1_048_576).default(10_240),
    limits: limits.default({}),
    documents: z
      .strictObject({ file: textOf(), only: flag.default(true) }, 'must be {file, only}')
      .optional(),
    apq: flag.default(false),
  })
  .transform(({ refresh, timeout, path, maxBodyKb, maxResponseKb, ...rest }) => ({
    ...rest,
    introspection: rest.introspection,
    documents: rest.documents,
    subscriptionsUrl: rest.subscriptionsUrl ?? rest.url,
    path: path ?? `/graphql/${rest.name}`,
    refreshMs: refresh,
    timeoutMs: timeout,
    maxBodyBytes: maxBodyKb * KILOBYTE,
    maxResponseBytes: maxResponseKb * KILOBYTE,
  }));

const file = z
  .strictObject(
    { upstreams: z.array(upstream, required('must be a list')).min(1, 'names no upstream') },
    'must be an object with the list upstreams',
  )
  .superRefine(({ upstreams }, context) => {
    for (const member of ['name', 'path'] as const)
      upstreams.forEach((one, index) => {
        if (upstreams.findIndex((other) => other[member] === one[member]) < index)
          context.addIssue({ code: 'custom', path: ['upstreams', index, member], message: 'stands twice' });
      });
  });

const upstreams = yamlFile(file, 'upstreams').transform(({ folder, contents }): readonly UpstreamSetting[] =>
  contents.upstreams.map((one) => ({
    ...one,
    sdl: one.sdl.kind === 'file' ? { ...one.sdl, file: resolve(folder, one.sdl.file) } : one.sdl,
    documents: one.documents && { ...one.documents, file: resolve(folder, one.documents.file) },
  })),
);

export const upstreamSettings = {
  upstreams: setting({
    env: 'UPSTREAMS',
    group: 'Upstreams',
    kind: upstreams,
    doc: 'The path of a .yaml or .json file with the GraphQL servers that the gateway stands in front of, and guards by the `@auth` in their SDL, or the list of them itself, as in UPSTREAMS=[{name: orders, url: "http://localhost:4001/graphql", sdl: orders.graphql}]. Paths in a file are meant from where it lies. Unset: none of it is there. See docs/upstreams.md.',
  }),
};
