import { featureNames } from './feature-names.js';
import {
  atLeast,
  bool,
  duration,
  integer,
  oneOf,
  origins,
  proxyHops,
  secrets,
  subsetOf,
  text,
  webUrl,
} from './kinds.js';
import { setting } from './setting-definition.js';

const DAY_MS = 86_400_000;

export const processSettings = {
  nodeEnv: setting({
    env: 'NODE_ENV',
    group: 'Process',
    kind: oneOf('development', 'production', 'test'),
    default: 'development',
    doc: '`production` hardens: no Sandbox, no introspection, no schema hints in errors, PUBLIC_URL required.',
  }),
  featuresDisabled: setting({
    env: 'FEATURES_DISABLED',
    group: 'Process',
    kind: subsetOf(...featureNames),
    defaultNote: 'nothing',
    doc: `What is left out wholly, of ${featureNames.join(', ')}: its fields are not in the schema, its paths answer 404, and it takes no memory. Without second-factor, accounts that ask for one cannot sign in.`,
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
  workers: setting({
    env: 'WORKERS',
    group: 'Process',
    kind: integer(1, 64),
    default: '1',
    doc: 'How many processes serve, on one port. More than one are kept by a primary process, which runs the embedded database and starts another for one that ends.',
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
  maxConnections: setting({
    env: 'MAX_CONNECTIONS',
    group: 'Process',
    kind: integer(1, 1_000_000),
    default: '10000',
    doc: 'How many connections each process keeps open; one more is closed at once. Each takes a file descriptor (ulimit -n).',
  }),
  maxRequests: setting({
    env: 'MAX_REQUESTS',
    group: 'Process',
    kind: integer(1, 1_000_000),
    default: '1000',
    doc: 'How many requests each process answers at a time, as many as wait for a database that stands still included; past that it answers 503 with Retry-After at once. Subscriptions through UPSTREAMS are not counted.',
  }),
  headersTimeoutMs: setting({
    env: 'HEADERS_TIMEOUT',
    group: 'Process',
    kind: duration,
    default: '10s',
    doc: 'How long the headers of a request may take to arrive; then its connection ends with 408.',
  }),
  requestTimeoutMs: setting({
    env: 'REQUEST_TIMEOUT',
    group: 'Process',
    kind: duration,
    default: '20s',
    doc: 'How long a whole request may take to arrive, its headers included.',
  }),
  metricsToken: setting({
    env: 'METRICS_TOKEN',
    group: 'Process',
    kind: text,
    doc: 'The bearer token that GET /metrics asks for. Unset: open in development, not there in production.',
  }),
};

export const databaseSettings = {
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
  mongodCacheMb: setting({
    env: 'MONGOD_CACHE_MB',
    group: 'Database and secrets',
    kind: integer(256, 1_048_576),
    default: '256',
    doc: "The embedded database's cache, in megabytes, beside which it takes some 150. It is enough for 100,000 accounts; a million want 1024.",
  }),
  migrationsAtStart: setting({
    env: 'MIGRATIONS',
    group: 'Database and secrets',
    kind: oneOf('apply', 'refuse'),
    default: 'apply',
    doc: 'What a start does where the database is of an older version: it migrates it before it is ready, or refuses until `portcullis migrate up` was run.',
  }),
  secret: setting({
    env: 'SECRET',
    group: 'Database and secrets',
    kind: secrets,
    defaultNote: 'generated under DATA_DIR for the embedded database; required with MONGODB_URI',
    doc: 'List of secrets, at least 32 bytes each: the first encrypts and keys, all decrypt and verify. To change it, put the new one last on every replica, then first, then drop the old one.',
  }),
};

export const auditSettings = {
  auditRetentionMs: setting({
    env: 'AUDIT_RETENTION',
    group: 'Database and secrets',
    // The server counts it in seconds of 31 bits.
    kind: atLeast(duration, DAY_MS, '1d').refine((ms) => ms <= 60 * 365 * DAY_MS, 'must be at most 60y'),
    default: '1y',
    doc: 'How long the audit trail is kept; a change counts for the entries there are too.',
  }),
};

export const browserSettings = {
  corsOrigins: setting({
    env: 'CORS_ORIGINS',
    group: 'Browsers and proxies',
    kind: origins,
    defaultNote: 'none in production, http://localhost and http://127.0.0.1 at any port in development',
    doc: 'Origins whose pages may call with a browser, and with cookies.',
  }),
  cookieSameSite: setting({
    env: 'COOKIE_SAME_SITE',
    group: 'Browsers and proxies',
    kind: oneOf('Strict', 'Lax', 'None'),
    default: 'Lax',
    doc: 'SameSite of the refresh cookie; None for a frontend on another site, which needs https.',
  }),
  accessCookie: setting({
    env: 'ACCESS_COOKIE',
    group: 'Browsers and proxies',
    kind: bool,
    default: 'false',
    doc: 'Whether a cookie sign-in also sets the access token as a cookie (`accessToken`, SameSite=Strict), so that page loads can be guarded.',
  }),
  trustProxy: setting({
    env: 'TRUST_PROXY',
    group: 'Browsers and proxies',
    kind: proxyHops,
    default: 'false',
    doc: 'How many proxies stand in front; only then X-Forwarded-For counts, that many hops from the right.',
  }),
};

export const developmentSettings = {
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
