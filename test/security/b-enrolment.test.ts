/** How an app is set up, what is kept of it, and the codes for the day it is lost. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import jsQRModule from 'jsqr';
import { PNG } from 'pngjs';

import {
  ConfirmTotpDocument,
  MeDocument,
  RegenerateRecoveryCodesDocument,
  SetupTotpDocument,
  SignInWithRecoveryCodeDocument,
  SignInWithTotpDocument,
} from '../generated/operations.js';
import {
  challengeFor,
  decodeBase32,
  freshCode,
  personWith2fa,
  setClock,
  verifyAddress,
  type WithAuthenticator,
} from '../harness/authenticator.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newestMail } from '../harness/mailbox.js';
import { type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

let gateway: TestGateway;
let replica: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ RATE_LIMIT: 'false', TOTP_ALONE: 'true' });
  replica = await startTestGateway({
    ...replicaOf(gateway),
    RATE_LIMIT: 'false',
    TOTP_ISSUER: 'Grün & Söhne 1+1?',
  });
});
afterAll(async () => {
  await replica.stop();
  await gateway.stop();
});

const setUp = async (person: SignedUp, at = gateway) =>
  (await at.api.call(SetupTotpDocument, {}, person)).setupTotp;
const confirm = async (person: SignedUp, code: string) =>
  (await gateway.api.send(ConfirmTotpDocument, { code }, person)).errors[0]?.extensions.code;
const alone = async ({ email }: SignedUp, code: string) =>
  (await gateway.api.send(SignInWithTotpDocument, { input: { email, code } })).errors[0]?.extensions.code;
const stateOf = async (person: SignedUp) => (await gateway.api.call(MeDocument, undefined, person)).me;

/** The whole database, as somebody reads it who has stolen the disk. */
async function dump(): Promise<string> {
  const collections = await gateway.database.collections();
  const documents = await Promise.all(collections.map((collection) => collection.find().toArray()));
  return JSON.stringify(documents);
}

describe('B8 a set-up counts once it is confirmed, its seed is strong, shown once, and sealed at rest', () => {
  it('unconfirmed it signs nobody in, and a second one replaces it', async () => {
    const person = await signUp(gateway);
    await verifyAddress(gateway, person);
    const first = await setUp(person);
    expect(await stateOf(person)).toMatchObject({
      otpAuthEnabled: false,
      enable2FA: false,
      recoveryCodesLeft: null,
    });
    expect(await alone(person, freshCode(gateway, first))).toBe('INVALID_CREDENTIALS');
    const second = await setUp(person);
    expect(second.secret).not.toBe(first.secret);
    expect(await confirm(person, freshCode(gateway, first))).toBe('CODE_INVALID');
    expect(await confirm(person, freshCode(gateway, second))).toBeUndefined();
    expect(await stateOf(person)).toMatchObject({ otpAuthEnabled: true, recoveryCodesLeft: 10 });
    expect(await alone(person, freshCode(gateway, first))).toBe('INVALID_CREDENTIALS');
    expect(await alone(person, freshCode(gateway, second))).toBeUndefined();
  });

  it('has 128 bits and more, never the same, and is told in no later answer', async () => {
    const person = await personWith2fa(gateway);
    const { setupTotp } = await gateway.api.call(
      SetupTotpDocument,
      { code: freshCode(gateway, person) },
      person,
    );
    for (const secret of [person.secret, setupTotp.secret])
      expect(decodeBase32(secret).length).toBeGreaterThanOrEqual(16);
    expect(setupTotp.secret).not.toBe(person.secret);
    const shown = JSON.stringify([setupTotp, await stateOf(person), gateway.logLines]);
    expect(shown).not.toContain(person.secret);
    // The old app counts until the new one is confirmed.
    const input = { challengeToken: await challengeFor(gateway, person), code: freshCode(gateway, person) };
    await gateway.api.call(SignInWithTotpDocument, { input });
  });

  it('lies in the database in no writing of it, pending or confirmed', async () => {
    const person = await personWith2fa(gateway);
    const proof = { code: freshCode(gateway, person) };
    const { setupTotp: pending } = await gateway.api.call(SetupTotpDocument, proof, person);
    const everything = (await dump()).toLowerCase();
    expect(everything).toContain(person.userId);
    for (const secret of [person.secret, pending.secret]) {
      const bytes = decodeBase32(secret);
      for (const text of [
        secret,
        ...(['hex', 'base64', 'base64url'] as const).map((as) => bytes.toString(as)),
      ])
        expect(everything).not.toContain(text.toLowerCase());
    }
  });
});

// A CommonJS module, which types and Node see differently.
const jsQR = ((jsQRModule as { default?: unknown }).default ?? jsQRModule) as unknown as (
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
) => { data: string } | null;

function readQrCode(dataUrl: string): string | undefined {
  const { data, width, height } = PNG.sync.read(Buffer.from(dataUrl.split(',')[1] ?? '', 'base64'));
  return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}

describe('B10 the otpauth URI names issuer and account, encoded, and the QR code is exactly it', () => {
  it.each([
    ['an ordinary address', 'Portcullis', undefined],
    ['special characters in the address', 'Portcullis', "ada.o'hara+otp&x=1#?%/"],
    ['special characters in the issuer', 'Grün & Söhne 1+1?', 'ada+'],
  ])('with %s', async (_, issuer, prefix) => {
    const email = prefix === undefined ? undefined : `${prefix}${Date.now()}@example.co.uk`;
    const person = await signUp(gateway, email === undefined ? {} : { email });
    const { uri, secret, qrCode } = await setUp(person, issuer === 'Portcullis' ? gateway : replica);
    expect(qrCode).toMatch(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/);
    expect(readQrCode(qrCode)).toBe(uri);
    const { protocol, host, pathname, searchParams, hash } = new URL(uri);
    expect([protocol, host, hash]).toEqual(['otpauth:', 'totp', '']);
    expect(searchParams.get('secret')).toBe(secret);
    expect(searchParams.get('issuer')).toBe(issuer);
    const label = pathname.slice(1).split(':');
    expect(label.map(decodeURIComponent)).toEqual([issuer, person.email]);
    expect(uri).toMatch(/^[\x21-\x7e]+$/);
    // Apps that do not know the parameters take these for granted; told or not, they are these.
    expect([searchParams.get('digits') ?? '6', searchParams.get('period') ?? '30']).toEqual(['6', '30']);
    expect(searchParams.get('algorithm') ?? 'SHA1').toBe('SHA1');
  });
});

describe('B11 recovery codes are random, hashed, good for once, and void once there are new ones', () => {
  let person: WithAuthenticator;
  beforeAll(async () => {
    person = await personWith2fa(gateway);
  });
  const recover = async (code: string, challengeToken?: string, at = gateway) => {
    const input = { challengeToken: challengeToken ?? (await challengeFor(gateway, person)), code };
    return (await at.api.send(SignInWithRecoveryCodeDocument, { input })).errors[0]?.extensions.code;
  };

  it('ten of 80 bits, of which the database and the log hold nothing', async () => {
    const { recoveryCodes } = person;
    expect(new Set(recoveryCodes).size).toBe(10);
    for (const code of recoveryCodes)
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    const everything = (await dump()) + gateway.logLines.join('');
    for (const code of recoveryCodes)
      for (const text of [code, code.replaceAll('-', '')]) expect(everything).not.toContain(text);
  });

  it('each once: a second time it is refused, and of twenty at once on two replicas one is let in', async () => {
    const [first = '', second = ''] = person.recoveryCodes;
    expect(await recover(first)).toBeUndefined();
    expect(await recover(first)).toBe('INVALID_CREDENTIALS');
    setClock(replica.clock, gateway.clock);
    const open = await Promise.all(Array.from({ length: 20 }, () => challengeFor(gateway, person)));
    const codes = await Promise.all(
      open.map((challengeToken, turn) => recover(second, challengeToken, turn % 2 ? replica : gateway)),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set([undefined, 'INVALID_CREDENTIALS']));
    expect((await stateOf(person))?.recoveryCodesLeft).toBe(8);
    await newestMail(gateway, person.email, /^A recovery code was used/);
  });

  it('of somebody else, or in the place of the other kind, none is taken', async () => {
    const other = await personWith2fa(gateway);
    const [code = ''] = other.recoveryCodes;
    expect(await recover(code)).toBe('INVALID_CREDENTIALS');
    expect(await recover(freshCode(gateway, person))).toBe('INVALID_CREDENTIALS');
    const input = { challengeToken: await challengeFor(gateway, other), code };
    expect((await gateway.api.refusal(SignInWithTotpDocument, { input })).code).toBe('INVALID_CREDENTIALS');
    // It is as good as before.
    await gateway.api.call(SignInWithRecoveryCodeDocument, { input });
  });

  it('a new set voids the old one', async () => {
    const proof = { code: freshCode(gateway, person) };
    const { regenerateRecoveryCodes } = await gateway.api.call(
      RegenerateRecoveryCodesDocument,
      proof,
      person,
    );
    const { codes } = regenerateRecoveryCodes;
    expect(new Set([...codes, ...person.recoveryCodes]).size).toBe(20);
    for (const old of person.recoveryCodes.slice(2, 5))
      expect(await recover(old)).toBe('INVALID_CREDENTIALS');
    expect(await recover(codes[0] ?? '')).toBeUndefined();
    await newestMail(gateway, person.email, /^New recovery codes were made/);
  });
});
