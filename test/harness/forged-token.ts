/** A token with one of its parts changed. */
export function withPart(token: string, position: number, change: (part: string) => string): string {
  return token
    .split('.')
    .map((part, index) => (index === position ? change(part) : part))
    .join('.');
}

/** Another signature. */
export const flip = (part: string) => `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`;
/** Claims that make an admin of its owner. */
export const elevate = (part: string) => rewrite(part, { roles: ['USER', 'ADMIN'] });
/** A header that asks for no signature. */
export const disarm = (part: string) => rewrite(part, { alg: 'none' });

function rewrite(part: string, change: object): string {
  const before = JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
  return Buffer.from(JSON.stringify({ ...before, ...change })).toString('base64url');
}
