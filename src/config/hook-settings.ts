/** The hooks that decide: who is asked before an account is made and before an access token is written. */
import { list, oneOf, text } from './kinds.js';
import { isOutgoingUrl, isSigningSecret } from './outgoing-kinds.js';
import { setting } from './setting-definition.js';

/** Both of them sign while one takes the place of the other. */
const MOST_SECRETS = 2;

const hookUrl = text.refine(
  isOutgoingUrl,
  'must be an https URL without user and fragment (http only on this machine)',
);

/** The message repeats none. */
const hookSecrets = list.refine(
  (entries) => entries.length > 0 && entries.length <= MOST_SECRETS && entries.every(isSigningSecret),
  'must be a secret or two: whsec_ and 24 to 64 bytes in base64 with padding (make one: echo "whsec_$(openssl rand -base64 32)")',
);

export const hookSettings = {
  beforeSignUpUrl: setting({
    env: 'BEFORE_SIGN_UP_URL',
    group: 'Webhooks',
    kind: hookUrl,
    doc: 'Who is asked before somebody makes an account, and may refuse: docs/hooks.md. It is called like a webhook, in the networks of WEBHOOK_ALLOWED_NETWORKS too.',
  }),
  beforeTokenUrl: setting({
    env: 'BEFORE_TOKEN_URL',
    group: 'Webhooks',
    kind: hookUrl,
    doc: 'Who is asked before each access token (sign-in, refresh, reauthentication), and may refuse it or add claims: docs/hooks.md.',
  }),
  hookSecrets: setting({
    env: 'HOOK_SECRET',
    group: 'Webhooks',
    kind: hookSecrets,
    doc: 'What signs the calls to both, as a webhook is signed: whsec_ and base64. A list of two while one takes the place of the other. Required with them.',
  }),
  hooksFail: setting({
    env: 'HOOKS_FAIL',
    group: 'Webhooks',
    kind: oneOf('closed', 'open'),
    default: 'closed',
    doc: 'What happens where a hook gives no answer within a second, or one that cannot be read: closed refuses with UNAVAILABLE, open goes on without it.',
  }),
};
