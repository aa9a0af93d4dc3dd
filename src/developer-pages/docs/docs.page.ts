/**
 * GET /docs and below: the GraphQL schema and the REST part as pages, from what is served and nothing else. Pure, and
 * without any outside resource. It must not know Express, nor whether it may be shown: the mount decides.
 */
import type { GraphQLSchema } from 'graphql';

import type { RestPaths } from '../../http/rest-paths.js';
import type { Page } from '../../markup/page.js';
import { guidePath, guides, renderGuide } from './guides/guides.js';
import { renderIntroduction, type ErrorTable } from './pages/introduction-page.js';
import { renderOperation } from './pages/operation-page.js';
import { renderRestPage, restPages, restSection } from './pages/rest-page.js';
import { renderSearch, type SearchEntry } from './pages/search-page.js';
import { renderType } from './pages/type-page.js';
import { chaptersOf } from './site/chapters.js';
import { layOutPage, type DocsArticle } from './site/docs-layout.js';
import {
  kindOf,
  mapSchema,
  navigationOf,
  operationPath,
  typePath,
  type SchemaSite,
} from './site/schema-site.js';

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
  const demanded = settings.signUpRequires.map((name) => `SignUpInput.${name}`);
  const site = mapSchema(schema, settings.basePath, [...demanded, ...demandedByUseCases]);
  const article = findArticle(site, path.replace(/\/$/, ''), settings);
  if (!article) return undefined;
  const pages = restPages(settings.rest, settings.basePath);
  const guideItems = guides.map(({ slug, title: label }) => ({
    label,
    path: guidePath(site.basePath, slug),
  }));
  const guideSection = { title: 'Guides', items: guideItems };
  const sections = [guideSection, ...navigationOf(site), ...(pages.length > 0 ? [restSection(pages)] : [])];
  const frame = {
    brandName: settings.brandName,
    basePath: site.basePath,
    sandboxPath: settings.endpointPath,
    sections,
    search: settings.search,
  };
  return layOutPage(frame, article);
}

/** Compares with the paths that exist, so that no part of the request's path is ever used as a key. */
function findArticle(
  site: SchemaSite,
  path: string,
  settings: Required<DocsPageOptions>,
): DocsArticle | undefined {
  if (path === site.basePath) {
    const endpoint = `${settings.publicUrl}${settings.endpointPath}`;
    const rest = restPages(settings.rest, settings.basePath);
    return {
      title: 'Introduction',
      path,
      content: renderIntroduction(site, { ...settings, endpoint, rest }),
    };
  }
  return (
    findSearch(site, path, settings) ??
    findGuide(site, path, settings) ??
    findOperation(site, path) ??
    findType(site, path) ??
    findRest(path, settings)
  );
}

function findGuide(
  { basePath }: SchemaSite,
  path: string,
  { publicUrl, endpointPath }: Required<DocsPageOptions>,
): DocsArticle | undefined {
  const guide = guides.find(({ slug }) => guidePath(basePath, slug) === path);
  const facts = { publicUrl, endpoint: `${publicUrl}${endpointPath}` };
  return guide && { title: guide.title, path, content: renderGuide(guide, facts) };
}

function findSearch(
  site: SchemaSite,
  path: string,
  { rest, basePath, search }: Required<DocsPageOptions>,
): DocsArticle | undefined {
  if (path !== `${basePath}/search`) return undefined;
  const entries: SearchEntry[] = [
    ...guides.map(({ slug, title, summary }) => {
      return { label: title, path: guidePath(basePath, slug), kind: 'Guide', description: summary };
    }),
    ...chaptersOf(site).flatMap(({ operations }) =>
      operations.map(({ group, field: { name, description } }) => {
        return {
          label: name,
          path: operationPath(site, group, name),
          kind: group.kind,
          description: description ?? '',
        };
      }),
    ),
    ...[...site.types, ...site.directives].map((type) => {
      return {
        label: type.name,
        path: typePath(site, type),
        kind: kindOf(type),
        description: type.description ?? '',
      };
    }),
    ...restPages(rest, basePath).map(({ method, route, operation, path: page }) => {
      return {
        label: `${method.toUpperCase()} ${route}`,
        path: page,
        kind: 'REST',
        description: operation.summary,
      };
    }),
  ];
  return { title: 'Search', path, content: renderSearch(entries, search) };
}

function findOperation(site: SchemaSite, path: string): DocsArticle | undefined {
  for (const group of site.operations) {
    const field = group.fields.find(({ name }) => operationPath(site, group, name) === path);
    if (field) return { title: field.name, path, content: renderOperation(site, group, field) };
  }
  return undefined;
}

function findRest(path: string, { rest, basePath }: Required<DocsPageOptions>): DocsArticle | undefined {
  const page = restPages(rest, basePath).find((candidate) => candidate.path === path);
  return page && { title: `${page.method.toUpperCase()} ${page.route}`, path, content: renderRestPage(page) };
}

function findType(site: SchemaSite, path: string): DocsArticle | undefined {
  const type = [...site.types, ...site.directives].find((candidate) => typePath(site, candidate) === path);
  return type && { title: `${type.name} (${kindOf(type)})`, path, content: renderType(site, type) };
}
