/** Keys that come and go under live tokens, seen from outside: the key set, the tokens, and who takes them. */
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';

import { MeDocument, RefreshDocument } from '../generated/operations.js';
import { runCommand } from '../harness/command-line.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { fetchKeys, kidOf, kidsOf } from '../harness/key-set.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { ROOM } from '../harness/timing.js';

const everySecond = { KEY_ROTATION_CRON: '* * * * * *', KEY_ROTATION_LEAD: '1s', SIGNING_KEYS: '3' };
const started: TestGateway[] = [];
const start = async (settings: Readonly<Record<string, string>> = {}) => {
  const gateway = await startTestGateway(settings);
  started.push(gateway);
  return gateway;
};
const codeAt = async ({ api }: TestGateway, accessToken: string) =>
  (await api.send(MeDocument, undefined, { accessToken })).errors[0]?.extensions.code;

afterEach(async () => {
  for (const gateway of started.splice(0).reverse()) await gateway.stop();
});

describe('a tick that came while nothing ran', () => {
  it('is made up at the next start', async () => {
    const one = await start({ KEY_ROTATION_LEAD: '0' });
    const [before] = await fetchKeys(one);
    const { accessToken } = await signUp(one);
    await one.stop('keep');
    started.pop();
    // As if it had been three days ago.
    await withDatabase(one.databaseUri, (database) =>
      database
        .collection('signingKeys')
        .updateMany({}, [{ $set: { signsFrom: { $subtract: ['$signsFrom', 3 * 86_400_000] } } }]),
    );
    const again = await start({ ...replicaOf(one), KEY_ROTATION_LEAD: '0' });
    const signedNow = kidOf((await signUp(again)).accessToken);
    expect(signedNow).not.toBe(before?.kid);
    expect(await codeAt(again, accessToken)).toBeUndefined();
  });
});

async function withDatabase(uri: string, work: (database: TestGateway['database']) => Promise<unknown>) {
  const { default: mongoose } = await import('mongoose');
  const connection = await mongoose.createConnection(uri).asPromise();
  if (connection.db !== undefined) await work(connection.db);
  await connection.close();
}

describe('another SIGNING_ALGORITHM on a live system', () => {
  it('publishes both, then signs with the new one, and leaves one algorithm at last', async () => {
    const fast = { ...everySecond, ACCESS_TOKEN_TTL: '3s' };
    const one = await start({ ...fast, KEY_ROTATION_CRON: '0 3 * * *' });
    const other = await start({ ...fast, ...replicaOf(one), SIGNING_ALGORITHM: 'ES256' });
    expect(new Set((await fetchKeys(other)).map(({ alg }) => alg))).toEqual(new Set(['EdDSA', 'ES256']));
    const discovered = (await (
      await fetch(`${other.url}/.well-known/openid-configuration`)
    ).json()) as Record<string, unknown>;
    expect(discovered['id_token_signing_alg_values_supported']).toEqual(['EdDSA', 'ES256']);
    expect(await codeOfFresh(other, one)).toBe('taken');
    await until('a token of the new algorithm', async () => {
      const { accessToken } = await signUp(other);
      return decodeProtectedHeader(accessToken).alg === 'ES256';
    });
    expect(await codeOfFresh(one, other)).toBe('taken');
    await until('one algorithm is left', async () =>
      (await fetchKeys(one)).every(({ alg }) => alg === 'ES256'),
    );
  });

  /** What one says of a token that another has just signed: it lives for three seconds, which a busy machine may take. */
  const codeOfFresh = (at: TestGateway, signedBy: TestGateway) =>
    until('a token is judged while it lives', async () => {
      const code = (await codeAt(at, (await signUp(signedBy)).accessToken)) ?? 'taken';
      return code === 'TOKEN_EXPIRED' ? undefined : code;
    });

  it.each(['ES256', 'RS256', 'PS256'])('%s from the first start on verifies elsewhere', async (alg) => {
    const gateway = await start({ SIGNING_ALGORITHM: alg });
    const { accessToken } = await signUp(gateway);
    const keySet = createRemoteJWKSet(new URL(`${gateway.url}/.well-known/jwks.json`));
    const { protectedHeader } = await jwtVerify(accessToken, keySet, { algorithms: [alg] });
    expect(protectedHeader.alg).toBe(alg);
    expect(await codeAt(gateway, accessToken)).toBeUndefined();
  });
});

describe('portcullis keys', () => {
  let one: TestGateway;
  let environment: Readonly<Record<string, string>>;
  const cli = (...args: string[]) => runCommand(args, environment);
  const setUp = async () => {
    one = await start();
    environment = { ...replicaOf(one), SECRET: testSecret };
  };

  it('withdraw: the key is refused at once by every replica, remembered tokens too', async () => {
    await setUp();
    const other = await start(replicaOf(one));
    const { accessToken, refreshToken } = await signUp(one);
    for (const gateway of [one, other]) expect(await codeAt(gateway, accessToken)).toBeUndefined();
    const kid = kidOf(accessToken) ?? '';
    const { code, stdout } = await cli('keys', 'withdraw', kid.slice(0, 12));
    expect([code, stdout]).toEqual([0, expect.stringContaining(kid)]);
    for (const gateway of [one, other]) {
      await until(
        'it is refused',
        async () => (await codeAt(gateway, accessToken)) === 'TOKEN_INVALID',
        ROOM * 1_000,
      );
      expect(kidsOf(await fetchKeys(gateway))).not.toContain(kid);
    }
    // The session lives: its next token is by the key that was in reserve.
    const { refresh } = await one.api.call(RefreshDocument, { refreshToken });
    expect(await codeAt(other, refresh.accessToken)).toBeUndefined();
    expect((await cli('keys', 'withdraw', kid)).code).toBe(3);
    const audited = { event: 'key.withdrawn', 'details.kid': kid };
    expect(await one.database.collection('audit').countDocuments(audited)).toBe(1);
  });

  it('list: for people and for programs', async () => {
    await setUp();
    const [signing, reserve] = await fetchKeys(one);
    const table = await cli('keys', 'list');
    expect(table.stdout).toMatch(new RegExp(`${reserve?.kid ?? '?'} +in reserve +EdDSA`));
    const { stdout } = await cli('keys', 'list', '--json');
    expect(JSON.parse(stdout)).toMatchObject([
      { kid: reserve?.kid, state: 'reserve' },
      { kid: signing?.kid, state: 'signing', algorithm: 'EdDSA' },
    ]);
  });

  it('rotate: not before the lead has passed, unless forced', async () => {
    await setUp();
    const [, reserve] = await fetchKeys(one);
    const refused = await cli('keys', 'rotate');
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('KEY_ROTATION_LEAD')]);
    expect((await cli('keys', 'rotate', '--force')).code).toBe(0);
    await until('it signs', async () => kidOf((await signUp(one)).accessToken) === reserve?.kid);
  });

  it.each([[['keys', 'list', '--jsn']], [['nonsense']]])(
    '%j is not understood, and says how it is written',
    async (args) => {
      const { code, stdout, stderr } = await runCommand(args, {});
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('--help');
    },
  );
});

describe('another SECRET', () => {
  const next = 'another-secret-for-tests-that-is-long-enough';

  it('takes the place of the old one, once `secrets reencrypt` has run', async () => {
    const one = await start();
    const kids = kidsOf(await fetchKeys(one));
    const { accessToken } = await signUp(one);
    const both = { ...replicaOf(one), SECRET: `${next},${testSecret}` };
    const { code, stdout } = await runCommand(['secrets', 'reencrypt', '--json'], both);
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      { signingKeys: 2, authenticatorSeeds: 0, webhookSecrets: 0 },
    ]);
    expect(JSON.parse((await runCommand(['secrets', 'reencrypt', '--json'], both)).stdout)).toEqual({
      signingKeys: 0,
      authenticatorSeeds: 0,
      webhookSecrets: 0,
    });
    const other = await start({ ...replicaOf(one), SECRET: next });
    expect(kidsOf(await fetchKeys(other))).toEqual(kids);
    expect(await codeAt(other, accessToken)).toBeUndefined();
    expect(kids).toContain(kidOf((await signUp(other)).accessToken));
  });

  it('alone does not start a gateway on keys of the old one, and says how to mend it', async () => {
    const one = await start();
    const running = () => process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort').length;
    const before = running();
    await expect(startTestGateway({ ...replicaOf(one), SECRET: next })).rejects.toThrow(/SECRET=new,old/);
    // The workers that hash are the last that is opened, and the first that is ended.
    // Fewer where those of a gateway before were still on their way out.
    await until('it has stopped what it had started', () => running() <= before);
  });
});

afterAll(async () => {
  for (const gateway of started.splice(0)) await gateway.stop();
});
