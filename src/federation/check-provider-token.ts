import type { CheckProviderToken } from '../credentials/step-up.js';
import { amrOf } from './identity-provider.js';
import type { IdentityProviders } from './identity-providers.js';

/** Whether an ID token is of an account that its bearer has linked. */
export function createProviderTokenCheck(providers: IdentityProviders): CheckProviderToken {
  return async ({ identities }, token) => {
    const { issuer, subject, method } = await providers.identify(token);
    const isLinked = identities.some((linked) => linked.issuer === issuer && linked.subject === subject);
    return isLinked ? { method, amr: amrOf[method] } : undefined;
  };
}
