import { createServer } from 'node:http';

import express from 'express';
import { GraphQLError } from 'graphql';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/express/v4';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';

const {
  ISSUER = 'http://localhost:4000',
  AUDIENCE = 'portcullis',
  PORT = '3014',
  KEYS_MAX_AGE = '300',
  DATABASE_URL = 'postgres://app_server:app_server@localhost/app',
} = process.env;

const keys = createRemoteJWKSet(new URL(`${ISSUER}/.well-known/jwks.json`), {
  cacheMaxAge: Number(KEYS_MAX_AGE) * 1_000,
});

/** A bad token is refused before anything else; without one the request is anonymous. */
async function readToken(request, response, next) {
  const { authorization } = request.headers;
  if (authorization === undefined) return next();
  try {
    const { payload } = await jwtVerify(authorization.replace(/^bearer +/i, ''), keys, {
      issuer: ISSUER,
      audience: AUDIENCE,
      typ: 'at+jwt',
      algorithms: ['EdDSA', 'ES256', 'RS256', 'PS256'],
      requiredClaims: ['exp', 'role', 'user_id'],
    });
    request.claims = payload;
    next();
  } catch (error) {
    // Without the key set nothing can be said about a token.
    if (!error.code?.startsWith('ERR_J') || error.code === 'ERR_JWKS_TIMEOUT') return next(error);
    response.status(401).header('www-authenticate', 'Bearer realm="example", error="invalid_token"').end();
  }
}

/** What the database knows of who is asking, in the transaction of this request alone. */
const settingsOf = (claims) =>
  claims === undefined
    ? { role: 'anonymous' }
    : {
        role: claims.role,
        'jwt.claims.user_id': claims.user_id,
        'jwt.claims.roles': JSON.stringify(claims.roles),
      };

const refusals = {
  28000: ['UNAUTHENTICATED', 'Sign in first.'],
  42501: ['FORBIDDEN', 'You may not do this.'],
};

/** What the database refuses, by the gateway's codes; what else goes wrong there is told to nobody. */
function maskError(error) {
  const { nodes, source, positions, path, originalError } = error;
  if (!originalError || originalError instanceof GraphQLError) return error;
  const refusal = refusals[originalError.code];
  if (refusal === undefined) console.error(originalError);
  const [code, message] = refusal ?? ['INTERNAL_SERVER_ERROR', 'Something went wrong.'];
  return new GraphQLError(message, { nodes, source, positions, path, extensions: { code } });
}

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: DATABASE_URL, schemas: ['app'] })],
  grafast: { context: ({ expressv4 }) => ({ pgSettings: settingsOf(expressv4?.req.claims) }) },
  grafserv: { graphiql: false, maskError },
});

const app = express().use(readToken);
const server = createServer(app);
await instance.createServ(grafserv).addTo(app, server);
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`http://localhost:${PORT}/graphql`);
});
