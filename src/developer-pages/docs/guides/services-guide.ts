import { html } from '../../../markup/html.js';
import { copyableBlock } from '../../parts/copy-button.js';
import type { Guide } from './guide.js';

export const servicesGuide: Guide = {
  slug: 'your-services',
  title: 'Tokens in your services',
  summary: 'Verify access tokens without asking the gateway.',
  documents: [],
  content: (_, { publicUrl }) => html`
    <p>
      An access token is a JWT (RFC 9068), signed with a key of
      <code>${publicUrl}/.well-known/jwks.json</code>. Check the signature, <code>iss</code>,
      <code>aud</code>, <code>exp</code> and the type <code>at+jwt</code>; in Node with jose:
    </p>
    ${copyableBlock(
      'TypeScript',
      `import { createRemoteJWKSet, jwtVerify } from 'jose';

const keys = createRemoteJWKSet(new URL('${publicUrl}/.well-known/jwks.json'));
const { payload } = await jwtVerify(token, keys, {
  issuer: '${publicUrl}',
  audience: 'portcullis',
  typ: 'at+jwt',
});`,
    )}
    <p>
      <code>@portcullis/guard</code> does the same, knows revoked sessions, and guards GraphQL schemas by
      <code>@auth</code>. Page loads and static files stand behind <code>/forward-auth</code>; services that
      must ask use <code>/oauth/introspect</code>.
    </p>
  `,
};
