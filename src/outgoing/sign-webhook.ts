import { createHmac } from 'node:crypto';

/** What is signed. */
export interface SignedParts {
  readonly id: string;
  readonly timestampSeconds: number;
  /** To the byte as it is sent. */
  readonly body: string;
}

/**
 * The headers of Standard Webhooks, version v1: HMAC-SHA256 over `id.timestamp.body`. Each secret signs, with one blank between two
 * signatures, so that a receiver may hold either while one takes the place of the other.
 * @param secrets `whsec_` and standard base64.
 */
export function signWebhook({ id, timestampSeconds, body }: SignedParts, secrets: readonly string[]) {
  const signed = `${id}.${timestampSeconds}.${body}`;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': signatures.join(' '),
  };
}
