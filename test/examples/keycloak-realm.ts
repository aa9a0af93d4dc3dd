/** A realm as people have one, made by Keycloak's own API and pages: hashes of each kind, authenticators, roles, identities. */
import { codeAt } from '../harness/authenticator.js';
import type { KeycloakServer } from './keycloak-server.js';

export const typed = 'pässwörd-Ω';
const callback = 'http://127.0.0.1/callback';

const realm = {
  realm: 'shop',
  enabled: true,
  // Otherwise it drops the languages of people.
  internationalizationEnabled: true,
  supportedLocales: ['en', 'de'],
  roles: {
    realm: [{ name: 'editor' }, { name: 'staff', composite: true, composites: { realm: ['editor'] } }],
  },
  groups: [{ name: 'office', realmRoles: ['editor'] }],
  identityProviders: [
    { alias: 'google', providerId: 'google', enabled: true, config: { clientId: 'a', clientSecret: 'b' } },
    { alias: 'github', providerId: 'github', enabled: true, config: { clientId: 'a', clientSecret: 'b' } },
  ],
  clients: [
    {
      clientId: 'app',
      publicClient: true,
      directAccessGrantsEnabled: true,
      redirectUris: [callback],
    },
    { clientId: 'robot', secret: 'a-secret', serviceAccountsEnabled: true },
  ],
};

/** As the policy of the realm writes them; its own default is Argon2. */
const policies = {
  argon2: '',
  sha512: 'hashAlgorithm(pbkdf2-sha512)',
  sha256: 'hashAlgorithm(pbkdf2-sha256) and hashIterations(27500)',
  sha1: 'hashAlgorithm(pbkdf2) and hashIterations(20000)',
} as const;

interface Person {
  readonly name: string;
  readonly hash?: keyof typeof policies;
  readonly more?: object;
  /** Who sets up an authenticator app, on its page. */
  readonly hasAuthenticator?: true;
  readonly roles?: readonly string[];
  readonly identities?: readonly (readonly [provider: string, userId: string])[];
}

const people: readonly Person[] = [
  {
    ...{ name: 'ada', hash: 'argon2', roles: ['editor'] },
    identities: [
      ['google', '117'],
      ['github', '9'],
    ],
    more: {
      emailVerified: true,
      firstName: 'Ada',
      lastName: 'King',
      attributes: { locale: ['de'], phoneNumber: ['+49 30 123456'], shoeSize: ['42'] },
    },
  },
  { name: 'bob', hash: 'sha512', hasAuthenticator: true, more: { emailVerified: true } },
  { name: 'cleo', hash: 'sha256', roles: ['staff'], more: { groups: ['office'] } },
  { name: 'dan', hash: 'sha1', more: { enabled: false } },
  { name: 'eve', identities: [['google', '118']] },
  { name: 'fay', hash: 'argon2', hasAuthenticator: true, more: { emailVerified: true } },
  { name: 'gus', hash: 'sha1', more: { email: undefined } },
];

export const addressOf = (name: string) => `${name}@example.com`;

/** @returns by name, the text of the seed as Keycloak's page has it. */
export async function fillRealm(server: KeycloakServer): Promise<ReadonlyMap<string, string>> {
  await server.admin('POST', '', realm);
  const profile = (await server.admin('GET', '/shop/users/profile')) as object;
  // Otherwise it drops attributes that are not in its profile, without a word.
  await server.admin('PUT', '/shop/users/profile', { ...profile, unmanagedAttributePolicy: 'ENABLED' });
  const seeds = new Map<string, string>();
  for (const person of people) {
    await makePerson(server, person);
    // While the policy is still that of the person: a sign-in renews a hash of another.
    if (person.hasAuthenticator === true)
      seeds.set(person.name, await setUpAuthenticator(server.url, person.name));
  }
  return seeds;
}

async function makePerson(server: KeycloakServer, person: Person): Promise<void> {
  const { name, hash, more, hasAuthenticator, roles = [], identities = [] } = person;
  if (hash !== undefined) await server.admin('PUT', '/shop', { passwordPolicy: policies[hash] });
  const id = await server.admin('POST', '/shop/users', {
    ...{ username: name, email: addressOf(name), firstName: name, lastName: 'Example', enabled: true },
    ...(hash !== undefined && { credentials: [{ type: 'password', value: typed, temporary: false }] }),
    ...(hasAuthenticator === true && { requiredActions: ['CONFIGURE_TOTP'] }),
    ...more,
  });
  const user = `/shop/users/${String(id)}`;
  for (const role of roles) {
    const found = (await server.admin('GET', `/shop/roles/${role}`)) as object;
    await server.admin('POST', `${user}/role-mappings/realm`, [found]);
  }
  for (const [provider, userId] of identities)
    await server.admin('POST', `${user}/federated-identity/${provider}`, {
      identityProvider: provider,
      userId,
      userName: name,
    });
}

/** Signs in to the app, and goes through the page that asks for an authenticator. @returns the text of the seed. */
async function setUpAuthenticator(url: string, name: string): Promise<string> {
  const browser = new PlainBrowser();
  const query = new URLSearchParams({
    ...{ client_id: 'app', response_type: 'code', scope: 'openid', redirect_uri: callback },
  });
  const form = await browser.open(`${url}/realms/shop/protocol/openid-connect/auth?${query.toString()}`);
  const setUp = await browser.send(form, { username: name, password: typed });
  const [, seed] = /name="totpSecret" value="([^"]+)"/.exec(setUp) ?? [];
  if (seed === undefined) throw new Error(`Keycloak asks ${name} for no authenticator.`);
  const code = codeAt(base32Of(seed), new Date());
  const last = await browser.send(setUp, { totp: code, totpSecret: seed, userLabel: 'phone' });
  if (last !== '') throw new Error(`Keycloak refused the code of ${name}.`);
  return seed;
}

/** RFC 4648 section 6, of what needs no padding. */
export function base32Of(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const fives = bits.match(/.{5}/g) ?? [];
  return fives.map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(five, 2))).join('');
}

/** Keeps cookies and sends forms; no script. */
class PlainBrowser {
  readonly #cookies = new Map<string, string>();

  /** @returns the page at the end of the redirects; empty where that is the app. */
  async open(url: string, form?: URLSearchParams): Promise<string> {
    const cookie = [...this.#cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form && { method: 'POST', body: form }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(key, value);
    }
    const next = answer.headers.get('location');
    if (next === null) return answer.text();
    await answer.body?.cancel();
    return next.startsWith(callback) ? '' : this.open(new URL(next, url).href);
  }

  /** Its one form, with what it is filled with. */
  send(page: string, fields: Readonly<Record<string, string>>): Promise<string> {
    const [, action] = /<form[^>]* action="([^"]+)"/.exec(page) ?? [];
    if (action === undefined) throw new Error(`There is no form: ${page.slice(0, 2000)}`);
    return this.open(action.replaceAll('&amp;', '&'), new URLSearchParams(fields));
  }
}
