/** The pages of the REST part, from the same descriptions that /openapi.json is made of. */
import type { JsonSchema, RestMethod, RestOperation, RestPaths } from '../../../http/rest-paths.js';
import { html, type Html, type HtmlValue } from '../../../markup/html.js';
import { renderDescription, summarize } from '../parts/description.js';
import type { NavSection } from '../site/schema-site.js';

export interface RestPage {
  readonly method: RestMethod;
  /** Of the operation, under the public URL. */
  readonly route: string;
  readonly operation: RestOperation;
  /** Of this page. */
  readonly path: string;
}

export function restPages(paths: RestPaths, basePath: string): RestPage[] {
  return Object.entries(paths).flatMap(([route, methods]) =>
    (Object.entries(methods) as [RestMethod, RestOperation][]).map(([method, operation]) => {
      return { method, route, operation, path: `${basePath}/rest/${operation.operationId}` };
    }),
  );
}

export function restSection(pages: readonly RestPage[]): NavSection {
  return { title: 'REST', items: pages.map((page) => ({ label: nameOf(page), path: page.path })) };
}

/** For the first page. */
export function renderRestList(pages: readonly RestPage[]): Html {
  const rows = pages.map(
    (page) =>
      html`<tr>
        <th scope="row">
          <a href="${page.path}"><code>${nameOf(page)}</code></a>
        </th>
        <td>
          ${summarize(page.operation.summary)}
          ${isLocked(page.operation) && html`<span class="tag locked">${schemesOf(page.operation)}</span>`}
        </td>
      </tr> `,
  );
  return html`<h2 id="rest">REST</h2>
    <p>The same as OpenAPI 3.1: <a href="/openapi.json">openapi.json</a>.</p>
    ${table('operations', ['Name', 'What it does'], rows)}`;
}

export function renderRestPage(page: RestPage): Html {
  const { operation } = page;
  const { parameters = [], requestBody } = operation;
  return html`<p class="kicker">REST</p>
    <h1 class="name">${nameOf(page)}</h1>
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

function nameOf({ method, route }: RestPage): string {
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
  return table('', ['Parameter', 'Description'], rows);
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
    ${table('', ['Field', 'Description'], rows)}`;
}

function renderAnswers({ responses }: RestOperation): Html {
  const rows = Object.entries(responses).map(
    ([status, { description, content = {} }]) =>
      html`<tr>
        <th scope="row"><code>${status}</code></th>
        <td>
          ${renderDescription(description)}
          ${Object.keys(content).length > 0 && html`<p class="note">${codes(Object.keys(content))}</p>`}
        </td>
      </tr> `,
  );
  return table('operations', ['Status', 'Meaning'], rows);
}

function memberRow(name: string, type: string, isRequired: boolean, description: string): Html {
  return html`<tr>
    <th scope="row"><code>${name}</code><span class="of-type">${type}${isRequired && '!'}</span></th>
    <td>${renderDescription(description)}</td>
  </tr> `;
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

function table(style: string, headings: readonly string[], rows: readonly Html[]): Html {
  return html`<table class="${style}">
    <thead>
      <tr>
        ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
