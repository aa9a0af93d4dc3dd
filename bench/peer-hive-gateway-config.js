/** Hive Gateway before the upstream of peer-hive-gateway.ts, which copies this beside the packages of it. */
/** Packages of the directory it is copied to: here nothing is known of them. */
/** @param {string} name */
const load = (name) => import(name);
const { createRemoteJwksSigningKeyProvider, defineConfig } = await load('@graphql-hive/gateway');

const { PEER_UPSTREAM, PEER_KEY_SET, PEER_ISSUER, PEER_AUDIENCE } = process.env;

export const gatewayConfig = defineConfig({
  proxy: { endpoint: PEER_UPSTREAM },
  schema: 'schema.graphql',
  jwt: {
    signingKeyProviders: [createRemoteJwksSigningKeyProvider({ jwksUri: PEER_KEY_SET })],
    tokenVerification: { issuer: PEER_ISSUER, audience: PEER_AUDIENCE, algorithms: ['ES256'] },
    reject: { missingToken: true, invalidToken: true },
    forward: { payload: true, extensionsFieldName: 'jwt' },
  },
});
