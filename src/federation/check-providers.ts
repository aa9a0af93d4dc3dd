import { type Check, createCheck, good, warning, wrong } from '../foundation/check.js';
import { readJson } from '../foundation/read-json.js';
import { withinTime } from '../foundation/within-time.js';

interface CheckedProvider {
  readonly id: string;
  readonly issuer: string;
}

export interface CheckProvidersOptions {
  readonly providers: readonly CheckedProvider[];
  readonly fetch: typeof fetch;
}

/** Whether each provider answers, and calls itself as the settings do: to the letter, or its tokens are refused. */
export function checkProviders({ providers, fetch }: CheckProvidersOptions): Check {
  const look = () => Promise.all(providers.map((provider) => lookAt(provider, fetch)));
  return createCheck('Providers', look, 'See that the providers can be reached from here.');
}

async function lookAt({ id, issuer }: CheckedProvider, fetch: CheckProvidersOptions['fetch']) {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const told = await ask(url, fetch);
  if (told === undefined)
    return warning(
      `${id}: nothing that can be read comes from ${url}`,
      'See that the issuer is right and can be reached from here; until then nobody signs in by it.',
    );
  if (told !== issuer)
    return wrong(
      `${id}: the provider calls itself ${told}, and the setting ${issuer}`,
      'Write the issuer as the provider does, to the letter: a slash at its end counts.',
    );
  return good(`${id}: answers as ${issuer}`);
}

async function ask(url: string, fetch: CheckProvidersOptions['fetch']): Promise<string | undefined> {
  try {
    const { issuer } = await withinTime(async (signal) => {
      const response = await fetch(url, { redirect: 'error', signal });
      return (await readJson(response, signal)) as { issuer?: unknown };
    });
    return typeof issuer === 'string' ? issuer : undefined;
  } catch {
    return undefined;
  }
}
