import type { AskExample } from './example-stage.js';

/** As REST says it: a status, a challenge, and who is calling in the body. */
export const askForJson: AskExample = async (url, path, headers) => {
  const response = await fetch(`${url}${path}`, { headers });
  const text = await response.text();
  const { status } = response;
  const body = status === 200 ? (JSON.parse(text) as { userId?: string; roles?: readonly string[] }) : {};
  return {
    status,
    challenge: response.headers.get('www-authenticate'),
    userId: body.userId,
    roles: body.roles,
  };
};
