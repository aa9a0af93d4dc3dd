import { hash, timingSafeEqual } from 'node:crypto';

/** Who may introspect and revoke. */
export interface ResourceServer {
  readonly id: string;
  readonly secret: string;
}

/** @returns the id of the resource server whose credentials an Authorization header holds; undefined for anybody else. */
export type IdentifyResourceServer = (authorization: string | undefined) => string | undefined;

/** @param servers RESOURCE_SERVERS. */
export function createIdentifyResourceServer(servers: readonly ResourceServer[]): IdentifyResourceServer {
  const known = servers.map((server) => ({ id: server.id, digest: digestOf(server) }));
  return (authorization) => {
    const digests = readCredentials(authorization).map(digestOf);
    // All are compared, and digests of one length: time tells neither an id nor the start of a secret (ASVS 11.2.4).
    const matching = known.filter(
      ({ digest }) => digests.filter((given) => timingSafeEqual(given, digest)).length > 0,
    );
    return matching[0]?.id;
  };
}

/**
 * The credentials of HTTP Basic (RFC 7617). OAuth clients write id and secret form-encoded (RFC 6749 section 2.3.1), but
 * many do not, curl among them; where the two readings differ, either will do, since both prove the same secret.
 */
function readCredentials(authorization: string | undefined): ResourceServer[] {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(authorization ?? '') ?? [];
  if (encoded === undefined) return [];
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  if (colon === -1) return [];
  const written = { id: text.slice(0, colon), secret: text.slice(colon + 1) };
  return [written, { id: formDecode(written.id), secret: formDecode(written.secret) }];
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // Not encoded, then.
    return text;
  }
}

function digestOf({ id, secret }: ResourceServer): Buffer {
  return hash('sha256', JSON.stringify([id, secret]), 'buffer');
}
