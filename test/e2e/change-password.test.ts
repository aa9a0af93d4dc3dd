import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ChangePasswordDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SignInDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, newestMail, subjects } from '../harness/mailbox.js';
import { signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const next = 'a different good passphrase';
const change = (currentPassword: string, password = next, passwordConfirm = password) => ({
  input: { currentPassword, password, passwordConfirm },
});

describe('changePassword: ok', () => {
  it('tells the owner, and voids the links of before', async () => {
    const person = await signUp(gateway);
    await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email });
    const token = await mailedToken(gateway, person.email, subjects.reset);
    await gateway.api.call(ChangePasswordDocument, change(person.password), person);
    await newestMail(gateway, person.email, subjects.passwordChanged);
    const input = {
      token,
      password: 'one more good passphrase',
      passwordConfirm: 'one more good passphrase',
    };
    expect((await gateway.api.refusal(ResetPasswordDocument, { input })).code).toBe('LINK_INVALID');
  });
});

describe('changePassword: refusals', () => {
  it('is BAD_USER_INPUT on each field that is wrong', async () => {
    const person = await signUp(gateway);
    const refusal = await gateway.api.refusal(
      ChangePasswordDocument,
      change(person.password, 'short', 'shirt'),
      person,
    );
    expect(refusal.fields?.map(({ path, rule }) => [path, rule])).toEqual([
      ['password', 'too-short'],
      ['passwordConfirm', 'mismatch'],
    ]);
  });
});

describe('changePassword: race', () => {
  it('lets one of ten at once win', async () => {
    const person = await signUp(gateway);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, turn) =>
        gateway.api.send(ChangePasswordDocument, change(person.password, `good passphrase ${turn}`), person),
      ),
    );
    const winners = answers.flatMap(({ data }, turn) => (data ? [turn] : []));
    expect(winners).toHaveLength(1);
    const codes = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));
    expect(new Set(codes)).toEqual(new Set(['INVALID_CREDENTIALS']));
    const password = `good passphrase ${winners[0] ?? -1}`;
    await gateway.api.call(SignInDocument, { input: { email: person.email, password } });
  });
});
