/** The way to a provider and back (PKCE, RFC 7636): the verifier waits in this browser, and is good for one return. */
import type { CallOperation } from './call-operation.js';
import type { CompleteLinkMutation, CompleteSignInMutation } from './generated/operations.js';
import { makeVerifier } from './pkce.js';
import { PortcullisError } from './portcullis-error.js';
import { pageUrl, type Ports } from './ports.js';

export interface ProviderOptions {
  /** What the return is for: `link` adds the provider to the account that is signed in. Default: `sign-in`. */
  readonly mode?: 'sign-in' | 'sign-up' | 'link';
  /** One of FEDERATION_REDIRECTS, to the letter. Default: this page, without query and fragment. */
  readonly redirect?: string;
}

export type ProviderResult = CompleteSignInMutation['completeSignIn'] | CompleteLinkMutation['completeLink'];

export interface ProviderFlow {
  /** Leaves for the provider. @param provider as in `authConfig.providers`. */
  startProvider(provider: string, options?: ProviderOptions): Promise<void>;
  /**
   * On the page that `redirect` names. @param url default: of this page.
   * @throws PortcullisError INVALID_CREDENTIALS where this browser has not begun it or has completed it before, or where the
   * provider refused: then `cause` is its word, such as `access_denied`.
   */
  completeProvider(url?: string): Promise<ProviderResult>;
}

export interface ProviderFlowOptions {
  readonly url: string;
  readonly name: string;
  readonly call: CallOperation;
  readonly ports: Pick<Ports, 'flowStorage' | 'navigate'>;
}

export function createProviderFlow({ url, name, call, ports }: ProviderFlowOptions): ProviderFlow {
  const { flowStorage, navigate } = ports;
  let completing: Promise<unknown> | undefined;

  const complete = async (returned: string) => {
    const { searchParams } = new URL(returned);
    const code = searchParams.get('code');
    const kept = await flowStorage.getItem(name);
    await flowStorage.removeItem(name);
    if (!kept || !code) throw refusal(searchParams.get('error') ?? undefined);
    const [mode, codeVerifier] = kept.split(' ');
    try {
      return await call(mode === 'link' ? 'completeLink' : 'completeSignIn', { code, codeVerifier });
    } catch (error) {
      // The code is still good where the gateway did not get as far as that.
      if ((error as PortcullisError).code !== 'INVALID_CREDENTIALS') await flowStorage.setItem(name, kept);
      throw error;
    }
  };

  return {
    async startProvider(provider, { mode = 'sign-in', redirect = pageUrl().replace(/[?#].*/, '') } = {}) {
      const { verifier, challenge } = await makeVerifier();
      const query = new URLSearchParams({ mode, redirect, code_challenge: challenge });
      await flowStorage.setItem(name, `${mode} ${verifier}`);
      navigate(`${url}/federation/${provider}/start?${query.toString()}`);
    },
    // Frameworks run what runs at the start of a page twice.
    completeProvider(returned = pageUrl()) {
      completing ??= complete(returned).finally(() => {
        completing = undefined;
      });
      return completing as Promise<ProviderResult>;
    },
  };
}

function refusal(cause: string | undefined): PortcullisError {
  const code = cause === 'unavailable' ? 'UNAVAILABLE' : 'INVALID_CREDENTIALS';
  return new PortcullisError(code, 'This sign-in is unknown or over', { cause });
}
