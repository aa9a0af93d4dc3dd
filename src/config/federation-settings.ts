import { bool, issuerUrl, list, oidcProviders, redirectUrls, text } from './kinds.js';
import { setting } from './setting-definition.js';

export const federationSettings = {
  googleClientIds: setting({
    env: 'GOOGLE_CLIENT_ID',
    group: 'Providers',
    kind: list,
    doc: "Client ids at Google whose ID tokens are taken: a list. An Android app's belongs into it too, beside the web one that it asks with: its tokens name both, as `azp` and `aud`. Unset: no sign-in with Google.",
  }),
  googleClientSecret: setting({
    env: 'GOOGLE_CLIENT_SECRET',
    group: 'Providers',
    kind: text,
    doc: "The secret of the first of them, for the gateway's own flow (/federation/google/start); ID tokens need none.",
  }),
  googleIssuer: setting({
    env: 'GOOGLE_ISSUER',
    group: 'Providers',
    kind: issuerUrl,
    default: 'https://accounts.google.com',
    doc: 'The issuer of those tokens; another one is for tests.',
  }),
  appleClientIds: setting({
    env: 'APPLE_CLIENT_ID',
    group: 'Providers',
    kind: list,
    doc: 'Client ids (bundle or services ids) at Apple whose ID tokens are taken: a list. Unset: no sign-in with Apple.',
  }),
  appleIssuer: setting({
    env: 'APPLE_ISSUER',
    group: 'Providers',
    kind: issuerUrl,
    default: 'https://appleid.apple.com',
    doc: 'The issuer of those tokens; another one is for tests.',
  }),
  oidcProviders: setting({
    env: 'OIDC_PROVIDERS',
    group: 'Providers',
    kind: oidcProviders,
    doc: 'Other OpenID Connect providers: a list of `id|issuer|client id|label`, and `|client secret` where the gateway itself fetches tokens and the provider wants one. Such as `work|https://login.example.com|portcullis|Example`.',
  }),
  federationRedirects: setting({
    env: 'FEDERATION_REDIRECTS',
    group: 'Providers',
    kind: redirectUrls,
    doc: "Frontends' pages to which /federation/…/callback may send the browser back: a list, compared to the letter.",
  }),
  linkByVerifiedEmail: setting({
    env: 'LINK_BY_VERIFIED_EMAIL',
    group: 'Providers',
    kind: bool,
    default: 'false',
    doc: "Whether a provider's account opens the local one of the same address, where both have verified it; false: it is linked by its owner, signed in.",
  }),
};
