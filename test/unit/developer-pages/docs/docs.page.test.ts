import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';

import { docsPage } from '../../../../src/developer-pages/docs/docs.page.js';
import { expectHashedPolicy } from '../csp.js';
import { testSchema } from '../test-schema.js';

const errors = { UNAUTHENTICATED: { status: 401, message: 'Sign in <first>.' } };
const bodyOf = (path: string) => docsPage(testSchema, path, { errors })?.body ?? '';
/** What the article itself links to: the navigation names everything, and would hide a missing link. */
const articleOf = (path: string) => bodyOf(path).split('<main')[1] ?? '';

function linksIn(body: string): string[] {
  return [...body.matchAll(/ href="([^"]*)"/g)]
    .map((match) => match[1] ?? '')
    .filter((href) => href.startsWith('/docs'));
}

/** Every page reachable from the first one, by its path. */
function crawl(): Map<string, string> {
  const pages = new Map<string, string>();
  const waiting = ['/docs'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (pages.has(path)) continue;
    pages.set(path, bodyOf(path));
    waiting.push(...linksIn(bodyOf(path)).map((href) => href.split('#')[0] ?? ''));
  }
  return pages;
}

describe('the documentation as a whole', () => {
  const pages = crawl();

  it('has no dead link and no dead anchor', () => {
    for (const [path, body] of pages) {
      expect([path, body === '']).toEqual([path, false]);
      for (const href of linksIn(body)) {
        const [target = '', anchor] = href.split('#');
        if (anchor !== undefined)
          expect([href, pages.get(target)?.includes(`id="${anchor}"`)]).toEqual([href, true]);
      }
    }
  });

  it('leads to every type, root field and directive', () => {
    const roots = new Set<unknown>([
      testSchema.getQueryType(),
      testSchema.getMutationType(),
      testSchema.getSubscriptionType(),
    ]);
    const types = Object.values(testSchema.getTypeMap()).filter(
      (type) => !type.name.startsWith('__') && !roots.has(type),
    );
    const fieldPaths = (slug: string, fields = {}) =>
      Object.keys(fields).map((name) => `/docs/${slug}/${name}`);
    const expected = [
      '/docs/types/@auth',
      '/docs/types/@tagged',
      ...types.map((type) => `/docs/types/${type.name}`),
      ...fieldPaths('queries', testSchema.getQueryType()?.getFields()),
      ...fieldPaths('mutations', testSchema.getMutationType()?.getFields()),
      ...fieldPaths('subscriptions', testSchema.getSubscriptionType()?.getFields()),
    ];
    expect(expected.filter((path) => !pages.has(path))).toEqual([]);
  });

  it('admits its style and script by hash and asks for nothing from elsewhere', () => {
    for (const path of pages.keys()) {
      const page = docsPage(testSchema, path);
      if (page) expectHashedPolicy(page);
      expect(page?.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    }
  });

  it('marks the current page once in the navigation, and has one heading of the first rank and unique ids', () => {
    for (const [path, body] of pages) {
      expect([path, body.match(/aria-current="page"/g)?.length]).toEqual([path, 1]);
      expect([path, body.match(/<h1[ >]/g)?.length]).toEqual([path, 1]);
      const ids = [...body.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
      expect([path, new Set(ids).size]).toEqual([path, ids.length]);
    }
  });

  it('lets no description become markup', () => {
    for (const body of pages.values()) {
      expect(body).not.toContain('<script>alert');
      expect(body).not.toContain('<img');
      expect(body).not.toContain('<b>USER');
      expect(body).not.toContain('href="javascript:');
    }
    expect(articleOf('/docs/types/User')).toContain('&lt;/script&gt;&lt;script&gt;alert(&quot;x&quot;)');
    expect(articleOf('/docs/types/User')).toContain('<code>&lt;code&gt;</code>');
    expect(articleOf('/docs')).toContain('Sign in &lt;first&gt;.');
  });
});

describe('a page of the documentation', () => {
  it('says who may call an operation', () => {
    expect(articleOf('/docs/queries/me')).toContain('Open to everyone.');
    expect(articleOf('/docs/queries/user')).toContain('A signed-in caller.');
    expect(articleOf('/docs/queries/users')).toContain(
      'A signed-in caller with the role ADMIN and a verified e-mail address.',
    );
    expect(articleOf('/docs/types/Session')).toContain('A signed-in caller with the role ADMIN');
  });

  it('links argument and return types, and shows defaults and deprecations', () => {
    expect(linksIn(articleOf('/docs/mutations/signIn'))).toEqual(
      expect.arrayContaining([
        '/docs/types/SignInInput',
        '/docs/types/Role',
        '/docs/types/SignInResult',
        '/docs/types/Challenge',
      ]),
    );
    expect(articleOf('/docs/types/SignUpInput')).toContain('Default: <code>USER</code>');
    expect(articleOf('/docs/types/User')).toContain('No longer kept.');
    expect(articleOf('/docs/queries/old')).toContain('Ask count.');
  });

  it('says where a type and a directive are used', () => {
    expect(linksIn(articleOf('/docs/types/User'))).toEqual(
      expect.arrayContaining([
        '/docs/queries/me',
        '/docs/types/AuthPayload#user',
        '/docs/types/User#friends',
      ]),
    );
    expect(linksIn(articleOf('/docs/types/Node'))).toEqual(
      expect.arrayContaining(['/docs/types/User', '/docs/queries/node']),
    );
    expect(linksIn(articleOf('/docs/types/Challenge'))).toContain('/docs/types/SignInResult');
    expect(linksIn(articleOf('/docs/types/@auth'))).toEqual(
      expect.arrayContaining(['/docs/queries/user', '/docs/types/Session']),
    );
  });

  it('is the same with a slash at its end', () => {
    expect(docsPage(testSchema, '/docs/')).toEqual(docsPage(testSchema, '/docs'));
  });

  it('does not exist for unknown paths, also not for names every object has', () => {
    const unknown = [
      '',
      '/',
      '/doc',
      '/docs/types',
      '/docs/queries',
      '/docs/types/Nobody',
      '/docs/types/Query',
      '/docs/queries/signUp',
      '/docs/types/__Type',
      '/docs/types/@deprecated',
    ];
    const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'].flatMap((name) => [
      `/docs/${name}`,
      `/docs/types/${name}`,
      `/docs/types/@${name}`,
      `/docs/queries/${name}`,
      `/docs/mutations/${name}`,
    ]);
    for (const path of [...unknown, ...inherited])
      expect([path, docsPage(testSchema, path)]).toEqual([path, undefined]);
  });

  it('takes another mount, another name and a REST part', () => {
    const live = { operationId: 'live', summary: 'Whether <it> is there.', responses: {} };
    const options = {
      basePath: '/reference',
      brandName: 'Gate & Co',
      rest: { '/health/live': { get: live } },
    };
    const page = docsPage(testSchema, '/reference/queries/me', options);
    expect(page?.body).toContain('href="/reference/types/User"');
    expect(page?.body).toContain('href="/reference/rest/live"');
    expect(page?.body).toContain('Gate &amp; Co');
    expect(page?.body).not.toContain('"/docs');
    expect(docsPage(testSchema, '/reference/rest/live', options)?.body).toContain(
      'Whether &lt;it&gt; is there.',
    );
    expect(docsPage(testSchema, '/reference/rest/dead', options)).toBeUndefined();
  });

  it('copes with a schema of one query', () => {
    expect(docsPage(buildSchema('type Query { hello: String }'), '/docs')?.body).toContain(
      '/docs/queries/hello',
    );
  });
});
