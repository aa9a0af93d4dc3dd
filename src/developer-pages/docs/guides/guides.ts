/** Guides: what several operations do together. Their operations are checked against the schema by a test. */
import { html, type Html } from '../../../markup/html.js';
import { copyableBlock } from '../../parts/copy-button.js';
import { firstOperation } from '../../parts/first-operation.js';
import { highlightGraphql } from '../parts/highlight.js';

export interface GuideFacts {
  readonly endpoint: string;
  readonly publicUrl: string;
}

export interface Guide {
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  /** GraphQL documents, in the order in which they are sent. */
  readonly documents: readonly string[];
  readonly content: (documents: readonly Html[], facts: GuideFacts) => Html;
}

const meDocument = `{
  me {
    id
    email
    roles
  }
}
`;
const refreshDocument = `mutation Refresh($refreshToken: String) {
  refresh(refreshToken: $refreshToken) {
    accessToken
    accessTokenExpiresIn
    refreshToken
  }
}
`;

const session: Guide = {
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

const browser: Guide = {
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

const mail: Guide = {
  slug: 'mail-links',
  title: 'Addresses and forgotten passwords',
  summary: 'The links that are mailed, and pages of your own for them.',
  documents: [
    `mutation Forgotten($email: EmailAddress!) {
  sendPasswordResetEmail(email: $email) {
    message
  }
}
`,
    `mutation Reset($input: ResetPasswordInput!) {
  resetPassword(input: $input) {
    message
  }
}
`,
    `mutation Verify($token: String!) {
  verifyEmail(token: $token) {
    email
    emailVerifiedAt
  }
}
`,
  ],
  content: ([forgotten, reset, verify], { publicUrl }) => html`
    <p>
      The answer is the same whether or not the address is known, so that nobody can find out who has an
      account.
    </p>
    ${forgotten}
    <p>
      The link leads to <code>${publicUrl}/reset-password</code>, a page of the gateway that needs no script.
      With <code>APP_URL</code> its last button leads back to your frontend. With
      <code>RESET_PASSWORD_URL</code> the link leads to your own page instead, which sends the token of its
      query:
    </p>
    ${reset}
    <p>The same goes for the link that proves an address, by <code>VERIFY_EMAIL_URL</code>:</p>
    ${verify}
    <p>Let a button do it, not the opening of the page: mail scanners open links too.</p>
  `,
};

const twoFactors: Guide = {
  slug: 'two-factors',
  title: 'Two factors',
  summary: 'Connect an authenticator app, and ask for its code.',
  documents: [
    `mutation Setup {
  setupTotp {
    uri
    qrCode
    secret
  }
}
`,
    `mutation Confirm($code: String!) {
  confirmTotp(code: $code) {
    codes
  }
}
`,
    `mutation Enable {
  enable2FA {
    enable2FA
  }
}
`,
    `mutation SecondStep($challengeToken: String!, $code: String!) {
  signInWithTotp(input: { challengeToken: $challengeToken, code: $code }) {
    accessToken
    refreshToken
  }
}
`,
  ],
  content: ([setup, confirm, enable, second]) => html`
    <p>Show the QR code, and take the first code of the app. The recovery codes are given once.</p>
    ${setup}${confirm}
    <p>Only this makes sign-ins ask for the second factor; it needs a verified address.</p>
    ${enable}
    <p>
      From then on <code>signIn</code> answers a <code>TwoFactorChallenge</code>, which this completes within
      its time:
    </p>
    ${second}
  `,
};

const services: Guide = {
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

export const guides: readonly Guide[] = [session, browser, mail, twoFactors, services];

export function guidePath(basePath: string, slug: string): string {
  return `${basePath}/guides/${slug}`;
}

export function renderGuide(guide: Guide, facts: GuideFacts): Html {
  const blocks = guide.documents.map((document) => copyableBlock('Operation', highlightGraphql(document)));
  return html`<p class="kicker">Guide</p>
    <h1>${guide.title}</h1>
    <p class="lead">${guide.summary}</p>
    ${guide.content(blocks, facts)}`;
}
