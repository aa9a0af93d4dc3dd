import type { TestGateway } from './gateway.js';

/** RESOURCE_SERVERS of a test; the secret holds what form-encoding changes. */
export const resourceServers = { RESOURCE_SERVERS: 'shop:a+secret/with=signs%21,api:another-secret' };
const credentials = 'shop:a+secret/with=signs%21';

export const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

/** Posts a form as a resource server does. @param authorization null: none. */
export function postToken(
  { url }: Pick<TestGateway, 'url'>,
  path: string,
  form: Readonly<Record<string, string>> | string,
  authorization: string | null = basic(credentials),
): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { ...(authorization !== null && { authorization }) },
  });
}
