import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  AuthConfigDocument,
  IsEmailAvailableDocument,
  IsPhoneNumberAvailableDocument,
  IsUsernameAvailableDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

describe('isEmailAvailable, isPhoneNumberAvailable, isUsernameAvailable', () => {
  it('ok: false for what somebody has in any spelling, true for the rest', async () => {
    const person = await signUp(gateway, { username: 'Ada.B', phoneNumber: '+49 30 123456' });
    const { api } = gateway;
    const email = ` ${person.email.toUpperCase()} `;
    expect((await api.call(IsEmailAvailableDocument, { email })).isEmailAvailable).toBe(false);
    expect((await api.call(IsEmailAvailableDocument, { email: `x${person.email}` })).isEmailAvailable).toBe(
      true,
    );
    expect((await api.call(IsUsernameAvailableDocument, { username: 'ADA.B' })).isUsernameAvailable).toBe(
      false,
    );
    expect((await api.call(IsUsernameAvailableDocument, { username: 'ada.c' })).isUsernameAvailable).toBe(
      true,
    );
    const taken = await api.call(IsPhoneNumberAvailableDocument, { phoneNumber: '+4930/123-456' });
    expect(taken.isPhoneNumberAvailable).toBe(false);
    const free = await api.call(IsPhoneNumberAvailableDocument, { phoneNumber: '+49 30 123457' });
    expect(free.isPhoneNumberAvailable).toBe(true);
  });

  it('BAD_USER_INPUT: what is none, by the name of its argument', async () => {
    const { api } = gateway;
    const refusals = [
      await api.refusal(IsEmailAvailableDocument, { email: 'none' }),
      await api.refusal(IsPhoneNumberAvailableDocument, { phoneNumber: 'none' }),
      await api.refusal(IsUsernameAvailableDocument, { username: 'x' }),
      await api.refusal(IsEmailAvailableDocument, { email: { $ne: null } as unknown as string }),
    ];
    expect(refusals.map(({ code, fields }) => [code, fields?.map(({ path }) => path)])).toEqual([
      ['BAD_USER_INPUT', ['email']],
      ['BAD_USER_INPUT', ['phoneNumber']],
      ['BAD_USER_INPUT', ['username']],
      ['BAD_USER_INPUT', ['email']],
    ]);
  });

  it('FORBIDDEN: where AVAILABILITY_QUERIES=false, and authConfig says so', async () => {
    const quiet = await startTestGateway({
      AVAILABILITY_QUERIES: 'false',
      SIGN_UP_REQUIRES: 'username',
      PASSWORD_MIN_LENGTH: '12',
    });
    try {
      const refusal = await quiet.api.refusal(IsEmailAvailableDocument, { email: 'a@example.com' });
      expect(refusal).toEqual({ code: 'FORBIDDEN', requires: 'availability' });
      expect((await quiet.api.call(AuthConfigDocument)).authConfig).toMatchObject({
        passwordMinLength: 12,
        requireVerifiedEmail: false,
        signUpRequires: ['username'],
        availabilityQueries: false,
        captcha: null,
        providers: [],
      });
    } finally {
      await quiet.stop();
    }
  });
});
