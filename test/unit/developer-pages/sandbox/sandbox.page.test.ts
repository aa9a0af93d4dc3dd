import { describe, expect, it } from '@jest/globals';
import { parse, validate } from 'graphql';

import { firstOperation } from '../../../../src/developer-pages/parts/first-operation.js';
import { sandboxPage } from '../../../../src/developer-pages/sandbox/sandbox.page.js';
import { expectHashedPolicy } from '../csp.js';
import { testSchema } from '../test-schema.js';

const options = { endpointPath: '/graphql', docsPath: '/docs', graphiqlPath: '/graphiql' };

describe('the Sandbox page', () => {
  it('admits its own style and script by hash, and only Apollo beside them', () => {
    const page = sandboxPage(options);
    expectHashedPolicy(page);
    expect(page.contentSecurityPolicy).toContain("connect-src 'self'; ");
    expect(page.contentSecurityPolicy).toContain('frame-src https://sandbox.embed.apollographql.com; ');
    expect(page.contentSecurityPolicy).toContain("frame-ancestors 'none'");
  });

  it('is the same bytes each time, and the same policy whatever the options', () => {
    expect(sandboxPage(options)).toEqual(sandboxPage(options));
    const other = sandboxPage({
      ...options,
      endpointPath: '/api',
      docsPath: '/reference',
      brandName: 'Other',
    });
    expect(other.contentSecurityPolicy).toBe(sandboxPage(options).contentSecurityPolicy);
  });

  it('loads nothing from elsewhere by markup, so that the words show at once where scripts are off', () => {
    const { body } = sandboxPage(options);
    expect(body).not.toMatch(/<(?:script|img|iframe)[^>]+src=/);
    expect(body).toContain('<noscript>');
    expect(body).toContain('href="/docs"');
    expect(body).toContain('curl &#39;http://localhost:4000/graphql&#39;');
  });

  it('escapes its options', () => {
    const { body } = sandboxPage({ ...options, brandName: '<b>&"' });
    expect(body).toContain('&lt;b&gt;&amp;&quot;');
    expect(body).not.toContain('<b>&');
  });

  it('opens with an operation that is valid', () => {
    expect(validate(testSchema, parse(firstOperation))).toEqual([]);
  });
});
