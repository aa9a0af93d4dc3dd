/** The first page: what the gateway is, how it is called, every operation in a line, how it refuses. */
import { parse, validate, type GraphQLField } from 'graphql';

import type { RestPaths } from '../../../http/rest-paths.js';
import { html, type Html } from '../../../markup/html.js';
import { copyableBlock } from '../../parts/copy-button.js';
import { curlExample } from '../../parts/curl-example.js';
import { firstOperation, firstVariables } from '../../parts/first-operation.js';
import { guidePath, guides } from '../guides/guides.js';
import { type AuthRequirement, authRequirementOf, describeAuth } from '../parts/auth-requirement.js';
import { summarize } from '../parts/description.js';
import { exampleOperation, type ExampleOperation } from '../parts/example-operation.js';
import { highlightJson } from '../parts/highlight.js';
import { linkedCode, row, table } from '../parts/table.js';
import { type Chapter, chaptersOf } from '../site/chapters.js';
import { operationPath, operationsOf, type SchemaSite } from '../site/schema-site.js';
import { renderRestList } from './rest-page.js';

type Field = GraphQLField<unknown, unknown>;

/** The catalogue of refusals, in the shape that src/foundation/errors.ts has it. */
export type ErrorTable = Readonly<Record<string, { readonly status: number; readonly message: string }>>;

export interface Introduction {
  readonly brandName: string;
  /** Absolute URL of the GraphQL endpoint. */
  readonly endpoint: string;
  readonly errors: ErrorTable;
  /** What stands beside GraphQL. */
  readonly rest: RestPaths;
}

export function renderIntroduction(site: SchemaSite, introduction: Introduction): Html {
  return html`<h1>${introduction.brandName} API</h1>
    <p class="lead">
      ${introduction.brandName} is a GraphQL auth gateway. It signs people up and in for your frontends, and
      issues tokens that any of your services can verify with its public key set, without asking it.
    </p>
    ${renderGuides(site)} ${renderCalling(site, introduction)}
    <h2 id="operations">Operations</h2>
    <p>In the order of a person’s life with an account.</p>
    ${chaptersOf(site).map((chapter) => renderChapter(site, chapter))}
    ${hasMembers(introduction.rest) && renderRestList(introduction.rest, site.basePath)}
    ${renderErrors(introduction.errors)}`;
}

function renderCalling(site: SchemaSite, { endpoint }: Introduction): Html {
  const open = openExample(site);
  const guarded = findExample(site, 'me', (field) => authRequirementOf(field) !== undefined);
  return html`<h2 id="calling">Calling it</h2>
    <p>
      Every operation is a <code>POST</code> to <code>${endpoint}</code> with
      <code class="whole">Content-Type: application/json</code> and a body of <code>query</code> and
      <code>variables</code>.
    </p>
    ${open && copyableBlock(`${open.name} with curl`, curlExample({ endpoint, ...open }))}
    <p>
      Operations that need a signed-in caller take the access token as
      <code class="whole">Authorization: Bearer …</code>. It is short-lived; the refresh token, good for one
      use, brings the next pair.
    </p>
    ${guarded && copyableBlock(`${guarded.name} with an access token`, curlExample({ endpoint, ...guarded, accessToken: '<accessToken>' }))}`;
}

interface NamedExample extends ExampleOperation {
  readonly name: string;
}

/** The operation that the Sandbox opens with, so that both tell one story; elsewhere one made from the schema. */
function openExample(site: SchemaSite): NamedExample | undefined {
  const known = validate(site.schema, parse(firstOperation)).length === 0;
  if (known) return { name: 'signUp', document: firstOperation, variables: firstVariables };
  return findExample(site, 'signUp', (field) => authRequirementOf(field) === undefined);
}

function findExample(
  site: SchemaSite,
  name: string,
  fits: (field: Field) => boolean,
): NamedExample | undefined {
  const all = operationsOf(site);
  const found = all.find(({ field }) => field.name === name) ?? all.find(({ field }) => fits(field));
  return (
    found && { name: found.field.name, ...exampleOperation(found.group.kind, found.field, site.demanded) }
  );
}

function renderGuides({ basePath }: SchemaSite): Html {
  return html`<h2 id="guides">Guides</h2>
    <ul class="guides">
      ${guides.map(({ slug, title, summary }) => html`<li><a href="${guidePath(basePath, slug)}">${title}</a> ${summary}</li>`)}
    </ul>`;
}

function renderChapter(site: SchemaSite, { title, anchor, operations }: Chapter): Html {
  const rows = operations.map(({ group, field }) => {
    const requirement = authRequirementOf(field);
    return row(
      linkedCode(operationPath(site, group, field.name), field.name),
      html`${summarize(field.description)}
      ${requirement && html`<span class="tag locked" title="${describeAuth(requirement)}">${tagText(requirement)}</span>`}`,
    );
  });
  return html`<h3 id="${anchor}">${title}</h3>
    ${table(['Name', 'What it does'], rows, 'operations')}`;
}

function tagText({ roles, permissions }: AuthRequirement): string {
  const asked = [...(roles.length > 0 ? [roles.join(' or ')] : []), ...permissions];
  return asked.length > 0 ? asked.join(' and ') : 'signed in';
}

function renderErrors(errors: ErrorTable): Html {
  const [code, entry] = Object.entries(errors)[0] ?? [
    'UNAUTHENTICATED',
    { status: 401, message: 'Sign in first.' },
  ];
  const sample = {
    errors: [{ message: entry.message, path: ['me'], extensions: { code } }],
    data: { me: null },
  };
  return html`<h2 id="errors">When it refuses</h2>
    <p>
      A refusal is an entry of <code>errors</code>. Decide by its <code>extensions.code</code>, which is part
      of the contract; the message is for people and may change. <code>BAD_USER_INPUT</code> lists every
      failing field in <code>extensions.fields</code>; <code>RATE_LIMITED</code> and
      <code>UNAVAILABLE</code> say in <code>extensions.retryAfter</code> how many seconds to wait.
    </p>
    ${copyableBlock('A refusal', highlightJson(sample))} ${hasMembers(errors) && renderErrorTable(errors)}`;
}

function renderErrorTable(errors: ErrorTable): Html {
  const rows = Object.entries(errors).map(([code, { status, message }]) =>
    row(html`<code>${code}</code>`, html`${message} <span class="note">REST: ${status}</span>`),
  );
  return table(['Code', 'Meaning'], rows, 'operations');
}

function hasMembers(record: object): boolean {
  return Object.keys(record).length > 0;
}
