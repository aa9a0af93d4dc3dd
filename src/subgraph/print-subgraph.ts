import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type GraphQLSchema,
} from 'graphql';

/** A name in the form that composition wants of one; nobody fetches it. */
const AUTH_SPEC = 'https://portcullis.example/auth/v1.0';

/** `@composeDirective` came with 2.1, and a router of any later version reads this. */
const LINKS = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@composeDirective"])
  @link(url: "${AUTH_SPEC}", import: ["@auth"])
  @composeDirective(name: "@auth")
`;

/** What federation itself defines, or asks a subgraph not to tell. */
const machinery = ['_Any', '_Entity', '_Service'];
const machineryFields = ['_entities', '_service'];

/** By type: what other subgraphs may do with it. */
const federated: Readonly<Record<string, string>> = {
  User: '@key(fields: "id")',
  // Relay's, which every subgraph with connections has.
  PageInfo: '@shareable',
};

/** The schema as composition takes it, with its own directives: `@auth` comes into the supergraph where the composer keeps it. */
export function printSubgraph(schema: GraphQLSchema): string {
  const { definitions } = parse(printSchemaWithDirectives(schema), { noLocation: true });
  const own = definitions.filter((node) => !('name' in node && machinery.includes(node.name.value)));
  return `${LINKS}\n${own.map((node) => print(federate(node))).join('\n\n')}\n`;
}

function federate(node: DefinitionNode): DefinitionNode {
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return node;
  const fields = (node.fields ?? []).filter(({ name }) => !machineryFields.includes(name.value));
  const added = federated[node.name.value];
  return {
    ...node,
    fields,
    directives: [...(node.directives ?? []), ...(added ? [readDirective(added)] : [])],
  };
}

function readDirective(written: string): ConstDirectiveNode {
  const [type] = parse(`type T ${written} { f: Int }`, { noLocation: true }).definitions;
  const [directive] = (type as ObjectTypeDefinitionNode).directives ?? [];
  if (directive === undefined) throw new TypeError(`${written} is no directive.`);
  return directive;
}
