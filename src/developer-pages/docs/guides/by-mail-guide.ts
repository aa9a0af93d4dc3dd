import { html } from '../../../markup/html.js';
import type { Guide } from './guide.js';

export const byMailGuide: Guide = {
  slug: 'by-mail',
  title: 'Sign in by mail',
  summary: 'A link or a code by mail in place of a password.',
  documents: [
    `mutation Ask($email: EmailAddress!, $codeChallenge: String!) {
  sendSignInEmail(email: $email, kind: LINK, codeChallenge: $codeChallenge) {
    challengeToken
    expiresAt
  }
}
`,
    `mutation ByLink($token: String!, $codeVerifier: String!) {
  completeEmailSignIn(token: $token, codeVerifier: $codeVerifier) {
    ... on AuthPayload {
      accessToken
      refreshToken
    }
    ... on TwoFactorChallenge {
      challengeToken
      methods
    }
  }
}
`,
    `query Elsewhere($token: String!) {
  emailSignInCode(token: $token) {
    code
  }
}
`,
    `mutation ByCode($challengeToken: String!, $code: String!, $codeVerifier: String!) {
  completeEmailSignIn(
    challengeToken: $challengeToken
    code: $code
    codeVerifier: $codeVerifier
  ) {
    ... on AuthPayload {
      accessToken
      refreshToken
    }
    ... on TwoFactorChallenge {
      challengeToken
      methods
    }
  }
}
`,
    `mutation AskForStepUp {
  sendReauthenticationEmail {
    message
  }
}
`,
    `mutation StepUp($mailedCode: String!) {
  reauthenticate(mailedCode: $mailedCode) {
    accessToken
  }
}
`,
  ],
  content: ([ask, byLink, elsewhere, byCode, askForStepUp, stepUp], { publicUrl }) => html`
    <p>
      Off unless <code>SIGN_IN_METHODS</code> names <code>email-link</code> or <code>email-code</code>;
      <code>authConfig</code> tells. Make a verifier of 43 characters or more, send its S256 challenge (RFC
      7636), and keep the verifier on the device:
    </p>
    ${ask}
    <p>
      The answer is the same for any address. The link leads to your page (<code>SIGN_IN_LINK_URL</code>),
      which sends the token of its query, on the device that has the verifier:
    </p>
    ${byLink}
    <p>
      On any other device show the code; it changes nothing. Without a page of yours,
      <code>${publicUrl}/sign-in-link</code> does so.
    </p>
    ${elsewhere}
    <p>It is typed where the mail was asked for, and so is the code of a mail of the kind CODE:</p>
    ${byCode}
    <p>After ten minutes or five wrong codes, ask for another mail.</p>
    <p>
      Where something answers FORBIDDEN with <code>requires: reauthentication</code>, and there is neither
      password nor passkey, a code does it too. It is good in the session that asked, with the access token:
    </p>
    ${askForStepUp} ${stepUp}
  `,
};
