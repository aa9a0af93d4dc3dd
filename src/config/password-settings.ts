import { credentials, integer, oneOf, secrets, text } from './kinds.js';
import { setting } from './setting-definition.js';

export const passwordSettings = {
  passwordHash: setting({
    env: 'PASSWORD_HASH',
    group: 'Passwords',
    kind: oneOf('bcrypt', 'argon2id'),
    default: 'bcrypt',
    doc: 'How passwords are hashed: bcrypt, or argon2id (19 MiB, two passes, one lane), which needs the optional @node-rs/argon2. A hash of the other kind is renewed at the next sign-in.',
  }),
  bcryptCost: setting({
    env: 'BCRYPT_COST',
    group: 'Passwords',
    kind: integer(10, 15),
    default: '12',
    doc: 'The work of a password hash: one more doubles it. A hash of another cost is renewed at the next sign-in. The optional @node-rs/bcrypt computes the same in three quarters of the time.',
  }),
  passwordPepper: setting({
    env: 'PASSWORD_PEPPER',
    group: 'Passwords',
    kind: secrets,
    doc: 'List of secrets kept outside the database that go into every password hash: the first is used, all verify.',
  }),
  foreignHashSecrets: setting({
    env: 'FOREIGN_HASH_SECRETS',
    group: 'Passwords',
    kind: credentials,
    doc: 'List of format:secret for imported hashes that need one: devise, flask-security, firebase, argon2-secret. It can go when nobody has such a hash any more.',
  }),
  breachedPasswords: setting({
    env: 'BREACHED_PASSWORDS',
    group: 'Passwords',
    kind: text,
    doc: 'Refuses new passwords that are known from breaches: the URL of a range service such as https://api.pwnedpasswords.com/range, which is sent five characters of a SHA-1, or the path of a file by `portcullis passwords build-filter`. Where it does not answer, passwords are taken.',
  }),
  hashConcurrency: setting({
    env: 'HASH_CONCURRENCY',
    group: 'Passwords',
    kind: integer(1, 256),
    defaultNote: "the machine's cores, divided by WORKERS",
    doc: 'Threads that hash passwords, of each process.',
  }),
  hashQueue: setting({
    env: 'HASH_QUEUE',
    group: 'Passwords',
    kind: integer(0, 10_000),
    default: '64',
    doc: 'How many hashes may wait for a thread before UNAVAILABLE, in each process.',
  }),
  passwordMinLength: setting({
    env: 'PASSWORD_MIN_LENGTH',
    group: 'Passwords',
    kind: integer(8, 64),
    default: '8',
    doc: 'The shortest password taken, in characters; up to 128 are always taken.',
  }),
};
