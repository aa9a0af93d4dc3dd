import { html } from '../../../markup/html.js';
import type { Guide } from './guide.js';
import { refreshDocument } from './session-guide.js';

export const browserGuide: Guide = {
  slug: 'in-a-browser',
  title: 'A frontend in a browser',
  summary: 'Keep the refresh token in a cookie that no script reads.',
  documents: [
    `mutation SignIn($email: EmailAddress!, $password: String!) {
  signIn(input: { email: $email, password: $password, transport: COOKIE }) {
    ... on AuthPayload {
      accessToken
      accessTokenExpiresIn
    }
    ... on TwoFactorChallenge {
      challengeToken
      methods
    }
  }
}
`,
    refreshDocument,
  ],
  content: ([signIn, refresh], { endpoint }) => html`
    <p>
      Name the frontend’s origin in <code>CORS_ORIGINS</code>, and send every request to
      <code>${endpoint}</code> with <code>credentials: 'include'</code>. With
      <code>transport: COOKIE</code> the refresh token is a HttpOnly cookie.
    </p>
    ${signIn}
    <p>
      Hold the access token in memory alone. When the page is loaded anew, ask for the next one: without an
      argument the cookie is taken.
    </p>
    ${refresh}
    <p>A frontend on another site than the gateway’s needs <code>COOKIE_SAME_SITE=None</code> and https.</p>
  `,
};
