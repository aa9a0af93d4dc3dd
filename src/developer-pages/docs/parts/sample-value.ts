/** A plausible value for any input type, so that an example can be sent as it stands or nearly so. */
import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';

/** Of the form that browsers write, and nobody's. */
const credential = { id: 'AAAA', rawId: 'AAAA', type: 'public-key' };
const clientDataJSON = Buffer.from('{"challenge":"AAAA"}').toString('base64url');

const samplesByScalar: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['Int', 1],
  ['Float', 1.5],
  ['Boolean', true],
  ['DateTime', '2030-01-31T12:00:00.000Z'],
  ['EmailAddress', 'ada@example.com'],
  [
    'AuthenticationResponseJSON',
    { ...credential, response: { clientDataJSON, authenticatorData: 'AAAA', signature: 'AAAA' } },
  ],
  [
    'RegistrationResponseJSON',
    { ...credential, response: { clientDataJSON, attestationObject: 'AAAA', transports: ['internal'] } },
  ],
  ['PhoneNumber', '+14155550100'],
  ['URL', 'https://example.com/'],
]);

/** Strings and ids tell by their name what they hold; the first pattern that fits counts. */
const samplesByName: readonly (readonly [RegExp, string])[] = [
  [/password/i, 'plum-orbit-lantern-42'],
  [/email/i, 'ada@example.com'],
  [/username/i, 'ada'],
  [/firstName/i, 'Ada'],
  [/lastName/i, 'Lovelace'],
  [/code$/i, '123456'],
  [/^url$/, 'https://example.com/hook'],
  [/^events$/, 'user.*'],
];

/** Deeper than this only empty lists and nothing optional, so that types that hold themselves come to an end. */
const deepestInput = 3;

/** @param demanded coordinates of fields that are optional by their type, and asked for all the same. */
export function sampleValue(
  type: GraphQLInputType,
  name: string,
  demanded: readonly string[] = [],
  depth = 0,
): unknown {
  if (isNonNullType(type)) return sampleValue(type.ofType, name, demanded, depth);
  if (isListType(type))
    return depth > deepestInput ? [] : [sampleValue(type.ofType, name, demanded, depth + 1)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) return sampleObject(type, demanded, depth);
  return samplesByScalar.get(type.name) ?? sampleText(name);
}

function sampleText(name: string): string {
  return samplesByName.find(([pattern]) => pattern.test(name))?.[1] ?? `<${name}>`;
}

function sampleObject(
  type: GraphQLInputObjectType,
  demanded: readonly string[],
  depth: number,
): Record<string, unknown> {
  const shown = shownFields(type, demanded, depth);
  return Object.fromEntries(
    shown.map((field) => [field.name, sampleValue(field.type, field.name, demanded, depth + 1)]),
  );
}

/** What must be there, and the first field, which is the leading one where "exactly one of" is the rule. */
function shownFields(
  type: GraphQLInputObjectType,
  demanded: readonly string[],
  depth: number,
): GraphQLInputField[] {
  const fields = Object.values(type.getFields());
  return fields.filter(
    (field, index) =>
      isRequiredInputField(field) ||
      demanded.includes(`${type.name}.${field.name}`) ||
      (index === 0 && depth < deepestInput),
  );
}
