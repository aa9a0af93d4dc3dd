/** The page of one type or directive: what it holds, and where it is used. */
import {
  isDirective,
  isEnumType,
  isInputObjectType,
  isScalarType,
  isUnionType,
  type GraphQLDirective,
  type GraphQLNamedType,
  type GraphQLScalarType,
  type GraphQLUnionType,
} from 'graphql';

import { html, type Html } from '../../../markup/html.js';
import { authRequirementOf, describeAuth } from '../parts/auth-requirement.js';
import { renderDescription, summarize } from '../parts/description.js';
import { argumentTable, enumValueTable, fieldTable, inputFieldTable } from '../parts/member-table.js';
import { row, table } from '../parts/table.js';
import { linkToPage, renderArguments } from '../parts/type-link.js';
import type { ListedArticle } from '../site/article.js';
import { kindOf, sectionOf, typePath, type DocumentedType, type SchemaSite } from '../site/schema-site.js';
import { usesOf } from '../site/type-uses.js';

/** In the order of the alphabet, whatever they are; directives come last. */
export function typeArticles(site: SchemaSite): ListedArticle[] {
  return [...site.types, ...site.directives].map((type) => ({
    path: typePath(site, type),
    name: type.name,
    title: `${type.name} (${kindOf(type)})`,
    ...(isDirective(type) && { label: `@${type.name}` }),
    section: sectionOf(kindOf(type)),
    kind: kindOf(type),
    description: type.description ?? '',
    content: () => renderType(site, type),
  }));
}

function renderType(site: SchemaSite, type: DocumentedType): Html {
  const label = isDirective(type) ? `@${type.name}` : type.name;
  return html`<p class="kicker">${kindOf(type)}</p>
    <h1 class="name">${label}</h1>
    ${renderDescription(type.description)}
    ${isDirective(type) ? renderDirective(site, type) : renderMembers(site, type)}
    <h2>Used by</h2>
    ${renderUses(site, type)}`;
}

function renderMembers(site: SchemaSite, type: GraphQLNamedType): Html {
  if (isScalarType(type)) return renderScalar(type);
  if (isEnumType(type))
    return html`<h2>Values</h2>
      ${enumValueTable(type.getValues())}`;
  if (isUnionType(type)) return renderUnion(site, type);
  if (isInputObjectType(type)) {
    return html`${type.isOneOf && html`<p class="needs"><strong>Exactly one</strong> of the fields is given.</p>`}
      <h2>Fields</h2>
      ${inputFieldTable(site, Object.values(type.getFields()))}`;
  }
  const requirement = authRequirementOf(type);
  const parents = type.getInterfaces();
  return html`${requirement && html`<p class="needs locked"><strong>${describeAuth(requirement)}</strong> may read it.</p>`}
    ${parents.length > 0 && html`<p>Implements ${parents.map((parent) => html`${linkToPage(site, parent)} `)}</p>`}
    <h2>Fields</h2>
    ${fieldTable(site, Object.values(type.getFields()))}`;
}

function renderScalar({ specifiedByURL }: GraphQLScalarType): Html {
  // Text, not a link: the address comes from the schema, and javascript: is one too.
  return html`${typeof specifiedByURL === 'string' && html`<p>Specified by <code>${specifiedByURL}</code></p>`}`;
}

function renderUnion(site: SchemaSite, type: GraphQLUnionType): Html {
  const members = type
    .getTypes()
    .map((member) => row(linkToPage(site, member), summarize(member.description)));
  return html`<h2>One of</h2>
    ${table(['Type', 'Description'], members)}`;
}

function renderDirective(site: SchemaSite, directive: GraphQLDirective): Html {
  const places = directive.locations.join(' | ');
  return html`<pre
      class="signature"
    ><code>directive <span class="self">@${directive.name}</span>${renderArguments(site, directive.args)} on ${places}</code></pre>
    <h2>Arguments</h2>
    ${directive.args.length > 0 ? argumentTable(site, directive.args) : html`<p class="nothing">None.</p>`}`;
}

function renderUses(site: SchemaSite, type: DocumentedType): Html {
  const uses = usesOf(site, type);
  if (uses.length === 0) return html`<p class="nothing">Nothing in this schema.</p>`;
  return html`<ul class="uses">
    ${uses.map(
      (use) =>
        html`<li>
          <a href="${use.path}"><code>${use.label}</code></a>
        </li>`,
    )}
  </ul>`;
}
