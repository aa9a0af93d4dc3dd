/** What a device keeps to prove that it began a sign-in (PKCE, RFC 7636). */
export interface ChallengedVerifier {
  readonly verifier: string;
  /** S256 of it, for the gateway. */
  readonly challenge: string;
}

export async function makeVerifier(): Promise<ChallengedVerifier> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { verifier, challenge: base64url(new Uint8Array(digest)) };
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}
