/**
 * GET /docs and below: the GraphQL schema and the REST part as pages, from what is served and nothing else. Pure, and
 * without any outside resource. It must not know Express, nor whether it may be shown: the mount decides.
 *
 * Each page is an article. pages/ and guides/ tell which there are and write them, out of parts/; site/ knows where a member of
 * the schema has its page, and lays an article out.
 */
import type { GraphQLSchema } from 'graphql';

import type { RestPaths } from '../../http/rest-paths.js';
import type { Page } from '../../markup/page.js';
import { GUIDE_SECTION, guideArticles } from './guides/guides.js';
import { type ErrorTable, renderIntroduction } from './pages/introduction-page.js';
import { operationArticles } from './pages/operation-page.js';
import { REST_SECTION, restArticles } from './pages/rest-page.js';
import { renderSearch } from './pages/search-page.js';
import { typeArticles } from './pages/type-page.js';
import type { Article, ListedArticle } from './site/article.js';
import { chaptersOf } from './site/chapters.js';
import { layOutPage, type NavSection } from './site/docs-layout.js';
import { mapSchema, type SchemaSite, typeSections } from './site/schema-site.js';

export interface DocsPageOptions {
  /** Where the pages are mounted. Default: /docs. */
  readonly basePath?: string;
  /** Path of the GraphQL endpoint, and of the Sandbox. Default: /graphql. */
  readonly endpointPath?: string;
  /** Origin in the examples. Default: http://localhost:4000. */
  readonly publicUrl?: string;
  /** Default: Portcullis. */
  readonly brandName?: string;
  /** The catalogue of refusals, listed on the first page. Default: none. */
  readonly errors?: ErrorTable;
  /** What stands beside GraphQL. Default: nothing. */
  readonly rest?: RestPaths;
  /** SIGN_UP_REQUIRES, for the example of signUp. Default: nothing. */
  readonly signUpRequires?: readonly string[];
  /** What is looked for at /search. Default: nothing. */
  readonly search?: string;
}

const defaults = {
  basePath: '/docs',
  endpointPath: '/graphql',
  publicUrl: 'http://localhost:4000',
  brandName: 'Portcullis',
  errors: {},
  rest: {},
  search: '',
  signUpRequires: [],
} as const;

/** What a use case asks for though the schema cannot say so: one of several, or an address where nobody is signed in. */
const demandedByUseCases: readonly string[] = [
  'replayWebhookDeliveries.from',
  'completeEmailSignIn.token',
  'sendVerificationEmail.email',
  'refresh.refreshToken',
  'revokeRefreshToken.refreshToken',
  'reauthenticate.password',
];

/** The page at `path` (the whole path, without the query); undefined where there is none. */
export function docsPage(
  schema: GraphQLSchema,
  path: string,
  options: DocsPageOptions = {},
): Page | undefined {
  const settings = { ...defaults, ...options };
  const { basePath, brandName, endpointPath: sandboxPath, search } = settings;
  const demanded = settings.signUpRequires.flatMap((name) => [
    `SignUpInput.${name}`,
    `PasskeySignUpInput.${name}`,
  ]);
  const site = mapSchema(schema, basePath, [...demanded, ...demandedByUseCases]);
  const articles = articlesOf(site, settings);
  const wanted = path.replace(/\/$/, '');
  // Compared with the paths that exist, so that no part of the request's path is ever used as a key.
  const article = [...entrancesOf(site, articles, settings), ...articles].find((one) => one.path === wanted);
  if (article === undefined) return undefined;
  const sections = sectionsOf(site, articles);
  return layOutPage({ brandName, basePath, sandboxPath, sections, search }, article);
}

function articlesOf(
  site: SchemaSite,
  { basePath, publicUrl, endpointPath, rest }: Required<DocsPageOptions>,
): ListedArticle[] {
  return [
    ...guideArticles(basePath, { publicUrl, endpoint: `${publicUrl}${endpointPath}` }),
    ...operationArticles(site),
    ...typeArticles(site),
    ...restArticles(rest, basePath),
  ];
}

/** What lists the others. */
function entrancesOf(
  site: SchemaSite,
  articles: readonly ListedArticle[],
  settings: Required<DocsPageOptions>,
): Article[] {
  const { basePath, publicUrl, endpointPath, search } = settings;
  const endpoint = `${publicUrl}${endpointPath}`;
  const introduction = () => renderIntroduction(site, { ...settings, endpoint });
  return [
    { path: basePath, name: 'Introduction', content: introduction },
    { path: `${basePath}/search`, name: 'Search', content: () => renderSearch(articles, search) },
  ];
}

/** Of the navigation. */
function sectionsOf(site: SchemaSite, articles: readonly ListedArticle[]): NavSection[] {
  const chapters = chaptersOf(site).map(({ title }) => title);
  return [GUIDE_SECTION, ...chapters, ...typeSections, REST_SECTION]
    .map((title) => ({ title, articles: articles.filter(({ section }) => section === title) }))
    .filter((section) => section.articles.length > 0);
}
