/** As JOSE names them (RFC 7518, RFC 8037). None of them is symmetric, nor `none` (RFC 8725, section 3.1). */
export const signingAlgorithms = ['EdDSA', 'ES256', 'RS256', 'PS256'] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];
