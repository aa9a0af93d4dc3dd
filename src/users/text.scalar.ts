import { GraphQLScalarType, Kind } from 'graphql';

import { withoutMarks } from '../foundation/characters.js';

/**
 * Scalars that take any text: whether it is an address or a number is judged by the use case, so that every
 * failing field of an input is told in one list.
 */
function lenientText(name: string, description: string): GraphQLScalarType<string> {
  const parse = (value: unknown): string => {
    if (typeof value !== 'string') throw new TypeError('must be text');
    return withoutMarks(value);
  };
  return new GraphQLScalarType<string>({
    name,
    description,
    serialize: (value) => String(value),
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** Any text comes through: `parseEmailAddress` judges it, so that it is told together with other fields. */
export const EmailAddressScalar = lenientText(
  'EmailAddress',
  'An e-mail address, such as ada@example.com. A domain in other letters is answered in ASCII. Blanks around it do not count, nor does upper or lower case.',
);

/** The same: the parser of phone-number.ts judges it. */
export const PhoneNumberScalar = lenientText(
  'PhoneNumber',
  'A phone number. Answered in E.164, such as +4930123456; taken in any usual spelling, without a country code where the gateway has a default country.',
);
