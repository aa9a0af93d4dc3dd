import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';

import {
  DeleteAccountDocument,
  ExportMyDataDocument,
  MeDocument,
  RefreshDocument,
  RestoreUserDocument,
  SendPasswordResetEmailDocument,
  SignInDocument,
  SignUpDocument,
} from '../generated/operations.js';
import { openTrail } from '../harness/audit-trail.js';
import { freshCode, personWith2fa } from '../harness/authenticator.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newestMail, outboxSettled } from '../harness/mailbox.js';
import { personWithPasskey, signInByPasskey } from '../harness/passkeys.js';
import { makeAdmin, newPerson, opened, type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const remove = (person: SignedUp, { api } = gateway) =>
  api.send(DeleteAccountDocument, { password: person.password }, { accessToken: person.accessToken });

/** Collections that still hold anything of somebody. */
async function traces({ database }: TestGateway, { userId, email }: SignedUp): Promise<string[]> {
  const id = new mongoose.Types.ObjectId(userId);
  const found: string[] = [];
  for (const { name } of await database.listCollections().toArray()) {
    // The mailbox of development stands for the person's own.
    if (name === 'devMailbox' || name.startsWith('system.')) continue;
    for await (const document of database.collection(name).find()) {
      const text = JSON.stringify(document);
      if (text.includes(id.toHexString()) || text.includes(email)) found.push(name);
    }
  }
  return [...new Set(found)].filter((name) => !/limit/i.test(name));
}

describe('deleteAccount: ok', () => {
  it('leaves nothing, tells the owner, and frees the address', async () => {
    const person = await personWith2fa(gateway);
    const { email, password, userId, accessToken, refreshToken } = person;
    await gateway.api.call(SendPasswordResetEmailDocument, { email });
    await outboxSettled(gateway);
    expect(await traces(gateway, person)).toContain('actionTokens');
    const code = freshCode(gateway, person);
    const { deleteAccount } = await gateway.api.call(DeleteAccountDocument, { code }, person);
    expect(deleteAccount.message).toBe('Your account is deleted.');
    expect((await gateway.api.refusal(MeDocument, undefined, { accessToken })).code).toBe('TOKEN_INVALID');
    expect((await gateway.api.refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_INVALID');
    await newestMail(gateway, email, /^Your account was deleted/);
    expect(await traces(gateway, person)).toEqual([]);
    const input = { ...newPerson(), email, password };
    const { signUp: anew } = await gateway.api.call(SignUpDocument, { input });
    expect(anew.userId).not.toBe(userId);
    for (const event of ['user.deleted', 'user.erased'])
      expect(
        gateway.logLines.filter((line) => line.includes(`"${event}"`) && line.includes(userId)),
      ).toHaveLength(1);
  });

  it('makes no way from the trail to the person anew for what is written after it', async () => {
    const person = await signUp(gateway);
    await gateway.api.call(DeleteAccountDocument, { password: person.password }, person);
    const trail = await openTrail(gateway);
    const { nodes } = await trail.list({ first: 100 });
    expect(nodes.map(({ event }) => event)).toContain('user.erased');
    // Whoever is killed between making and removing it would leave it: the oplog tells of both.
    const { databaseName, client } = gateway.database;
    const made = client
      .db('local')
      .collection('oplog.rs')
      .countDocuments({
        ...{ ns: `${databaseName}.auditPseudonyms`, op: 'i' },
        'o.userId': new mongoose.Types.ObjectId(person.userId),
      });
    expect(await made).toBe(1);
  });
});

describe('deleteAccount: refusals', () => {
  it('INVALID_CREDENTIALS: with a wrong password; FORBIDDEN without a fresh sign-in', async () => {
    const person = await signUp(gateway);
    expect((await remove({ ...person, password: 'wrong one' })).errors[0]?.extensions.code).toBe(
      'INVALID_CREDENTIALS',
    );
    gateway.clock.advance(6 * 60_000);
    expect(await gateway.api.refusal(DeleteAccountDocument, {}, person)).toEqual({
      code: 'FORBIDDEN',
      requires: 'reauthentication',
    });
    expect((await gateway.api.call(MeDocument, undefined, person)).me?.id).toBe(person.userId);
    expect((await gateway.api.refusal(DeleteAccountDocument, {})).code).toBe('UNAUTHENTICATED');
  });
});

describe('deleteAccount: race', () => {
  it('wins against sign-ins and refreshes of the same moment, and leaves nothing of them', async () => {
    const person = await signUp(gateway);
    const { email, password, refreshToken } = person;
    const rivals = Array.from({ length: 20 }, (_, turn) => {
      if (turn === 10) return remove(person).then(() => undefined);
      if (turn % 2 === 0)
        return gateway.api
          .send(RefreshDocument, { refreshToken })
          .then(({ data }) => data?.refresh.accessToken);
      const signIn = gateway.api.send(SignInDocument, { input: { email, password } });
      return signIn.then(({ data }) => (data ? opened(data.signIn).accessToken : undefined));
    });
    const tokens = await Promise.all(rivals);
    for (const accessToken of tokens.filter((token) => token !== undefined))
      expect((await gateway.api.refusal(MeDocument, undefined, { accessToken })).code).toBe('TOKEN_INVALID');
    await outboxSettled(gateway);
    expect(await traces(gateway, person)).toEqual([]);
  });
});

describe('DELETE_GRACE', () => {
  it('shuts the account and keeps its address until it is restored, or erased when it is over', async () => {
    const patient = await startTestGateway({ ...replicaOf(gateway), DELETE_GRACE: '7d' });
    try {
      const [admin, person] = [await signUp(patient), await signUp(patient)];
      await makeAdmin(patient, admin);
      const { email, password, userId } = person;
      const input = { email, password };
      await remove(person, patient);
      expect((await patient.api.refusal(SignInDocument, { input })).code).toBe('INVALID_CREDENTIALS');
      const again = { input: { ...newPerson(), email } };
      expect((await patient.api.refusal(SignUpDocument, again)).code).toBe('EMAIL_TAKEN');
      const { restoreUser } = await patient.api.call(RestoreUserDocument, { userId }, admin);
      expect(restoreUser).toMatchObject({ id: userId, deletedAt: null });
      const back = opened((await patient.api.call(SignInDocument, { input })).signIn);
      await remove({ ...person, accessToken: back.accessToken }, patient);
      patient.clock.advance(7 * 86_400_000 + 120_000);
      const { signIn } = await patient.api.call(SignInDocument, { input: { email: admin.email, password } });
      await until('it is erased', async () => (await traces(patient, person)).length === 0);
      expect((await patient.api.refusal(RestoreUserDocument, { userId }, opened(signIn))).code).toBe(
        'NOT_FOUND',
      );
      await patient.api.call(SignUpDocument, again);
    } finally {
      await patient.stop();
    }
  });
});

it('a passkey of an account that may come back is not told as unknown, or its authenticator would forget it', async () => {
  const patient = await startTestGateway({ ...replicaOf(gateway), DELETE_GRACE: '7d' });
  try {
    const [admin, person] = [await signUp(patient), await personWithPasskey(patient)];
    await makeAdmin(patient, admin);
    await remove(person, patient);
    const { errors } = await signInByPasskey(patient, person);
    expect(errors[0]?.extensions).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(errors[0]?.extensions).not.toHaveProperty('unknownCredential');
    await patient.api.call(RestoreUserDocument, { userId: person.userId }, admin);
    expect((await signInByPasskey(patient, person)).errors).toEqual([]);
  } finally {
    await patient.stop();
  }
});

describe('exportMyData', () => {
  it('ok: holds what there is, and no secret', async () => {
    const person = await personWith2fa(gateway);
    const { exportMyData } = await gateway.api.call(ExportMyDataDocument, undefined, person);
    expect(exportMyData).toMatchObject({
      profile: { id: person.userId, email: person.email, firstName: 'Ada', hasPassword: true },
      identities: [],
      secondFactors: [{ type: 'TOTP', recoveryCodesLeft: 10 }],
      preferences: { enable2FA: true },
      sessions: { leftOut: 0 },
    });
    const text = JSON.stringify(exportMyData);
    expect(text).toContain('127.0.0.1');
    const user = await gateway.database.collection('users').findOne({ emailCanonical: person.email });
    const factor = (user?.['factors'] as { secretBox: string; recoveryCodes: string[] }[])[0];
    for (const secret of [
      (user?.['password'] as { hash: string }).hash,
      ...[factor?.secretBox, ...(factor?.recoveryCodes ?? [])],
      person.refreshToken.split('.')[1],
      ...['tokenHash', 'secretBox'],
    ])
      expect(text).not.toContain(secret);
    expect((await gateway.api.refusal(ExportMyDataDocument)).code).toBe('UNAUTHENTICATED');
  });
});
