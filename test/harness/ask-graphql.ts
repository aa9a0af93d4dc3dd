import type { AskExample } from './example-stage.js';

const queries = {
  '/public': '{ public }',
  '/me': '{ me { userId roles } }',
  '/admin': '{ admin { title } }',
};
const statuses: Readonly<Record<string, number>> = { FORBIDDEN: 403, UNAVAILABLE: 503 };

interface Result {
  readonly data?: {
    readonly me?: { readonly userId: string; readonly roles: readonly string[] } | null;
  } | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

/** GraphQL says by `extensions.code` what REST says by status and challenge. @param path of its endpoint. */
export const askGraphQL =
  (path: string): AskExample =>
  async (url, asked, headers) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query: queries[asked] }),
    });
    const text = await response.text();
    // Some refuse a bad token before GraphQL is asked.
    if (response.status === 401 && text === '')
      return { status: 401, challenge: response.headers.get('www-authenticate') };
    const { data, errors } = JSON.parse(text) as Result;
    const code = errors?.[0]?.extensions.code;
    if (code === undefined) return { status: 200, challenge: null, ...data?.me };
    const error = code.startsWith('TOKEN_') ? ', error="invalid_token"' : '';
    return { status: statuses[code] ?? 401, challenge: `Bearer realm="portcullis"${error}` };
  };
