/** From an operation to what is asked of the upstream for one caller, and how its answer is completed. */
import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  OperationTypeNode,
  print,
} from 'graphql';

import { collectFields } from '../../graphql/collect-fields.js';
import type { ConditionValues } from '../../graphql/conditions.js';
import { completeAnswer } from './complete-answer.js';
import { cutSelections, type Cutting, type Findings } from './cut-selections.js';
import { planSelections, type Planning } from './field-plans.js';
import { createFragmentAdder, freeName, responseKeys } from './free-names.js';
import type { Judge } from './judge.js';
import { type AnswerLocally, isIntrospection, isService } from './local-fields.js';
import type { Plan } from './plan.js';
import type { ReadOperation } from './read-operation.js';
import { createRepresentations, type Representations } from './representations.js';
import type { RefusedCall } from './rights.js';
import type { UpstreamSchema } from './upstream-schema.js';
import { writeForward } from './write-forward.js';

export interface PlannedCut {
  readonly plan: Plan;
  /** Fields of the document that are refused, be it for one type of several alone. */
  readonly refused: ReadonlyMap<FieldNode, RefusedCall>;
}

export interface PlanningOptions {
  readonly upstream: UpstreamSchema;
  readonly judge: Judge;
  readonly answerLocally: AnswerLocally;
}

/**
 * @param conditions undefined: whatever they are.
 * @returns undefined where they count, since something is taken out.
 * @throws AppError OPERATION_TOO_COMPLEX
 */
export function planOperation(
  options: PlanningOptions,
  read: ReadOperation,
  conditions: undefined,
): PlannedCut | undefined;
export function planOperation(
  options: PlanningOptions,
  read: ReadOperation,
  conditions: ConditionValues,
): PlannedCut;
export function planOperation(
  { upstream, judge, answerLocally }: PlanningOptions,
  read: ReadOperation,
  conditions: ConditionValues | undefined,
): PlannedCut | undefined {
  const { operation, fragments, document } = read;
  const { schema } = upstream;
  const root = rootType(upstream, operation);
  const findings = createFindings(judge, read);
  const planning = {
    schema,
    fragments,
    conditions: conditions ?? {},
    upstream,
    judge,
    changed: findings.changed,
    representations: findings.representations,
  };
  const { asks, withheld } = conditions === undefined ? askAll : chooseRoots(planning, root, operation);
  for (const node of withheld) {
    const refusal = judge.field(root.name, node.name.value);
    if (refusal !== undefined) findings.refused.set(node, refusal);
  }
  const marker = freeName('_type', responseKeys(document));
  const cutting: Cutting = { upstream, judge, fragments, conditions, marker, withheld };
  const cut = cutSelections(cutting, findings, root, operation.selectionSet.selections);
  if (conditions === undefined && cut.changed) return undefined;
  const selections = planSelections(planning, [operation.selectionSet]);
  const completing = { schema, root, selections, marker, answerLocally };
  const plan: Plan = {
    operation: operation.operation,
    forward: asks ? writeForward(read, cut, findings) : undefined,
    passThrough: asks && !cut.changed,
    complete: (answer, variables) => completeAnswer(completing, answer, variables),
  };
  return { plan, refused: findings.refused };
}

function rootType({ schema }: UpstreamSchema, { operation }: OperationDefinitionNode): GraphQLObjectType {
  const type = schema.getRootType(operation);
  if (!type) throw new TypeError(`A valid document has no ${operation} here.`);
  return type;
}

function createFindings(judge: Judge, { operation, fragments }: ReadOperation): Findings {
  const { takeRepresentations, representations } = createTaker(judge, operation);
  const adder = createFragmentAdder(fragments);
  const found = {
    changed: new Set<FieldNode>(),
    refused: new Map<FieldNode, RefusedCall>(),
    representations,
  };
  return { ...found, cutFragments: new Map(), narrowed: 0, takeRepresentations, ...adder };
}

/** Those that are written alike have one variable: what is merged has to stay the same. */
function createTaker(judge: Judge, operation: OperationDefinitionNode) {
  const representations = new Map<FieldNode, Representations>();
  const byText = new Map<string, Representations>();
  const taken = new Set(operation.variableDefinitions?.map(({ variable }) => variable.name.value));
  const takeRepresentations = (node: FieldNode): Representations => {
    const text = (node.arguments ?? []).map((argument) => print(argument)).join();
    const variable = freeName(`representations${byText.size + 1}`, taken);
    const found = byText.get(text) ?? createRepresentations(judge, operation, node, variable);
    byText.set(text, found);
    representations.set(node, found);
    return found;
  };
  return { representations, takeRepresentations };
}

interface ChosenRoots {
  /** Whether anything is left to ask. */
  readonly asks: boolean;
  readonly withheld: ReadonlySet<FieldNode>;
}

const askAll: ChosenRoots = { asks: true, withheld: new Set() };

/**
 * A refused root field that cannot be null makes all of `data` null. Of a mutation, whose fields run one after the other, those before it
 * have run by then, and those after it never do; of a query none has an effect. So does one of a mutation that itself runs, where what
 * is refused below it cannot be null in any case.
 */
function chooseRoots(
  planning: Planning,
  root: GraphQLObjectType,
  operation: OperationDefinitionNode,
): ChosenRoots {
  const { upstream, judge } = planning;
  const fields = [...collectFields(planning, root, [operation.selectionSet]).values()];
  const nameOf = ([node]: readonly FieldNode[]) => node?.name.value ?? '';
  const isRefused = (nodes: readonly FieldNode[]) => judge.field(root.name, nameOf(nodes)) !== undefined;
  const isMutation = operation.operation === OperationTypeNode.MUTATION;
  const ends = fields.findIndex((nodes) =>
    isMutation
      ? endsAll(planning, root, nodes)
      : isRefused(nodes) && isNonNullType(root.getFields()[nameOf(nodes)]?.type),
  );
  const isLast = ends !== -1 && !isRefused(fields[ends] ?? []);
  const running = ends === -1 ? fields : fields.slice(0, isMutation ? ends + Number(isLast) : 0);
  const isAsked = (nodes: readonly FieldNode[]) => {
    const name = nameOf(nodes);
    return (
      name !== '__typename' && !isIntrospection(name) && !isService(upstream, root, name) && !isRefused(nodes)
    );
  };
  const withheld = fields.filter((nodes) => !running.includes(nodes));
  return { asks: running.some(isAsked), withheld: new Set(withheld.flat()) };
}

/** Whether null goes up from the field to where it stands, whatever the upstream answers: it is refused, or one below it that is always there. */
function endsAll(planning: Planning, parent: GraphQLObjectType, nodes: readonly FieldNode[]): boolean {
  const name = nodes[0]?.name.value ?? '';
  const type = parent.getFields()[name]?.type;
  if (!isNonNullType(type)) return false;
  if (planning.judge.field(parent.name, name) !== undefined) return true;
  const inner: GraphQLOutputType = type.ofType;
  if (!isObjectType(inner)) return false;
  const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  return [...collectFields(planning, inner, below).values()].some((fields) =>
    endsAll(planning, inner, fields),
  );
}
