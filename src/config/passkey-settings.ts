import { isDomain } from './is-domain.js';
import { passkeyOrigins, text } from './kinds.js';
import { setting } from './setting-definition.js';

const domainForm = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

export const passkeySettings = {
  webauthnRpId: setting({
    env: 'WEBAUTHN_RP_ID',
    group: 'Passkeys',
    kind: text.refine(
      (domain) => domainForm.test(domain) && isDomain(domain),
      'must be a domain such as example.com, in lower case and without scheme or port',
    ),
    defaultNote: 'the host of PUBLIC_URL',
    doc: 'The domain that passkeys are of: that of the pages which ask for them, or one above it. Changed on a live system, every passkey is lost.',
  }),
  webauthnOrigins: setting({
    env: 'WEBAUTHN_ORIGINS',
    group: 'Passkeys',
    kind: passkeyOrigins,
    defaultNote: 'CORS_ORIGINS',
    doc: 'Origins of pages and apps that may use passkeys, beside that of PUBLIC_URL; served at /.well-known/webauthn for those outside WEBAUTHN_RP_ID.',
  }),
};
