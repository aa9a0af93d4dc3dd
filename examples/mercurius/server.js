import { createPublicKey } from 'node:crypto';

import fastifyJwt from '@fastify/jwt';
import Fastify from 'fastify';
import buildGetJwks from 'get-jwks';
import mercurius from 'mercurius';
import mercuriusAuth from 'mercurius-auth';

const {
  ISSUER = 'http://localhost:4000',
  AUDIENCE = 'portcullis',
  PORT = '3010',
  KEYS_MAX_AGE = '60',
} = process.env;

const jwks = buildGetJwks({
  issuersWhitelist: [ISSUER],
  providerDiscovery: true,
  ttl: Number(KEYS_MAX_AGE) * 1_000,
});

/** The key of a token. get-jwks would give a key that it no longer finds again and again: so let it forget. */
async function findKey(_request, { header: { alg, kid } }) {
  jwks.cache.purgeStale();
  jwks.staleCache.clear();
  // Not by getPublicKey, which does not know the keys of EdDSA.
  const jwk = await jwks.getJwk({ domain: ISSUER, alg, kid });
  return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
}

/** What is wrong with a token, and no 401 to @fastify/jwt. */
const refusals = new Set(['JWK_NOT_FOUND', 'FAST_JWT_INVALID_TYPE', 'FAST_JWT_INVALID_ALGORITHM']);

const app = Fastify();
await app.register(fastifyJwt, {
  decode: { complete: true },
  secret: findKey,
  verify: {
    algorithms: ['EdDSA', 'ES256', 'RS256', 'PS256'],
    allowedIss: ISSUER,
    allowedAud: AUDIENCE,
    checkTyp: 'at+jwt',
    requiredClaims: ['exp', 'sub'],
  },
});

const { ErrorWithProps } = mercurius;
const refusal = (code, message) => new ErrorWithProps(message, { code });

/** The claims of whoever asks; judged when a guarded field asks first, so that a bad token stops no public field. */
async function claimsOf({ request }) {
  if (!request.headers.authorization) throw refusal('UNAUTHENTICATED', 'Sign in first.');
  try {
    return (request.claims ??= await request.jwtVerify());
  } catch (error) {
    if (error.statusCode !== 401 && !refusals.has(error.code)) throw error;
    const expired = error.code === 'FST_JWT_AUTHORIZATION_TOKEN_EXPIRED';
    throw expired
      ? refusal('TOKEN_EXPIRED', 'The access token has expired.')
      : refusal('TOKEN_INVALID', 'The access token is not valid.');
  }
}
app.decorateRequest('claims', null);

const schema = `
  directive @auth(roles: [Role!] = []) on OBJECT | FIELD_DEFINITION
  enum Role { USER ADMIN }

  type Query {
    public: String!
    me: Caller @auth
    admin: Report @auth(roles: [ADMIN])
  }
  type Caller { userId: ID! roles: [Role!]! }
  type Report { title: String! }
`;

const resolvers = {
  Query: {
    public: () => 'Anybody may read this.',
    me: async (_parent, _args, context) => {
      const { sub, roles } = await claimsOf(context);
      return { userId: sub, roles };
    },
    admin: () => ({ title: 'Admins may read this.' }),
  },
};

await app.register(mercurius, { schema, resolvers, context: (request) => ({ request }) });
await app.register(mercuriusAuth, {
  authDirective: 'auth',
  async applyPolicy({ arguments: [roles] }, _parent, _args, context) {
    const claims = await claimsOf(context);
    const wanted = (roles?.value.values ?? []).map(({ value }) => value);
    if (wanted.length > 0 && !wanted.some((role) => claims.roles.includes(role)))
      throw refusal('FORBIDDEN', 'Your role does not allow this.');
    return true;
  },
});
console.log(`${await app.listen({ port: Number(PORT) })}/graphql`);
