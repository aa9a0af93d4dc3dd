/** Types, arguments and default values as code in which every type name leads to its page. */
import {
  astFromValue,
  getNamedType,
  isListType,
  isNonNullType,
  print,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLType,
} from 'graphql';

import { html, type Html } from '../../../markup/html.js';
import { typePath, type DocumentedType, type SchemaSite } from '../site/schema-site.js';

export function linkToType(site: SchemaSite, type: GraphQLType): Html {
  if (isNonNullType(type)) return html`${linkToType(site, type.ofType)}!`;
  if (isListType(type)) return html`[${linkToType(site, type.ofType)}]`;
  const named = getNamedType(type);
  return html`<a href="${typePath(site, named)}">${named.name}</a>`;
}

export function linkToPage(site: SchemaSite, type: DocumentedType, label: string = type.name): Html {
  return html`<a href="${typePath(site, type)}"><code>${label}</code></a>`;
}

/** `(input: SignUpInput!)`, on lines of their own from the second argument on; empty without arguments. */
export function renderArguments(site: SchemaSite, args: readonly GraphQLArgument[]): Html | string {
  if (args.length === 0) return '';
  const parts = args.map(
    (argument) => html`${argument.name}: ${linkToType(site, argument.type)}${renderDefault(argument)}`,
  );
  const onLines = parts.length === 1 ? parts : [parts.map((part) => ['\n  ', part]), '\n'];
  return html`(${onLines})`;
}

function renderDefault(input: GraphQLArgument): Html | false {
  const value = defaultText(input);
  return value !== undefined && html` = <span class="t-text">${value}</span>`;
}

export function defaultText(input: GraphQLArgument | GraphQLInputField): string | undefined {
  if (input.defaultValue === undefined) return undefined;
  const node = astFromValue(input.defaultValue, input.type);
  return node ? print(node) : undefined;
}
