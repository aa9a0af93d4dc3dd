/**
 * The one definition of every setting: its name in the environment, kind, default and meaning.
 * The type of the configuration is derived from it; .env.example and docs/configuration.md are printed from it.
 * A new setting is an entry here and nothing else.
 */
import {
  atLeast,
  bool,
  country,
  duration,
  integer,
  list,
  listOf,
  oneOf,
  origins,
  proxyHops,
  secrets,
  subsetOf,
  text,
  webUrl,
} from './kinds.js';
import { setting } from './setting-definition.js';

const processSettings = {
  nodeEnv: setting({
    env: 'NODE_ENV',
    group: 'Process',
    kind: oneOf('development', 'production', 'test'),
    default: 'development',
    doc: '`production` hardens: no Sandbox, no introspection, no schema hints in errors, PUBLIC_URL required.',
  }),
  host: setting({
    env: 'HOST',
    group: 'Process',
    kind: text,
    defaultNote: '127.0.0.1 in development, 0.0.0.0 in production',
    doc: 'The address it listens on.',
  }),
  port: setting({
    env: 'PORT',
    group: 'Process',
    kind: integer(0, 65_535),
    default: '4000',
    doc: 'The port it listens on; 0 picks a free one and prints it.',
  }),
  publicUrl: setting({
    env: 'PUBLIC_URL',
    group: 'Process',
    kind: webUrl,
    defaultNote: 'http://localhost:PORT in development; required in production',
    doc: 'The URL under which people and other services reach this one. It is never taken from a request.',
  }),
  logLevel: setting({
    env: 'LOG_LEVEL',
    group: 'Process',
    kind: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    default: 'info',
    doc: 'The least level that is logged. JSON lines, or readable lines where standard output is a terminal.',
  }),
  shutdownDelayMs: setting({
    env: 'SHUTDOWN_DELAY',
    group: 'Process',
    kind: duration,
    default: '500ms',
    doc: 'After SIGTERM: how long it says "not ready" but still accepts, so that a balancer can turn away.',
  }),
  shutdownTimeoutMs: setting({
    env: 'SHUTDOWN_TIMEOUT',
    group: 'Process',
    kind: duration,
    default: '10s',
    doc: 'After SIGTERM: how long all of it may take, running requests included.',
  }),
};

const databaseSettings = {
  mongodbUri: setting({
    env: 'MONGODB_URI',
    group: 'Database and secrets',
    kind: text.regex(/^mongodb(\+srv)?:\/\/.+/, 'must begin with mongodb:// or mongodb+srv://'),
    defaultNote: 'an embedded mongod under DATA_DIR',
    doc: 'The database: a MongoDB replica set (6.0 or later; one node is enough).',
  }),
  dataDir: setting({
    env: 'DATA_DIR',
    group: 'Database and secrets',
    kind: text,
    default: './data',
    doc: "The embedded database's files and the generated SECRET.",
  }),
  mongodBinary: setting({
    env: 'MONGOD_BINARY',
    group: 'Database and secrets',
    kind: text,
    doc: 'A mongod to use for the embedded database, instead of looking for one.',
  }),
  secret: setting({
    env: 'SECRET',
    group: 'Database and secrets',
    kind: secrets,
    defaultNote: 'generated under DATA_DIR for the embedded database; required with MONGODB_URI',
    doc: 'List of secrets, at least 32 bytes each: the first encrypts and keys, all decrypt and verify. To change it, put the new one last on every replica, then first, then drop the old one.',
  }),
};

const tokenSettings = {
  issuer: setting({
    env: 'ISSUER',
    group: 'Tokens',
    kind: webUrl,
    defaultNote: 'PUBLIC_URL',
    doc: 'The `iss` of access tokens.',
  }),
  audience: setting({
    env: 'AUDIENCE',
    group: 'Tokens',
    kind: list.refine((entries) => entries.length > 0, 'must name at least one audience'),
    default: 'portcullis',
    doc: 'The `aud` of access tokens: a list; one entry is written as a string, more as an array.',
  }),
  clientId: setting({
    env: 'CLIENT_ID',
    group: 'Tokens',
    kind: text.min(1, 'must not be empty'),
    default: 'portcullis',
    doc: 'The `client_id` of access tokens (RFC 9068).',
  }),
  accessTokenClaims: setting({
    env: 'ACCESS_TOKEN_CLAIMS',
    group: 'Tokens',
    kind: subsetOf('email', 'roles', 'name', 'phone_number'),
    default: 'email,roles',
    doc: 'Which of email (with email_verified), roles, name and phone_number the access token carries.',
  }),
  accessTokenTyp: setting({
    env: 'ACCESS_TOKEN_TYP',
    group: 'Tokens',
    kind: oneOf('at+jwt', 'JWT'),
    default: 'at+jwt',
    doc: "The token header's `typ`; `JWT` for verifiers that refuse at+jwt.",
  }),
  accessTokenTtlMs: setting({
    env: 'ACCESS_TOKEN_TTL',
    group: 'Tokens',
    kind: atLeast(duration, 1_000, '1s'),
    default: '15m',
    doc: 'How long an access token is valid; never longer than its session.',
  }),
};

const sessionSettings = {
  refreshTokenTtlMs: setting({
    env: 'REFRESH_TOKEN_TTL',
    group: 'Sessions',
    kind: atLeast(duration, 1_000, '1s'),
    default: '30d',
    doc: 'How long a session lives at most, however often it is refreshed.',
  }),
  refreshTokenIdleTtlMs: setting({
    env: 'REFRESH_TOKEN_IDLE_TTL',
    group: 'Sessions',
    kind: atLeast(duration, 1_000, '1s'),
    default: '7d',
    doc: 'How long a session lives without being refreshed.',
  }),
  refreshGraceMs: setting({
    env: 'REFRESH_GRACE',
    group: 'Sessions',
    kind: duration,
    default: '10s',
    doc: 'The refresh token that was just replaced gets the same successor again for so long (two tabs, a lost answer); 0: never.',
  }),
};

const passwordSettings = {
  bcryptCost: setting({
    env: 'BCRYPT_COST',
    group: 'Passwords',
    kind: integer(10, 15),
    default: '12',
    doc: 'The work of a password hash: one more doubles it. A hash of another cost is renewed at the next sign-in.',
  }),
  passwordPepper: setting({
    env: 'PASSWORD_PEPPER',
    group: 'Passwords',
    kind: secrets,
    doc: 'List of secrets kept outside the database that go into every password hash: the first is used, all verify.',
  }),
  hashConcurrency: setting({
    env: 'HASH_CONCURRENCY',
    group: 'Passwords',
    kind: integer(1, 256),
    defaultNote: "the machine's cores",
    doc: 'Worker threads that hash passwords.',
  }),
  hashQueue: setting({
    env: 'HASH_QUEUE',
    group: 'Passwords',
    kind: integer(0, 10_000),
    default: '64',
    doc: 'How many hashes may wait for a worker before UNAVAILABLE.',
  }),
  passwordMinLength: setting({
    env: 'PASSWORD_MIN_LENGTH',
    group: 'Passwords',
    kind: integer(8, 64),
    default: '8',
    doc: 'The shortest password taken, in characters; up to 128 are always taken.',
  }),
};

const signUpSettings = {
  signUpRequires: setting({
    env: 'SIGN_UP_REQUIRES',
    group: 'Sign-up',
    kind: subsetOf('firstName', 'lastName', 'username', 'phoneNumber'),
    default: 'firstName,lastName',
    doc: 'Profile fields demanded at password sign-up.',
  }),
  defaultCountry: setting({
    env: 'DEFAULT_COUNTRY',
    group: 'Sign-up',
    kind: country,
    doc: 'The country of phone numbers written without one; unset: only international numbers are taken.',
  }),
  availabilityQueries: setting({
    env: 'AVAILABILITY_QUERIES',
    group: 'Sign-up',
    kind: bool,
    default: 'true',
    doc: 'Whether isEmailAvailable, isPhoneNumberAvailable and isUsernameAvailable answer.',
  }),
  roles: setting({
    env: 'ROLES',
    group: 'Sign-up',
    kind: listOf(/^[A-Z][A-Z0-9_]{0,63}$/, 'names such as USER or CONTENT_EDITOR').refine(
      (entries) =>
        entries.includes('USER') && entries.includes('ADMIN') && new Set(entries).size === entries.length,
      'must name USER and ADMIN, each role once',
    ),
    default: 'USER,ADMIN',
    doc: "All roles there are; the schema's Role is made from it.",
  }),
};

const browserSettings = {
  corsOrigins: setting({
    env: 'CORS_ORIGINS',
    group: 'Browsers and proxies',
    kind: origins,
    defaultNote: 'none in production, http://localhost and http://127.0.0.1 at any port in development',
    doc: 'Origins whose pages may call with a browser.',
  }),
  trustProxy: setting({
    env: 'TRUST_PROXY',
    group: 'Browsers and proxies',
    kind: proxyHops,
    default: 'false',
    doc: 'How many proxies stand in front; only then X-Forwarded-For counts, that many hops from the right.',
  }),
};

const developmentSettings = {
  sandbox: setting({
    env: 'SANDBOX',
    group: 'Development',
    kind: bool,
    defaultNote: 'true in development',
    doc: 'Apollo Sandbox at GET /graphql and the schema pages at /docs.',
  }),
  introspection: setting({
    env: 'INTROSPECTION',
    group: 'Development',
    kind: bool,
    defaultNote: 'true in development',
    doc: 'Whether the schema can be asked for, and errors may name its types.',
  }),
};

export const settings = {
  ...processSettings,
  ...databaseSettings,
  ...tokenSettings,
  ...sessionSettings,
  ...passwordSettings,
  ...signUpSettings,
  ...browserSettings,
  ...developmentSettings,
};
