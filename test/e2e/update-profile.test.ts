import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ExportMyDataDocument,
  MeDocument,
  RefreshDocument,
  SignInDocument,
  UpdateProfileDocument,
  type UpdateProfileInput,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { opened, type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { claimsOf } from '../harness/token.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ ACCESS_TOKEN_CLAIMS: 'email,name', DEFAULT_COUNTRY: 'DE' });
});
afterAll(() => gateway.stop());

const update = (person: SignedUp, input: UpdateProfileInput, { api } = gateway) =>
  api.send(UpdateProfileDocument, { input }, { accessToken: person.accessToken });
const fieldsOf = async (person: SignedUp, input: UpdateProfileInput) => {
  const { errors } = await update(person, input);
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  return errors[0]?.extensions.fields?.map(({ path, rule }) => [path, rule]);
};

describe('updateProfile: ok', () => {
  it('changes what is given, leaves the rest, and shows it at once and in the next token', async () => {
    const person = await signUp(gateway);
    const input = {
      firstName: ' Augusta ',
      username: `Ada.${person.userId.slice(-8)}`,
      phoneNumber: '030 123456',
    };
    const { data, errors } = await update(person, input);
    expect(errors).toEqual([]);
    const changed = { firstName: 'Augusta', lastName: 'Lovelace', phoneNumber: '+4930123456' };
    expect(data?.updateProfile).toMatchObject({ ...changed, username: input.username, email: person.email });
    expect((await gateway.api.call(MeDocument, undefined, person)).me).toMatchObject(changed);
    const { refresh } = await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    expect(claimsOf(refresh.accessToken)['name']).toBe('Augusta Lovelace');
    const { password } = person;
    const byName = { username: input.username.toUpperCase(), password };
    opened((await gateway.api.call(SignInDocument, { input: byName })).signIn);
    const event = gateway.logLines.find((line) => line.includes('"profile.changed"')) ?? '';
    expect(JSON.parse(event)).toMatchObject({
      userId: person.userId,
      fields: ['firstName', 'username', 'phoneNumber'],
    });
    expect(event).not.toContain('Augusta');
  });

  it('clears by null, and another may take the name then', async () => {
    const [person, other] = [await signUp(gateway), await signUp(gateway)];
    const username = `c${person.userId.slice(-10)}`;
    await update(person, { username, phoneNumber: '+49 30 654321' });
    const { data } = await update(person, { username: null, phoneNumber: null });
    expect(data?.updateProfile).toMatchObject({ username: null, phoneNumber: null, firstName: 'Ada' });
    expect((await update(other, { username })).data?.updateProfile.username).toBe(username);
  });

  it('takes a language of mails, also by a region of it, which no null clears', async () => {
    const person = await signUp(gateway);
    expect((await gateway.api.call(MeDocument, undefined, person)).me?.locale).toBeNull();
    expect((await update(person, { locale: 'de-AT' })).data?.updateProfile.locale).toBe('de');
    expect((await update(person, { locale: null })).data?.updateProfile.locale).toBe('de');
    const { exportMyData } = await gateway.api.call(ExportMyDataDocument, undefined, person);
    expect(exportMyData).toMatchObject({ profile: { locale: 'de' } });
    for (const locale of ['', 'xx', '*', 'de,fr', 'de;q=1', 'not a tag'])
      expect(await fieldsOf(person, { locale })).toEqual([['locale', 'language']]);
  });

  it('changes nothing where nothing is given, and takes null for a name as that', async () => {
    const person = await signUp(gateway);
    const { data } = await update(person, {});
    expect(data?.updateProfile.firstName).toBe('Ada');
    const renamed = await update(person, { firstName: 'Eva', lastName: null });
    expect(renamed.data?.updateProfile).toMatchObject({ firstName: 'Eva', lastName: 'Lovelace' });
    const events = gateway.logLines.filter(
      (line) => line.includes('"profile.changed"') && line.includes(person.userId),
    );
    expect(events.map((line) => (JSON.parse(line) as { fields: string[] }).fields)).toEqual([['firstName']]);
  });
});

describe('updateProfile: refusals', () => {
  it('BAD_USER_INPUT: tells every failing field, and does nothing by halves', async () => {
    const person = await signUp(gateway);
    const input = { firstName: '', lastName: ' ', username: 'a b', phoneNumber: '12' };
    expect(await fieldsOf(person, input)).toEqual([
      ['firstName', 'name'],
      ['lastName', 'name'],
      ['username', 'username'],
      ['phoneNumber', 'phone-number'],
    ]);
    expect(await fieldsOf(person, { firstName: 'Eva', lastName: 'x'.repeat(101) })).toEqual([
      ['lastName', 'name'],
    ]);
    expect((await gateway.api.call(MeDocument, undefined, person)).me?.firstName).toBe('Ada');
  });

  it('BAD_USER_INPUT: beside a field of another type, in one list', async () => {
    const person = await signUp(gateway);
    const input = { firstName: { $ne: null }, username: 'a b' } as unknown as UpdateProfileInput;
    expect(await fieldsOf(person, input)).toEqual([
      ['firstName', 'type'],
      ['username', 'username'],
    ]);
  });

  it('UNAUTHENTICATED: without a token', async () => {
    expect((await gateway.api.refusal(UpdateProfileDocument, { input: {} })).code).toBe('UNAUTHENTICATED');
  });
});

describe('updateProfile: race', () => {
  it('of twenty who want one name at once, on two replicas, one gets it', async () => {
    const replica = await startTestGateway(replicaOf(gateway));
    try {
      const people: SignedUp[] = [];
      for (let count = 0; count < 20; count++) people.push(await signUp(gateway));
      const username = `race${people[0]?.userId.slice(-8) ?? ''}`;
      const answers = await Promise.all(
        people.map((person, turn) => update(person, { username }, turn % 2 === 0 ? gateway : replica)),
      );
      const codes = answers.map(({ errors }) => errors[0]?.extensions.code ?? 'ok').sort();
      expect(codes).toEqual([...Array<string>(19).fill('USERNAME_TAKEN'), 'ok']);
    } finally {
      await replica.stop();
    }
  });
});
