/** The hashes were made by the systems themselves, in the versions that stand beside them. */
import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { HashRefused } from '../../../src/foreign-hashes/foreign-hash.js';
import { foreignFormats, readForeignHash } from '../../../src/foreign-hashes/read-foreign-hash.js';
import { measureWork } from '../../../src/foreign-hashes/work-size.js';
import { createHashPool, type HashPool } from '../../../src/passwords/hash-pool.js';

interface Vector {
  readonly system: string;
  readonly version: string;
  readonly format?: string;
  readonly secret?: string;
  readonly password: string;
  readonly hash: string;
}

const file = new URL('vectors.json', import.meta.url);
let vectors: readonly Vector[] = [];
let pool: HashPool;

beforeAll(async () => {
  vectors = JSON.parse(await readFile(file, 'utf8')) as Vector[];
  pool = createHashPool(2, 1000, () => undefined);
});
afterAll(() => pool.stop());

const read = ({ hash, format, secret }: Pick<Vector, 'hash' | 'format' | 'secret'>) =>
  readForeignHash(hash, format, () => secret);

async function fits(vector: Vector, password = vector.password): Promise<boolean> {
  const { work, prepare, fits: compare } = read(vector);
  const answer = await pool.verify(prepare(password), { work, size: undefined, levels: [] });
  return typeof answer === 'boolean' ? answer : compare(answer);
}

function find(system: string, beginning = ''): Vector {
  const found = vectors.find((vector) => vector.system.includes(system) && vector.hash.startsWith(beginning));
  if (found === undefined) throw new TypeError(`No vector is of ${system}.`);
  return found;
}

function refusal(hash: string, format?: string, secret?: string): string {
  try {
    readForeignHash(hash, format, () => secret);
  } catch (error) {
    if (error instanceof HashRefused) return error.message;
    throw error;
  }
  return 'taken';
}

describe('hashes of other systems', () => {
  it('take the password that they were made of', async () => {
    const found = await Promise.all(
      vectors.map(async (vector) => [vector.system, vector.hash, await fits(vector)]),
    );
    expect(found.length).toBeGreaterThanOrEqual(59);
    expect(found).toEqual(vectors.map(({ system, hash }) => [system, hash, true]));
  });

  it('take no other, of each kind of work', async () => {
    const kinds = [
      find('Supabase'),
      find('node-rs/argon2'),
      find('passlib', '$pbkdf2-sha256$'),
      find('better-auth'),
      find('class-phpass'),
      find('slappasswd', '{SSHA}'),
      find('firebase'),
    ];
    expect(await Promise.all(kinds.map((vector) => fits(vector, `${vector.password}x`)))).toEqual(
      kinds.map(() => false),
    );
  });

  it('take what their own system would read as the same password', async () => {
    const { password, ...wordpress } = find('WordPress 6.8');
    // PHP trims these, and leaves a blank that is none of ASCII.
    expect(await fits({ ...wordpress, password: ` ${password}\0\n` })).toBe(true);
    expect(await fits({ ...wordpress, password: `${password}\u00a0` })).toBe(false);
    const betterAuth = find('better-auth');
    expect(await fits(betterAuth, betterAuth.password.normalize('NFD'))).toBe(true);
    const django = find('Django', 'bcrypt$$');
    expect(await fits(django, django.password.normalize('NFD'))).toBe(false);
  });

  it('are told by the string alone, but for those that look like others', () => {
    for (const { format, secret, hash } of vectors.filter((vector) => vector.format === undefined)) {
      const { format: told } = readForeignHash(hash, format, () => secret);
      expect(foreignFormats.filter(({ claims }) => claims?.(hash))).toEqual([told]);
    }
  });

  it('are refused where a character is missing or too many, anywhere near the digest', () => {
    // What ends in a salt of any length cannot tell that some of it is missing.
    for (const vector of vectors.filter(({ hash }) => !hash.startsWith('{SSHA'))) {
      const { hash } = vector;
      const cuts = [1, 2, 3, 4, 10, 20].map((count) => hash.slice(0, -count));
      for (const cut of [
        ...cuts,
        hash.slice(0, hash.lastIndexOf('$') + 1),
        `${hash}A`,
        `${hash}\n`,
        `${hash}=`,
      ])
        expect([cut, refusal(cut, read(vector).format.name, vector.secret)]).not.toEqual([cut, 'taken']);
    }
  });

  it('never have an empty digest', () => {
    const { hash } = find('better-auth');
    for (const digest of ['', 'zz', '0', '00'])
      expect(refusal(`${hash.slice(0, 33)}${digest}`)).not.toBe('taken');
    expect(refusal('pbkdf2_sha256$1000000$salt$')).toMatch(/damaged/);
    expect(refusal('$pbkdf2-sha256$29000$XMs5J2QsZaw1hlDK.T9HyA$')).toMatch(/damaged/);
    expect(refusal('{SSHA}')).toMatch(/not taken/);
  });
});

describe('what would take a core for long', () => {
  const bcrypt = (cost: string) => `$2b$${cost}$glvE20gxrUUzouSfUKn1GOfn5kJOCryF.rDVceHsYM1y7cGmeRwbG`;
  const argon2 = (cost: string) =>
    `$argon2id$v=19$${cost}$m5ultMmZ3VEdsbWqiTv0NQ$VDPHMZ4mIjzv5WYJim232dF/BfUBtlHpdMpEapy6X1Y`;

  it('is refused with the reason, and never computed', () => {
    expect(refusal(bcrypt('31'))).toBe('asks for too much work: the cost of bcrypt is over 15');
    expect(refusal(argon2('m=8388608,t=1,p=1'))).toMatch(
      /^asks for too much work: the memory of Argon2 in KiB/,
    );
    expect(refusal(argon2('m=262144,t=5,p=1'))).toMatch(/^asks for too much work/);
    expect(refusal(argon2('m=4096,t=1,p=200'))).toMatch(/^asks for too much work: the parallelism/);
    expect(refusal(find('Django', 'pbkdf2').hash.replace('$1500000$', '$1000000000$'))).toMatch(
      /^asks for too much work: the iterations of PBKDF2/,
    );
    expect(refusal(find('Werkzeug', 'scrypt').hash.replace('32768', '1073741824'))).toMatch(
      /^asks for too much work: the memory of scrypt/,
    );
    expect(refusal(find('passlib', '$scrypt').hash.replace('p=1', 'p=999'))).toMatch(
      /^asks for too much work/,
    );
    expect(refusal(find('class-phpass').hash.replace('$P$B', '$P$S'))).toMatch(/^asks for too much work/);
  });

  it('is damaged where it is no number', () => {
    for (const cost of ['00', '03', '1e', '-1']) expect(refusal(bcrypt(cost))).not.toBe('taken');
    for (const cost of [
      'm=65536',
      'm=65536,t=3',
      'm=65536,t=3,p=0',
      'm=65536,t=03,p=1',
      'm=7,t=3,p=1',
      'm=8,t=1,p=1,x=1',
      'm=8,m=8,t=1,p=1',
    ])
      expect(refusal(argon2(cost))).toMatch(/^is damaged/);
  });
});

describe('what is known and not taken', () => {
  it.each([
    ['$y$j9T$gW1w7JF9rv6C8890f1vDL0$Zx86NkuzOcSxGSlRmvqB4I7we39Si.BqxtRgU6nV4N6', /yescrypt/],
    ['$2x$10$glvE20gxrUUzouSfUKn1GOfn5kJOCryF.rDVceHsYM1y7cGmeRwbG', /\$2x\$/],
    ['$1$abcdefgh$abcdefghijklmnopqrstuv', /MD5/],
    ['$6$rounds=5000$salt$digest', /SHA of crypt/],
    ['{noop}hunter2', /as it was typed/],
    ['5f4dcc3b5aa765d61d8327deb882cf99', /bare digest/],
    ['{CRYPT}cviun7WJ', /LDAP/],
    ['hunter2', /no known format/],
    ['', /no known format/],
  ])('%s says so', (hash, reason) => {
    expect(refusal(hash)).toMatch(reason);
  });

  it('holds nothing of the hash in its sentence', () => {
    for (const { hash, format, secret } of vectors) {
      const sentence = refusal(hash.slice(0, -4), format, secret);
      expect(sentence).not.toContain(hash.slice(-20, -4));
    }
  });

  it('names the secret that is missing, and where it belongs', () => {
    const { hash } = find('Devise');
    expect(refusal(hash, 'devise')).toBe(
      'needs the pepper of config/initializers/devise.rb: set FOREIGN_HASH_SECRETS=devise:…',
    );
  });
});

describe('the size of a work', () => {
  it('is of one family where a smaller can be filled up to a larger', () => {
    const sizes = [
      find('Supabase'),
      find('Django', 'bcrypt_sha256'),
      find('Keycloak', 'keycloak:pbkdf2-sha256'),
      find('argon2 (npm)'),
      find('Werkzeug', 'scrypt'),
      find('class-phpass'),
    ].map((vector) => measureWork(read(vector).work));
    expect(sizes).toEqual([
      { family: 'bcrypt', amount: 10 },
      { family: 'bcrypt', amount: 12 },
      { family: 'pbkdf2:sha256', amount: 1_200_000 },
      { family: 'argon2id:65536:4', amount: 3 },
      { family: 'scrypt:8:1', amount: 15 },
      { family: 'chain:md5', amount: 8192 },
    ]);
  });
});
