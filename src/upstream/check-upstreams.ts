import type { UpstreamSetting } from '../config/upstream-settings.js';
import { type Check, createCheck, good, wrong } from '../foundation/check.js';
import { withinTime } from '../foundation/within-time.js';
import { readUpstreamSchema } from './engine/read-upstream-schema.js';
import { fileOf, type ReadSdl, SdlOutOfReach } from './read-sdl.js';

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
  let guards: string;
  try {
    const sdl = await readSdl(upstream);
    const { index } = readUpstreamSchema({ name, sdl, file: fileOf(upstream), roles, permissions });
    guards = index.requirements.length > 0 ? 'its schema can be guarded' : 'has no @auth: each field is open';
  } catch (error) {
    const then =
      error instanceof SdlOutOfReach
        ? 'See that it runs: until it has told its schema, it is UNAVAILABLE.'
        : 'Mend it: a gateway does not start with it.';
    return [wrong(`${name}: ${(error as Error).message}`, then)];
  }
  return (await answers(url, fetch))
    ? [good(`${name}: answers at ${url}, and ${guards}`)]
    : [
        wrong(
          `${name}: nothing that speaks GraphQL answers at ${url}`,
          'See that it runs, and that url leads to it.',
        ),
      ];
}

async function answers(url: string, fetch: CheckUpstreamsOptions['fetch']): Promise<boolean> {
  const body = JSON.stringify({ query: '{ __typename }' });
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  try {
    const answer = await withinTime(async (signal) => {
      const response = await fetch(url, { method: 'POST', body, headers, redirect: 'error', signal });
      return (await response.json()) as { readonly data?: unknown; readonly errors?: unknown } | null;
    });
    // Whoever takes known callers alone answers with errors.
    return answer?.data !== undefined || answer?.errors !== undefined;
  } catch {
    return false;
  }
}
