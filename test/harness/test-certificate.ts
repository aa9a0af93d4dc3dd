import { generate } from 'selfsigned';

export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate that nobody has to trust, for names on loopback; made anew in each run. */
export async function testCertificate(...names: readonly string[]): Promise<TestCertificate> {
  const hosts = ['localhost', ...names];
  const { private: key, cert } = await generate([{ name: 'commonName', value: hosts[0] }], {
    keyType: 'ec',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          ...hosts.map((value) => ({ type: 2 as const, value })),
          { type: 7 as const, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key, cert };
}
