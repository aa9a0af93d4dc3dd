import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { UserDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { makeAdmin, signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

describe('user', () => {
  it('ok: is oneself', async () => {
    const person = await signUp(gateway);
    expect((await gateway.api.call(UserDocument, { id: person.userId }, person)).user?.email).toBe(
      person.email,
    );
  });

  it('ok: is anyone for an admin, who is also told where there is nobody', async () => {
    const [admin, other] = [await signUp(gateway), await signUp(gateway)];
    await makeAdmin(gateway, admin);
    const { user } = await gateway.api.call(UserDocument, { id: other.userId }, admin);
    expect(user?.email).toBe(other.email);
    for (const id of ['0'.repeat(24), 'nobody'])
      expect((await gateway.api.refusal(UserDocument, { id }, admin)).code).toBe('NOT_FOUND');
  });

  it('UNAUTHENTICATED: without a token', async () => {
    const answer = await gateway.api.send(UserDocument, { id: '0'.repeat(24) });
    expect(answer).toMatchObject({ status: 200, data: { user: null } });
    expect(answer.errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="portcullis"');
  });
});
