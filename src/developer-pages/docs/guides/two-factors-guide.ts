import { html } from '../../../markup/html.js';
import type { Guide } from './guide.js';

export const twoFactorsGuide: Guide = {
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
