import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type RevocationOptions, UnavailableError } from '@portcullis/guard';

import {
  json,
  type KeyServer,
  paths,
  remoteGuard,
  revocationList,
  startKeyServer,
  status,
  tagged,
} from './key-server.js';
import { claims, expectInvalid, makeKey, nowSeconds, token as tokenOf } from './tokens.js';

const [ours, attacker] = await Promise.all([makeKey('ours'), makeKey('attacker')]);

let server: KeyServer;
beforeEach(async () => {
  server = await startKeyServer(ours);
});
afterEach(() => server.stop());

const token = (changes: object = {}) => tokenOf(ours, { iss: server.issuer, ...changes });
const publish = (sids: readonly unknown[], changes: object = {}, header: object = {}, key = ours) =>
  server.answer(
    paths.revoked,
    tagged(revocationList(key, sids, { iss: server.issuer, ...changes }, header), 'application/jwt'),
  );
const countOf = (path: string) => server.asked.filter((asked) => asked === path).length;
const guardWith = (revocation: RevocationOptions) => remoteGuard(server, { revocation });

describe('revocation by list', () => {
  it('refuses a token of an ended session within pollSeconds, and no other', async () => {
    publish([]);
    const guard = guardWith({ list: true });
    await guard.verify(token());
    publish([claims.sid]);
    guard.advance(5);
    await expectInvalid(token(), guard);
    expect(await guard.verify(token({ sid: 'another' }))).toBeDefined();
  });

  it('asks once for any number of tokens, and is told 304 while nothing changes', async () => {
    publish([claims.sid]);
    const guard = guardWith({ list: true });
    const texts = Array.from({ length: 20 }, (_, n) => token({ sid: `s${n}` }));
    await Promise.all(texts.map((text) => guard.verify(text)));
    expect(countOf(paths.revoked)).toBe(1);
    // Confirmed, though the text's own time is over.
    for (let turn = 0; turn < 30; turn++) {
      guard.advance(5);
      await guard.verify(texts[0] ?? '');
    }
    await expectInvalid(token(), guard);
    expect(server.statuses.filter((code) => code === 304).length).toBeGreaterThan(20);
  });

  const lies: readonly (readonly [string, () => void])[] = [
    ['signed by nobody known', () => publish([], {}, {}, attacker)],
    ['signed by another under our kid', () => publish([], {}, {}, { ...attacker, kid: 'ours' })],
    ['of another type', () => publish([], {}, { typ: 'at+jwt' })],
    ['of another issuer', () => publish([], { iss: 'https://evil.example.com' })],
    ['of yesterday', () => publish([], { iat: nowSeconds - 86_460, exp: nowSeconds - 86_400 })],
    ['without sids', () => publish([], { sids: undefined })],
    ['with sids that are no text', () => publish([1])],
    ['as JSON', () => server.answer(paths.revoked, json({ sids: [] }))],
    ['an access token', () => server.answer(paths.revoked, json(token(), 'application/jwt'))],
    ['503', () => server.answer(paths.revoked, status(503))],
  ];

  it.each(lies)('%s: refuses where that is asked for, else accepts and warns', async (_name, lie) => {
    lie();
    const strict = guardWith({ list: true, whenUnreachable: 'refuse' });
    await expect(strict.verify(token())).rejects.toBeInstanceOf(UnavailableError);
    const lenient = guardWith({ list: true });
    expect(await lenient.verify(token())).toBeDefined();
    expect(lenient.warnings).toHaveLength(1);
  });

  it('what the last list named stays refused, however long the gateway is away', async () => {
    publish([claims.sid]);
    const [lenient, strict] = [
      guardWith({ list: true }),
      guardWith({ list: true, whenUnreachable: 'refuse' }),
    ];
    for (const guard of [lenient, strict]) await guard.verify(token({ sid: 'another' }));
    server.answer(paths.revoked, status(503));
    for (const guard of [lenient, strict]) {
      guard.advance(59);
      expect(await guard.verify(token({ sid: 'another' }))).toBeDefined();
      guard.advance(60);
      await expectInvalid(token(), guard);
    }
    expect(await lenient.verify(token({ sid: 'another' }))).toBeDefined();
    await expect(strict.verify(token({ sid: 'another' }))).rejects.toBeInstanceOf(UnavailableError);
  });

  it('is no access token', async () => {
    await expectInvalid(
      revocationList(ours, [], { ...claims, iss: server.issuer }),
      guardWith({ list: true }),
    );
  });
});

describe('revocation by introspection', () => {
  const credentials = { clientId: 'shop:1', clientSecret: 'a+sécret/with=signs%21' };
  const answerOf = (body: object, headers: string[] = [], bodies: string[] = []) =>
    server.answer(paths.introspect, (response, request) => {
      headers.push(request.headers.authorization ?? '');
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
      request.on('end', () => {
        json(body)(response, request);
      });
    });

  it('asks with form-encoded Basic credentials, once for all who ask at once, each time anew', async () => {
    const [headers, bodies]: [string[], string[]] = [[], []];
    answerOf({ active: true, jti: claims.jti }, headers, bodies);
    const guard = guardWith({ introspection: credentials });
    // Its signature is known after that, so that the ten are at the question in one turn.
    await guard.verify(token());
    await Promise.all(Array.from({ length: 10 }, () => guard.verify(token())));
    const basic = `Basic ${btoa('shop%3A1:a%2Bs%C3%A9cret%2Fwith%3Dsigns%2521')}`;
    expect(headers).toEqual([basic, basic]);
    const body = `token=${token()}&token_type_hint=access_token`;
    expect(bodies).toEqual([body, body]);
    answerOf({ active: false });
    await expectInvalid(token(), guard);
  });

  it('remembers an answer for cacheSeconds', async () => {
    answerOf({ active: true });
    const guard = guardWith({ introspection: { ...credentials, cacheSeconds: 10 } });
    await guard.verify(token());
    answerOf({ active: false });
    guard.advance(9);
    await guard.verify(token());
    guard.advance(1);
    await expectInvalid(token(), guard);
  });

  it('does not ask about what is no good token anyway', async () => {
    const guard = guardWith({ introspection: credentials });
    await expectInvalid(tokenOf({ ...attacker, kid: 'ours' }, { iss: server.issuer }), guard);
    expect(countOf(paths.introspect)).toBe(0);
  });

  it('an answer about another token does not count', async () => {
    answerOf({ active: true, jti: 'another' });
    await expectInvalid(token(), guardWith({ introspection: credentials }));
  });

  it.each<[string, () => void]>([
    ['401', () => server.answer(paths.introspect, status(401))],
    ['an answer without active', () => answerOf({})],
    ['active as text', () => answerOf({ active: 'true' })],
  ])('%s: refuses with UNAVAILABLE unless told to accept', async (_name, lie) => {
    lie();
    const strict = guardWith({ introspection: credentials });
    await expect(strict.verify(token())).rejects.toBeInstanceOf(UnavailableError);
    const lenient = guardWith({ introspection: { ...credentials, whenUnreachable: 'accept' } });
    expect(await lenient.verify(token())).toBeDefined();
    expect(lenient.warnings).toHaveLength(1);
    expect(lenient.warnings.join()).not.toContain(token().slice(-20));
  });

  it('an answer that begins and never ends is given up, by a fetch that forgets its signal, too', async () => {
    server.answer(paths.introspect, (response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{');
    });
    const forgetful: typeof fetch = (url, init = {}) => fetch(url, { ...init, signal: null });
    const revocation = { introspection: credentials };
    const guard = remoteGuard(server, { revocation, timeoutSeconds: 0.2, fetch: forgetful });
    await expect(guard.verify(token())).rejects.toBeInstanceOf(UnavailableError);
  });
});
