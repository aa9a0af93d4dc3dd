/** What a gateway asks of its database, and by which plan. */
import type { mongo } from 'mongoose';

type Document = mongo.Document;

export interface RecordedCommand {
  readonly collection: string;
  /** As `explain` takes it. */
  readonly command: Document;
}

export interface Plan {
  /** Of every branch, such as FETCH, IXSCAN. */
  readonly stages: readonly string[];
  /** Examined, while it was run for the plan. */
  readonly docs: number;
  readonly keys: number;
}

/** Each read and change of these collections while the work is done; inserts have no plan. */
export async function recordCommands(
  database: mongo.Db,
  collections: readonly string[],
  work: () => Promise<unknown>,
): Promise<RecordedCommand[]> {
  const profile = database.collection('system.profile');
  await database.command({ profile: 2 });
  await work();
  await database.command({ profile: 0 });
  const about = {
    ns: { $in: collections.map((name) => `${database.databaseName}.${name}`) },
    op: { $in: ['query', 'command', 'update', 'remove'] },
  };
  const records = await profile.find(about).sort({ ts: 1 }).toArray();
  await profile.drop();
  return records.flatMap(({ ns, op, command }) => {
    const collection = String(ns).slice(database.databaseName.length + 1);
    const repeatable = repeat(collection, String(op), command as Document);
    return repeatable === undefined ? [] : [{ collection, command: repeatable }, ...joinedBy(repeatable)];
  });
}

/** The plan of a command does not show that of a $lookup in it, so that is asked for by itself. */
function joinedBy({ pipeline = [] }: Document): RecordedCommand[] {
  return (pipeline as Document[]).flatMap(({ $lookup: lookup }) => {
    if (lookup === undefined) return [];
    const { from, pipeline: joined } = lookup as { readonly from: string; readonly pipeline: Document[] };
    return [{ collection: from, command: { aggregate: from, pipeline: joined, cursor: {} } }];
  });
}

/** What the sessions and transactions of the driver add belongs to the first run alone. */
const kept = {
  find: ['find', 'filter', 'sort', 'skip', 'limit', 'projection', 'hint', 'collation'],
  aggregate: ['aggregate', 'pipeline', 'cursor', 'hint', 'collation'],
  findAndModify: ['findAndModify', 'query', 'sort', 'update', 'remove', 'new', 'fields', 'hint', 'collation'],
  count: ['count', 'query', 'limit', 'skip', 'hint', 'collation'],
  distinct: ['distinct', 'key', 'query', 'collation'],
} as const;

function repeat(collection: string, op: string, command: Document): Document | undefined {
  if (op === 'update') return { update: collection, updates: [command] };
  if (op === 'remove') return { delete: collection, deletes: [command] };
  const [, names] = Object.entries(kept).find(([name]) => name in command) ?? [];
  return (
    names && Object.fromEntries(names.flatMap((name) => (name in command ? [[name, command[name]]] : [])))
  );
}

/** Runs a recorded command once more, for its plan; a change is not made again. */
export async function explainCommand(database: mongo.Db, { command }: RecordedCommand): Promise<Plan> {
  const plan = (await database.command({ explain: command, verbosity: 'executionStats' })) as Explained;
  const run = plan.executionStats ?? plan.stages?.[0]?.$cursor.executionStats;
  if (run === undefined) throw new Error(`No plan: ${JSON.stringify(plan)}`);
  // Of the plan that was taken: those that were weighed are beside it.
  const stages = [...JSON.stringify(run).matchAll(/"stage":"(\w+)"/g)].map(([, stage = '']) => stage);
  return { stages, docs: run.totalDocsExamined, keys: run.totalKeysExamined };
}

interface Run {
  readonly executionStats?: { readonly totalDocsExamined: number; readonly totalKeysExamined: number };
}
type Explained = Run & { readonly stages?: readonly { readonly $cursor: Run }[] };
