/** The page of one query or mutation: signature, who may call it, arguments, an example ready to be sent. */
import { getNamedType, type GraphQLField } from 'graphql';

import { html, type Html } from '../../../markup/html.js';
import { copyableBlock } from '../../parts/copy-button.js';
import { authRequirementOf, describeAuth } from '../parts/auth-requirement.js';
import { renderDescription, summarize } from '../parts/description.js';
import { exampleOperation } from '../parts/example-operation.js';
import { highlightGraphql, highlightJson } from '../parts/highlight.js';
import { argumentTable } from '../parts/member-table.js';
import { linkToPage, linkToType, renderArguments } from '../parts/type-link.js';
import type { ListedArticle } from '../site/article.js';
import { chaptersOf } from '../site/chapters.js';
import { kindOf, operationPath, type OperationGroup, type SchemaSite } from '../site/schema-site.js';

type Field = GraphQLField<unknown, unknown>;

const kickers = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' } as const;

/** In the order of the chapters. */
export function operationArticles(site: SchemaSite): ListedArticle[] {
  return chaptersOf(site).flatMap(({ title: section, operations }) =>
    operations.map(({ group, field }) => ({
      path: operationPath(site, group, field.name),
      name: field.name,
      section,
      kind: group.kind,
      description: field.description ?? '',
      content: () => renderOperation(site, group, field),
    })),
  );
}

function renderOperation(site: SchemaSite, group: OperationGroup, field: Field): Html {
  return html`<p class="kicker">${kickers[group.kind]}</p>
    <h1 class="name">${field.name}</h1>
    ${renderDeprecation(field)}${renderDescription(field.description)}
    <pre
      class="signature"
    ><code><span class="self">${field.name}</span>${renderArguments(site, field.args)}: ${linkToType(site, field.type)}</code></pre>
    ${renderNeeds(field)}
    <h2>Arguments</h2>
    ${field.args.length > 0 ? argumentTable(site, field.args) : html`<p class="nothing">None.</p>`}
    <h2>Returns</h2>
    ${renderReturn(site, field)}
    <h2>Example</h2>
    ${renderExample(site, group, field)}`;
}

function renderDeprecation({ deprecationReason }: Field): Html | false {
  return (
    typeof deprecationReason === 'string' &&
    html`<p class="needs"><strong>Deprecated.</strong> ${deprecationReason}</p>`
  );
}

function renderNeeds(field: Field): Html {
  const requirement = authRequirementOf(field);
  if (!requirement)
    return html`<p class="needs"><strong>Open to everyone.</strong> No access token is demanded.</p>`;
  return html`<p class="needs locked">
    <strong>${describeAuth(requirement)}.</strong>
    <span>Send <code class="whole">Authorization: Bearer …</code></span>
  </p>`;
}

function renderReturn(site: SchemaSite, field: Field): Html {
  const type = getNamedType(field.type);
  const summary = summarize(type.description);
  return html`<p>
      <code>${linkToType(site, field.type)}</code> <span class="tag">${kindOf(type)}</span> ${summary}
    </p>
    ${
      'getTypes' in type &&
      html`<ul>
        ${type.getTypes().map((member) => html`<li>${linkToPage(site, member)} ${summarize(member.description)}</li>`)}
      </ul>`
    }`;
}

function renderExample({ demanded }: SchemaSite, group: OperationGroup, field: Field): Html {
  const { document, variables } = exampleOperation(group.kind, field, demanded);
  const hasVariables = Object.keys(variables).length > 0;
  return html`${copyableBlock('Operation', highlightGraphql(document))}
  ${hasVariables && copyableBlock('Variables', highlightJson(variables))}`;
}
