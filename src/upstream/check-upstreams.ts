import type { UpstreamSetting } from '../config/upstream-settings.js';
import { type Check, createCheck, good, type Told, warning, wrong } from '../foundation/check.js';
import { readJson } from '../foundation/read-json.js';
import { withinTime } from '../foundation/within-time.js';
import { readUpstreamSchema } from './engine/read-upstream-schema.js';
import { findUnheeded } from './engine/unheeded-directives.js';
import type { UpstreamSchema } from './engine/upstream-schema.js';
import { asAnswer } from './read-reply.js';
import { placeOf, type ReadSdl, SdlOutOfReach } from './read-sdl.js';
import { findUnfit, readTrustedDocuments } from './trusted-documents.js';

export interface CheckUpstreamsOptions {
  readonly upstreams: readonly UpstreamSetting[];
  readonly readSdl: ReadSdl;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly fetch: typeof fetch;
}

/** Whether the SDL of each can be read and guarded, and whether each answers. */
export function checkUpstreams(options: CheckUpstreamsOptions): Check {
  const look = async () =>
    (await Promise.all(options.upstreams.map((upstream) => lookAt(upstream, options)))).flat();
  return createCheck('Upstreams', look, 'See that the upstreams can be reached from here.');
}

async function lookAt(
  upstream: UpstreamSetting,
  { readSdl, roles, permissions, fetch }: CheckUpstreamsOptions,
) {
  const { name, url } = upstream;
  const findings: Told[] = [];
  try {
    const sdl = await readSdl(upstream);
    const schema = readUpstreamSchema({ name, sdl, place: placeOf(upstream), roles, permissions });
    if (schema.index.requirements.length === 0) findings.push(isOpen(name));
    findings.push(...unheededIn(name, sdl));
    if (upstream.documents !== undefined)
      findings.push(...(await unfitOf(name, schema, upstream.documents.file)));
  } catch (error) {
    const then =
      error instanceof SdlOutOfReach
        ? 'See that it runs: until it has told its schema, it is UNAVAILABLE.'
        : 'Mend it: a gateway does not start with it.';
    return [wrong(`${name}: ${(error as Error).message}`, then)];
  }
  const found = (await answers(url, fetch))
    ? good(`${name}: answers at ${url}, and its schema can be read`)
    : wrong(
        `${name}: nothing that speaks GraphQL answers at ${url}`,
        'See that it runs, and that url leads to it.',
      );
  return [found, ...findings];
}

function isOpen(name: string): Told {
  return warning(
    `${name}: its SDL has no @auth, so that each field is open to anybody`,
    'Write @auth into it. A server that is asked for its SDL may tell it without its directives.',
  );
}

function unheededIn(name: string, sdl: string): readonly Told[] {
  const directives = findUnheeded(sdl);
  if (directives.length === 0) return [];
  return [
    warning(
      `${name}: nothing is guarded here by ${directives.join(', ')} in its SDL`,
      'Write @auth beside them: they are those of a router.',
    ),
  ];
}

async function unfitOf(name: string, schema: UpstreamSchema, file: string): Promise<readonly Told[]> {
  const [first, ...others] = await findUnfit(schema, await readTrustedDocuments(file));
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return [
    warning(
      `${name}: the trusted document ${first.name} does not fit the schema: ${first.says}${more}`,
      `Write ${file} anew from documents that fit it.`,
    ),
  ];
}

async function answers(url: string, fetch: CheckUpstreamsOptions['fetch']): Promise<boolean> {
  const body = JSON.stringify({ query: '{ __typename }' });
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  try {
    const answer = await withinTime(async (signal) => {
      const response = await fetch(url, { method: 'POST', body, headers, redirect: 'error', signal });
      return asAnswer(await readJson(response, signal));
    });
    // Whoever takes known callers alone answers with errors.
    return answer.data !== undefined || answer.errors !== undefined;
  } catch {
    return false;
  }
}
