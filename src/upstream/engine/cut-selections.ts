/**
 * Takes out of an operation what a caller may not read. What an interface's field is refused for some types alone is asked of the
 * others by their names. Where it has to be known later which type an object was of, or nothing would be left to ask of
 * it, its `__typename` is asked for under a name that the document does not use.
 */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
} from 'graphql';

import { AppError } from '../../foundation/errors.js';
import { type ConditionValues, isCondition, isIncluded } from '../../graphql/conditions.js';
import type { Judge } from './judge.js';
import { isIntrospection, isService } from './local-fields.js';
import { refusesEntities, type Representations, withVariable } from './representations.js';
import type { RefusedCall } from './rights.js';
import type { UpstreamSchema } from './upstream-schema.js';

export interface Cutting {
  readonly upstream: UpstreamSchema;
  readonly judge: Judge;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Undefined: whatever they are; then they are kept, and what any of them lets run is judged. */
  readonly conditions: ConditionValues | undefined;
  /** The response key of added `__typename`s. */
  readonly marker: string;
  /** Root fields that are not asked for though nobody refuses them. */
  readonly withheld: ReadonlySet<FieldNode>;
}

/** What was found on the way; filled by `cutSelections`. */
export interface Findings {
  /** Fields whose value in the answer is not what the caller is given: something below them was cut, or added. */
  readonly changed: Set<FieldNode>;
  /** Fields that are refused, be it for one type of several alone. */
  readonly refused: Map<FieldNode, RefusedCall>;
  readonly cutFragments: Map<string, Cut>;
  /** Of `_entities` of which some are refused. */
  readonly representations: ReadonlyMap<FieldNode, Representations>;
  takeRepresentations(node: FieldNode): Representations;
  /** How many selections were added. */
  narrowed: number;
  /** By their names. */
  readonly added: ReadonlyMap<string, FragmentDefinitionNode>;
  /** @returns a spread of a fragment that is not in the document. */
  addFragment(typeName: string, selections: readonly SelectionNode[]): FragmentSpreadNode;
}

/** Of all groups of fields together, the types that each is asked of. To plan so many takes some 30 ms. */
const MOST_NARROWED = 5_000;

export interface Cut {
  readonly selections: readonly SelectionNode[];
  /** Whether an answer to them is another than to what they were cut from. */
  readonly changed: boolean;
}

/** Of what an abstract type can be, those that a field is asked of. */
interface CutOne extends Cut {
  readonly only?: readonly GraphQLObjectType[];
}

/** @param parent of all selections. */
export function cutSelections(
  cutting: Cutting,
  findings: Findings,
  parent: GraphQLNamedType,
  selections: readonly SelectionNode[],
): Cut {
  const cuts = selections
    .filter((node) => cutting.conditions === undefined || isIncluded(node, cutting.conditions))
    .map((node) => cutSelection(cutting, findings, parent, node));
  return {
    selections: narrowAll(findings, parent, cuts),
    changed: cuts.some(({ changed }) => changed),
  };
}

function cutSelection(
  cutting: Cutting,
  findings: Findings,
  parent: GraphQLNamedType,
  node: SelectionNode,
): CutOne {
  if (node.kind === Kind.FIELD) return cutField(cutting, findings, parent, node);
  const directives = keptDirectives(cutting, node);
  if (node.kind === Kind.FRAGMENT_SPREAD) {
    const cut = cutFragment(cutting, findings, node.name.value);
    return cut.selections.length === 0 ? cut : { ...cut, selections: [{ ...node, directives }] };
  }
  const inner = node.typeCondition ? typeNamed(cutting, node.typeCondition.name.value) : parent;
  const { selections, changed } = cutSelections(cutting, findings, inner, node.selectionSet.selections);
  if (selections.length === 0) return { selections, changed };
  return {
    selections: [{ ...node, directives, selectionSet: { ...node.selectionSet, selections } }],
    changed,
  };
}

/** Once, however often it is spread. */
function cutFragment(cutting: Cutting, findings: Findings, name: string): Cut {
  const known = findings.cutFragments.get(name);
  if (known !== undefined) return known;
  const fragment = cutting.fragments.get(name);
  if (fragment === undefined) throw new TypeError(`A valid document has the fragment ${name}.`);
  const type = typeNamed(cutting, fragment.typeCondition.name.value);
  const cut = cutSelections(cutting, findings, type, fragment.selectionSet.selections);
  findings.cutFragments.set(name, cut);
  return cut;
}

function cutField(cutting: Cutting, findings: Findings, parent: GraphQLNamedType, node: FieldNode): CutOne {
  const name = node.name.value;
  if (name === '__typename') return { selections: [withoutConditions(cutting, node)], changed: false };
  if (cutting.withheld.has(node) || isIntrospection(name)) return nothing;
  const types = possibleTypes(cutting, parent);
  const allowed = types.filter((type) => cutting.judge.field(type.name, name) === undefined);
  // An interface that nothing implements, as far as is known, speaks for itself.
  const refusal = [...types, parent].map((type) => cutting.judge.field(type.name, name)).find(Boolean);
  if (refusal !== undefined) findings.refused.set(node, refusal);
  const isRefused = refusal !== undefined && allowed.length === 0;
  if (isRefused || isService(cutting.upstream, parent, name)) return nothing;
  if (refusesEntities(cutting.upstream.schema, cutting.judge, parent, name))
    return cutEntities(cutting, findings, typeBelow(parent, name), node);
  const { field, changed } = cutBelow(cutting, findings, typeBelow(parent, name), node);
  if (allowed.length === types.length) return { selections: [field], changed };
  return { selections: [field], changed: true, only: allowed };
}

const nothing: Cut = { selections: [], changed: true };

function typeBelow(parent: GraphQLNamedType, name: string): GraphQLNamedType {
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
  if (field === undefined) throw new TypeError(`A valid document asks ${parent.name} for no ${name}.`);
  return getNamedType(field.type);
}

/** Which of them are refused is known by the variables alone. */
function cutEntities(cutting: Cutting, findings: Findings, type: GraphQLNamedType, node: FieldNode): Cut {
  const { variable } = findings.takeRepresentations(node);
  findings.changed.add(node);
  return {
    selections: [withVariable(cutBelow(cutting, findings, type, node).field, variable)],
    changed: true,
  };
}

interface CutField {
  readonly field: FieldNode;
  readonly changed: boolean;
}

function cutBelow(cutting: Cutting, findings: Findings, type: GraphQLNamedType, node: FieldNode): CutField {
  const own = withoutConditions(cutting, node);
  if (node.selectionSet === undefined) return { field: own, changed: false };
  const cut = cutSelections(cutting, findings, type, node.selectionSet.selections);
  const isEmpty = cut.selections.length === 0;
  if (cut.changed || isEmpty) findings.changed.add(node);
  const changed = findings.changed.has(node);
  const isMarked = isEmpty || (changed && isAbstractType(type));
  const selections = isMarked ? [typenameAs(cutting.marker), ...cut.selections] : cut.selections;
  return { field: { ...own, selectionSet: { ...node.selectionSet, selections } }, changed };
}

/**
 * To some of the types that an abstract one can be, those that are asked of the same ones together. Inside, a field is that of the
 * abstract one again: those of two types may differ in whether they can be null, and would not merge (GraphQL, section 5.3.2).
 * @throws AppError OPERATION_TOO_COMPLEX
 */
function narrowAll(
  findings: Findings,
  parent: GraphQLNamedType,
  cuts: readonly CutOne[],
): readonly SelectionNode[] {
  const groups: Group[] = [];
  for (const { only, selections } of cuts) {
    const last = groups.at(-1);
    // Next to each other alone: what is merged later on comes in the order in which it stands.
    if (last !== undefined && isSame(last.only, only)) last.fields.push(...selections);
    else groups.push({ only, fields: [...selections] });
  }
  return groups.flatMap(({ only: types, fields }) =>
    types === undefined ? fields : narrow(findings, parent, types, fields),
  );
}

interface Group {
  readonly only: CutOne['only'] | undefined;
  readonly fields: SelectionNode[];
}

function isSame(
  one: readonly GraphQLObjectType[] | undefined,
  other: readonly GraphQLObjectType[] | undefined,
): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length && one.every((type, index) => type === other[index]);
}

function narrow(
  findings: Findings,
  parent: GraphQLNamedType,
  types: readonly GraphQLObjectType[],
  fields: readonly SelectionNode[],
): readonly SelectionNode[] {
  findings.narrowed += types.length;
  if (findings.narrowed > MOST_NARROWED) throw new AppError('OPERATION_TOO_COMPLEX');
  // Written once, however many types there are.
  const inner = findings.addFragment(parent.name, fields);
  return types.map((type) => fragmentOn(type.name, [inner]));
}

function fragmentOn(name: string, selections: readonly SelectionNode[]): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}

function typenameAs(alias: string): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: alias },
    name: { kind: Kind.NAME, value: '__typename' },
  };
}

function withoutConditions(cutting: Cutting, node: FieldNode): FieldNode {
  return { ...node, directives: keptDirectives(cutting, node) };
}

/** Where something is cut, an answer comes whole: nobody could complete parts of it. */
function keptDirectives({ conditions }: Cutting, { directives = [] }: SelectionNode) {
  if (conditions === undefined) return directives;
  return directives.filter((node) => !isCondition(node) && !['defer', 'stream'].includes(node.name.value));
}

function possibleTypes({ upstream }: Cutting, type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? upstream.schema.getPossibleTypes(type) : [];
}

function typeNamed({ upstream }: Cutting, name: string): GraphQLNamedType {
  const type = upstream.schema.getType(name);
  if (type === undefined) throw new TypeError(`A valid document names no type ${name}.`);
  return type;
}
