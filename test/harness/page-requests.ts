import type { TestGateway } from './gateway.js';

/** What the pages of mail links answer to programs. */
interface Answer {
  readonly code?: string;
  readonly fields?: readonly { path: string }[];
  readonly message?: string;
  readonly resetToken?: string | null;
  readonly email?: string;
}

/** As a browser without scripts asks, and as a program does. */
export function createPageRequests(gateway: () => Pick<TestGateway, 'url'>) {
  return {
    open: (path: string, headers: Record<string, string> = {}) =>
      fetch(`${gateway().url}${path}`, { headers }),
    postForm: (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(`${gateway().url}${path}`, { method: 'POST', body: new URLSearchParams(fields), headers }),
    async postJson(path: string, body: unknown) {
      const response = await fetch(`${gateway().url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as Answer,
      };
    },
  };
}
