import { describe, expect, it } from '@jest/globals';

import type { PostAnswered, PostFailed } from '../../../src/outgoing/post-signed.js';
import { createSendWebhook } from '../../../src/webhooks/send-webhook.js';

const clock = { now: () => new Date('2026-03-01T12:00:00Z') };
const judge = (answer: PostAnswered | PostFailed) =>
  createSendWebhook(() => Promise.resolve(answer), clock)(
    { url: 'https://hooks.test/', secrets: [] },
    { id: 'msg_1', body: '{}' },
  );
const answered = (status: number, retryAfter?: string) => judge({ status, retryAfter, text: undefined });

describe('a webhook', () => {
  it.each([
    [200, 'taken'],
    [299, 'taken'],
    [301, 'failed'],
    [308, 'failed'],
    [400, 'failed'],
    [410, 'gone'],
    [503, 'failed'],
  ] as const)('that is answered by %d is %s', async (status, outcome) => {
    const fault = outcome === 'taken' ? undefined : `HTTP_${status}`;
    expect(await answered(status)).toEqual({ outcome, status, fault });
  });

  it('that is not answered has failed, with the reason', async () => {
    expect(await judge({ fault: 'TIMEOUT' })).toEqual({ outcome: 'failed', fault: 'TIMEOUT' });
  });

  it.each([
    ['120', 120_000],
    ['Sun, 01 Mar 2026 12:05:00 GMT', 300_000],
    ['soon', undefined],
    ['', undefined],
  ])('that is to come later is to by Retry-After: %s', async (written, retryAfterMs) => {
    expect((await answered(429, written)).retryAfterMs).toBe(retryAfterMs);
  });

  it('may be asked for in the past', async () => {
    expect((await answered(503, 'Sun, 01 Mar 2026 11:00:00 GMT')).retryAfterMs).toBe(-3_600_000);
  });
});
