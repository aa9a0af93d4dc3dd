import { describe, expect, it } from '@jest/globals';

import { curlExample } from '../../../../src/developer-pages/parts/curl-example.js';

describe('curlExample', () => {
  it('keeps a single quote inside the shell word', () => {
    const text = curlExample({
      endpoint: 'http://x/graphql',
      document: '{ me }',
      variables: { name: "O'Neil" },
    });
    expect(text).toContain(String.raw`O'\''Neil`);
  });

  it('leaves variables out where there are none', () => {
    expect(curlExample({ endpoint: 'http://x', document: '{ me }', variables: {} })).not.toContain(
      'variables',
    );
  });

  it('sends the access token as a bearer', () => {
    const text = curlExample({ endpoint: 'http://x', document: '{ me }', accessToken: 'abc' });
    expect(text).toContain(`-H 'Authorization: Bearer abc'`);
  });
});
