import {
  atLeast,
  bool,
  credentials,
  cronExpression,
  duration,
  integer,
  list,
  oneOf,
  subsetOf,
  text,
  tokenIssuer,
} from './kinds.js';
import { setting } from './setting-definition.js';

export const tokenSettings = {
  issuer: setting({
    env: 'ISSUER',
    group: 'Tokens',
    kind: tokenIssuer,
    defaultNote: 'PUBLIC_URL',
    doc: 'The `iss` of access tokens, to the letter: a slash at its end counts, here and where tokens are verified.',
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
    kind: subsetOf('email', 'roles', 'permissions', 'scope', 'name', 'phone_number'),
    default: 'email,roles',
    doc: 'Which of email (with email_verified), roles, permissions, scope (the permissions with blanks between), name and phone_number the access token carries.',
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
  resourceServers: setting({
    env: 'RESOURCE_SERVERS',
    group: 'Tokens',
    kind: credentials,
    doc: 'List of `id:secret`: the resource servers that may call /oauth/introspect and /oauth/revoke, and refer to anyone where SUBGRAPH is on; unset: nobody may.',
  }),
  subgraph: setting({
    env: 'SUBGRAPH',
    group: 'Tokens',
    kind: bool,
    default: 'false',
    doc: 'Whether /graphql is a subgraph of Apollo Federation 2 as well: `_service`, and `_entities` for a User by its id.',
  }),
};

export const keySettings = {
  signingAlgorithm: setting({
    env: 'SIGNING_ALGORITHM',
    group: 'Signing keys',
    kind: oneOf('EdDSA', 'ES256', 'RS256', 'PS256'),
    default: 'EdDSA',
    doc: 'With what tokens are signed. Changed on a live system, the next key is of the new algorithm: it is published beside the others first, and signs from the next rotation on.',
  }),
  signingKeys: setting({
    env: 'SIGNING_KEYS',
    group: 'Signing keys',
    kind: integer(2, 50),
    default: '5',
    doc: 'How many keys stay in the key set, the one in reserve included: at least so many once there have been as many, and never fewer than live tokens need.',
  }),
  keyRotationCron: setting({
    env: 'KEY_ROTATION_CRON',
    group: 'Signing keys',
    kind: cronExpression,
    default: '0 3 * * *',
    doc: 'When the next key takes over, in UTC: five fields of cron, or six with seconds; where both kinds of day are given, both have to match. A turn that was missed is made up at start.',
  }),
  keyRotationLeadMs: setting({
    env: 'KEY_ROTATION_LEAD',
    group: 'Signing keys',
    kind: duration,
    default: '1h',
    doc: 'How long a key is published before it signs. Verifiers may keep the key set for a quarter of it, five minutes at most.',
  }),
};

export const sessionSettings = {
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
  maxSessionsPerUser: setting({
    env: 'MAX_SESSIONS_PER_USER',
    group: 'Sessions',
    kind: integer(1, 1_000),
    default: '50',
    doc: 'How many sessions somebody may have at once; one more ends the oldest.',
  }),
  refreshNeedsAccessToken: setting({
    env: 'REFRESH_NEEDS_ACCESS_TOKEN',
    group: 'Sessions',
    kind: bool,
    default: 'false',
    doc: 'Whether refresh also wants an access token of the same session, expired or not, as Authorization header or cookie.',
  }),
  reauthenticationMaxAgeMs: setting({
    env: 'REAUTHENTICATION_MAX_AGE',
    group: 'Sessions',
    kind: duration,
    default: '5m',
    doc: 'How long a sign-in is fresh enough for changes of how one signs in, without asking for the password.',
  }),
};
