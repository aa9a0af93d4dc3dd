import { describe, expect, it } from '@jest/globals';

import { signWebhook } from '../../../src/outgoing/sign-webhook.js';

describe('the signature', () => {
  // The example of the specification of Standard Webhooks.
  const parts = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestampSeconds: 1_614_265_330,
    body: '{"test": 2432232314}',
  };
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

  it('is the one of the specification', () => {
    expect(signWebhook(parts, [secret])).toEqual({
      'webhook-id': parts.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': signature,
    });
  });

  it('is made with each secret, one blank between', () => {
    const other = `whsec_${Buffer.alloc(32).toString('base64')}`;
    const [first, second, ...more] = signWebhook(parts, [other, secret])['webhook-signature'].split(' ');
    expect([first?.startsWith('v1,'), second, more]).toEqual([true, signature, []]);
    expect(first).not.toBe(signature);
  });
});
