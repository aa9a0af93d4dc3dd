import { SignUpDocument } from '../generated/operations.js';
import { cookiesOf } from './cookies.js';
import type { TestGateway } from './gateway.js';
import { newPerson } from './people.js';

/** Signs somebody up who wants a cookie. */
export async function cookieSession(at: TestGateway) {
  const input = { ...newPerson(), transport: 'COOKIE' as const };
  const { data, headers } = await at.api.send(SignUpDocument, { input });
  const auth = data?.signUp.auth;
  if (!auth) throw new Error('Sign-up gave no session.');
  return { ...auth, email: input.email, cookies: cookiesOf(headers) };
}

/** The headers of a browser that has the refresh token as a cookie. */
export const withCookie = (refreshToken: string, more: Record<string, string> = {}) => ({
  headers: { cookie: `theme=dark; refreshToken=${refreshToken}`, ...more },
});
