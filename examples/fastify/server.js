import { createPublicKey } from 'node:crypto';

import fastifyJwt from '@fastify/jwt';
import Fastify from 'fastify';
import buildGetJwks from 'get-jwks';

const {
  ISSUER = 'http://localhost:4000',
  AUDIENCE = 'portcullis',
  PORT = '3003',
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

async function isAuth(request, reply) {
  try {
    await request.jwtVerify();
  } catch (error) {
    if (error.statusCode !== 401 && !refusals.has(error.code)) throw error;
    const problem = request.headers.authorization ? ', error="invalid_token"' : '';
    return reply
      .code(401)
      .header('www-authenticate', `Bearer realm="example"${problem}`)
      .send({ error: 'Sign in first.' });
  }
}

const hasRole = (role) => async (request, reply) => {
  if (!request.user.roles.includes(role)) return reply.code(403).send({ error: 'You may not do this.' });
};

app.get('/public', async () => ({ message: 'Anybody may read this.' }));
app.get('/me', { onRequest: isAuth }, async ({ user }) => ({ userId: user.sub, roles: user.roles }));
app.get('/admin', { onRequest: [isAuth, hasRole('ADMIN')] }, async () => ({
  message: 'Admins may read this.',
}));

console.log(await app.listen({ port: Number(PORT) }));
