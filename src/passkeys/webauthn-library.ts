import type * as server from '@simplewebauthn/server';
import type { decodeAttestationObject } from '@simplewebauthn/server/helpers';

export type WebauthnLibrary = typeof server & {
  readonly decodeAttestationObject: typeof decodeAttestationObject;
};

/**
 * @simplewebauthn/server, at the first ceremony and not at the start: with what it brings for certificates, none of which is taken
 * here, it is a tenth of what a start loads.
 */
export async function loadWebauthn(): Promise<WebauthnLibrary> {
  const [server, { decodeAttestationObject }] = await Promise.all([
    import('@simplewebauthn/server'),
    import('@simplewebauthn/server/helpers'),
  ]);
  return { ...server, decodeAttestationObject };
}
