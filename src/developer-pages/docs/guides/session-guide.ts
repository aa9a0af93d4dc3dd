import { html } from '../../../markup/html.js';
import { firstOperation } from '../../parts/first-operation.js';
import type { Guide } from './guide.js';

const meDocument = `{
  me {
    id
    email
    roles
  }
}
`;
export const refreshDocument = `mutation Refresh($refreshToken: String) {
  refresh(refreshToken: $refreshToken) {
    accessToken
    accessTokenExpiresIn
    refreshToken
  }
}
`;

export const sessionGuide: Guide = {
  slug: 'a-session',
  title: 'From nothing to a session',
  summary: 'Sign somebody up, read who they are, keep the session, end it.',
  documents: [
    firstOperation,
    meDocument,
    refreshDocument,
    `mutation SignOut($refreshToken: String) {
  signOut(refreshToken: $refreshToken) {
    message
  }
}
`,
  ],
  content: ([signUp, me, refresh, signOut]) => html`
    <p>The answer to a sign-up carries the first session: a short-lived access token, and a refresh token.</p>
    ${signUp}
    <p>Whatever needs a signed-in caller takes the access token as <code>Authorization: Bearer …</code>.</p>
    ${me}
    <p>
      Before the access token ends, or when an answer says <code>TOKEN_EXPIRED</code>, change the refresh
      token for the next pair. Each is good for one use; one that is used twice ends its session, since it may
      be in two hands.
    </p>
    ${refresh}
    <p>Signing out ends the session at once, here and on every replica.</p>
    ${signOut}
  `,
};
