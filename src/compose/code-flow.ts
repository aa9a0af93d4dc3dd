/** The code flow that the gateway runs itself. */

import type { Config } from '../config/config.js';
import { createCodeClient } from '../federation/code-client.js';
import { createCodeFlow } from '../federation/code-flow.js';
import type { IdentityProviders } from '../federation/identity-providers.js';
import { createOneTimeCodes } from '../federation/one-time-codes.js';
import { createOpaqueTokens } from '../foundation/opaque-token.js';
import { createSecretBox } from '../foundation/secret-box.js';
import type { Secrets } from '../foundation/secrets.js';
import { reportTrouble } from './federation.js';
import type { Models } from './models.js';
import type { Parts } from './parts.js';

export interface CodeFlowParts {
  readonly models: Pick<Models, 'signInFlows' | 'oneTimeCodes'>;
  readonly secrets: Secrets;
  readonly providers: IdentityProviders;
  /** Without a trailing slash. */
  readonly publicUrl: string;
}

export type CodeFlowRoom = ReturnType<typeof openCodeFlow>;

export function openCodeFlow(config: Config, { clock, randomness, log }: Parts, parts: CodeFlowParts) {
  const { models, secrets, publicUrl } = parts;
  const { federationRedirects: redirects = [] } = config;
  const shared = {
    tokens: createOpaqueTokens<'state' | 'browser' | 'code'>(secrets, 'federation'),
    box: createSecretBox(secrets, 'federation'),
    clock,
    randomness,
  };
  const codes = createOneTimeCodes({ ...shared, model: models.oneTimeCodes });
  // Apple posts the browser back, past any SameSite cookie, and wants a secret that is made anew each half year.
  const able = parts.providers.all.filter(({ method }) => method !== 'APPLE');
  const urlOf = (id: string, end: 'start' | 'callback') => `${publicUrl}/federation/${id}/${end}`;
  const reach = { report: reportTrouble(log), fetch, clock };
  const providers = new Map(
    able.map((provider) => {
      const redirectUri = urlOf(provider.id, 'callback');
      return [provider.id, { provider, client: createCodeClient({ ...reach, provider, redirectUri }) }];
    }),
  );
  return {
    codes,
    routes: {
      flow: createCodeFlow({ ...shared, model: models.signInFlows, providers, codes }),
      redirects,
      publicUrl,
    },
    /** Undefined where a browser that sets out could not come back. */
    startUrlOf: (id: string): URL | undefined =>
      providers.has(id) && redirects.length > 0 ? new URL(urlOf(id, 'start')) : undefined,
  };
}
