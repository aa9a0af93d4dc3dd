/** The tables of arguments, fields, input fields and enum values: one shape for all. */
import type { GraphQLArgument, GraphQLEnumValue, GraphQLField, GraphQLInputField } from 'graphql';

import { html, type Html, type HtmlValue } from '../../../markup/html.js';
import type { SchemaSite } from '../site/schema-site.js';
import { authRequirementOf, describeAuth } from './auth-requirement.js';
import { renderDescription } from './description.js';
import { table } from './table.js';
import { defaultText, linkToType, renderArguments } from './type-link.js';

interface Member {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
}

export function argumentTable(site: SchemaSite, args: readonly GraphQLArgument[]): Html {
  return memberTable(
    'Argument',
    args.map((argument) => inputRow(site, argument)),
  );
}

export function inputFieldTable(site: SchemaSite, fields: readonly GraphQLInputField[]): Html {
  return memberTable(
    'Field',
    fields.map((field) => inputRow(site, field)),
  );
}

export function fieldTable(site: SchemaSite, fields: readonly GraphQLField<unknown, unknown>[]): Html {
  return memberTable(
    'Field',
    fields.map((field) => fieldRow(site, field)),
  );
}

export function enumValueTable(values: readonly GraphQLEnumValue[]): Html {
  return memberTable(
    'Value',
    values.map((value) => memberRow(value, undefined, undefined)),
  );
}

function memberTable(heading: string, rows: readonly Html[]): Html {
  return table([heading, 'Description'], rows);
}

function inputRow(site: SchemaSite, input: GraphQLArgument | GraphQLInputField): Html {
  const fallback = defaultText(input);
  const note = fallback !== undefined && html`<p class="note">Default: <code>${fallback}</code></p>`;
  return memberRow(input, linkToType(site, input.type), note);
}

function fieldRow(site: SchemaSite, field: GraphQLField<unknown, unknown>): Html {
  const requirement = authRequirementOf(field);
  const note = requirement && html`<p class="note">${describeAuth(requirement)} may read it.</p>`;
  const args = field.args.length > 0 && html`${renderArguments(site, field.args)}: `;
  return memberRow(field, html`${args}${linkToType(site, field.type)}`, note);
}

function memberRow(member: Member, type: Html | undefined, note: HtmlValue): Html {
  const reason = member.deprecationReason;
  const isDeprecated = typeof reason === 'string';
  const deprecation = isDeprecated && html`<p class="note"><strong>Deprecated.</strong> ${reason}</p>`;
  const notes = [renderDescription(member.description), deprecation, note];
  // Without white space, so that the style sheet can tell an empty cell.
  return html`<tr id="${member.name}" class="${isDeprecated && 'deprecated'}">
    <th scope="row"><code>${member.name}</code>${type && html`<span class="of-type">${type}</span>`}</th>
    <td>${notes}</td>
  </tr> `;
}
