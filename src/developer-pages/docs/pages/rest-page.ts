/** The pages of the REST part, from the same descriptions that /openapi.json is made of. */
import type { JsonSchema, RestMethod, RestOperation, RestPaths } from '../../../http/rest-paths.js';
import { html, type Html, type HtmlValue } from '../../../markup/html.js';
import { renderDescription, summarize } from '../parts/description.js';
import { linkedCode, row, table } from '../parts/table.js';
import type { ListedArticle } from '../site/article.js';

export const REST_SECTION = 'REST';

/** One of them, as it is told. */
interface RestEntry {
  readonly method: RestMethod;
  /** Under the public URL. */
  readonly route: string;
  readonly operation: RestOperation;
}

export function restArticles(paths: RestPaths, basePath: string): ListedArticle[] {
  return entriesOf(paths).map((entry) => ({
    path: pathOf(entry, basePath),
    name: nameOf(entry),
    section: REST_SECTION,
    kind: 'REST',
    description: entry.operation.summary,
    content: () => renderRest(entry),
  }));
}

/** For the first page. */
export function renderRestList(paths: RestPaths, basePath: string): Html {
  const rows = entriesOf(paths).map((entry) =>
    row(
      linkedCode(pathOf(entry, basePath), nameOf(entry)),
      html`${summarize(entry.operation.summary)}
      ${isLocked(entry.operation) && html`<span class="tag locked">${schemesOf(entry.operation)}</span>`}`,
    ),
  );
  return html`<h2 id="rest">REST</h2>
    <p>The same as OpenAPI 3.1: <a href="/openapi.json">openapi.json</a>.</p>
    ${table(['Name', 'What it does'], rows, 'operations')}`;
}

function entriesOf(paths: RestPaths): RestEntry[] {
  return Object.entries(paths).flatMap(([route, methods]) =>
    (Object.entries(methods) as [RestMethod, RestOperation][]).map(([method, operation]) => {
      return { method, route, operation };
    }),
  );
}

function pathOf({ operation }: RestEntry, basePath: string): string {
  return `${basePath}/rest/${operation.operationId}`;
}

function renderRest(entry: RestEntry): Html {
  const { operation } = entry;
  const { parameters = [], requestBody } = operation;
  return html`<p class="kicker">REST</p>
    <h1 class="name">${nameOf(entry)}</h1>
    ${renderDescription(operation.summary)}${renderDescription(operation.description)}
    ${renderNeeds(operation)}
    <h2>Parameters</h2>
    ${parameters.length === 0 ? html`<p class="nothing">None.</p>` : renderParameters(parameters)}
    ${
      requestBody &&
      html`<h2>Body</h2>
        ${renderBody(requestBody.content)}`
    }
    <h2>Answers</h2>
    ${renderAnswers(operation)}`;
}

function nameOf({ method, route }: RestEntry): string {
  return `${method.toUpperCase()} ${route}`;
}

/** An empty alternative stands for nothing at all. */
function isLocked({ security = [] }: RestOperation): boolean {
  return security.length > 0 && security.every((alternative) => Object.keys(alternative).length > 0);
}

const schemeNames = {
  accessToken: 'access token',
  accessCookie: 'access cookie',
  resourceServer: 'resource server',
  metricsToken: 'METRICS_TOKEN',
} as const;

function schemesOf({ security = [] }: RestOperation): string {
  const names = security.flatMap((alternative) => Object.keys(alternative) as (keyof typeof schemeNames)[]);
  return names.map((name) => schemeNames[name]).join(' or ');
}

function renderNeeds(operation: RestOperation): Html {
  if (isLocked(operation))
    return html`<p class="needs locked"><strong>Needs: ${schemesOf(operation)}.</strong></p>`;
  return html`<p class="needs"><strong>Open to everyone.</strong></p>`;
}

function renderParameters(parameters: NonNullable<RestOperation['parameters']>): Html {
  const rows = parameters.map(({ name, in: place, required, description, schema }) =>
    memberRow(name, `${place}, ${typeOf(schema)}`, required, description),
  );
  return table(['Parameter', 'Description'], rows);
}

function renderBody(content: NonNullable<RestOperation['requestBody']>['content']): Html {
  const [schema] = Object.values(content).map((entry) => entry.schema);
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: Readonly<Record<string, JsonSchema>>;
    required?: readonly string[];
  };
  const rows = Object.entries(properties).map(([name, member]) =>
    memberRow(name, typeOf(member), required.includes(name), textOf(member['description'])),
  );
  return html`<p>As ${codes(Object.keys(content))}.</p>
    ${table(['Field', 'Description'], rows)}`;
}

function renderAnswers({ responses }: RestOperation): Html {
  const rows = Object.entries(responses).map(([status, { description, content = {} }]) =>
    row(
      html`<code>${status}</code>`,
      html`${renderDescription(description)}
      ${Object.keys(content).length > 0 && html`<p class="note">${codes(Object.keys(content))}</p>`}`,
    ),
  );
  return table(['Status', 'Meaning'], rows, 'operations');
}

function memberRow(name: string, type: string, isRequired: boolean, description: string): Html {
  return row(
    html`<code>${name}</code><span class="of-type">${type}${isRequired && '!'}</span>`,
    renderDescription(description),
  );
}

function typeOf({ type, enum: values, format }: JsonSchema): string {
  if (Array.isArray(values)) return values.map(String).join(' | ');
  return textOf(format) || textOf(type) || 'any';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function codes(names: readonly string[]): HtmlValue {
  return names.map((name, index) => [index > 0 && ' or ', html`<code>${name}</code>`]);
}
