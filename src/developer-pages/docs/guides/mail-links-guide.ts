import { html } from '../../../markup/html.js';
import type { Guide } from './guide.js';

export const mailLinksGuide: Guide = {
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
