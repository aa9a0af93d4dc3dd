import type { Command } from 'commander';

import { noRequest } from '../foundation/no-request.js';
import type { CommandContext } from '../terminal/command-context.js';
import { CommandError } from '../terminal/exit-code.js';
import { explained } from '../terminal/explained.js';
import { type Column, showTime } from '../terminal/output.js';
import type { DeliveryDocument, DeliveryState } from './delivery.model.js';
import type { Endpoint } from './endpoints.js';
import type { WebhooksRoom } from './webhooks.room.js';

/** What the toolbox has of this room. */
interface WebhookTools {
  /** Undefined where webhooks are off. */
  readonly rooms: { readonly webhooks: WebhooksRoom | undefined };
}

type Context = CommandContext<WebhookTools>;

/** @throws CommandError where they are off. */
function webhooksOf({ rooms: { webhooks } }: WebhookTools): WebhooksRoom {
  if (webhooks === undefined)
    throw new CommandError('Neither WEBHOOKS nor WEBHOOKS_BY_ADMINS is set, so nobody is told anything.');
  return webhooks;
}

const origin = noRequest('command-line');
const states: readonly DeliveryState[] = ['waiting', 'delivered', 'parked'];

const deliveryColumns: readonly Column<DeliveryDocument>[] = [
  { title: 'ID', value: ({ _id }) => _id.toHexString() },
  { title: 'AT', value: ({ at }) => showTime(at) },
  { title: 'ENDPOINT', value: ({ endpoint }) => endpoint },
  { title: 'EVENT', value: ({ event }) => event },
  { title: 'STATE', value: ({ state }) => state },
  { title: 'ATTEMPTS', value: ({ attempts }) => String(attempts) },
  { title: 'ANSWER', value: ({ lastStatus, lastFault }) => String(lastStatus ?? lastFault ?? '–') },
  { title: 'NEXT', value: ({ nextAttemptAt }) => showTime(nextAttemptAt) },
];

/** `portcullis webhooks`. What is replayed is sent by gateways that run. */
export function addWebhooksCommands(program: Command, context: Context): void {
  const webhooks = program.command('webhooks').description('who is told of events, and what became of it');
  webhooks
    .command('list')
    .description('shows the endpoints, of WEBHOOKS and of admins')
    .option('--json', 'as JSON')
    .action((options: { json?: true }) => listEndpoints(context, options));
  webhooks
    .command('deliveries')
    .description('shows what was told, the newest first; times are UTC')
    .option('--endpoint <id>', 'only to this one')
    .option('--state <state>', `only ${states.join(', ')}`)
    .option('--first <count>', 'how many, up to 100', '20')
    .option('--after <cursor>', 'where the last page ended')
    .option('--json', 'as JSON')
    .action((options: ListOptions) => listDeliveries(context, options));
  webhooks
    .command('test')
    .description('sends a webhook.test to an endpoint, and shows what it answers')
    .argument('<id>', 'its id')
    .action((id: string) => testEndpoint(context, id));
  webhooks
    .command('enable')
    .description('tells an endpoint again that had answered 410')
    .argument('<id>', 'its id')
    .action((id: string) => enableEndpoint(context, id));
  webhooks
    .command('replay')
    .description('sends again what was taken or given up: those named, or of a span the oldest 1,000')
    .argument('[delivery...]', 'their ids, as `deliveries` shows them')
    .option('--from <time>', 'happened from then on, such as 2026-03-01T12:00Z')
    .option('--to <time>', 'happened before')
    .option('--endpoint <id>', 'only to this one')
    .option('--state <state>', 'only delivered or parked')
    .action((ids: string[], options: ReplayOptions) => replay(context, ids, options));
}

function listEndpoints({ output, withTools }: Context, { json = false }: { json?: boolean }): Promise<void> {
  return withTools(async (tools) => {
    const { endpoints } = webhooksOf(tools);
    await endpoints.refresh();
    const [all, on] = [endpoints.all(), endpoints.on()];
    const isOn = (endpoint: Endpoint) => on.includes(endpoint);
    const columns: readonly Column<Endpoint>[] = [
      { title: 'ID', value: ({ id }) => id },
      { title: 'URL', value: ({ url }) => url },
      { title: 'EVENTS', value: ({ events }) => events.join(' ') },
      { title: 'MADE BY', value: sourceOf },
      { title: 'STATE', value: (endpoint) => (isOn(endpoint) ? 'on' : 'off: it answered 410') },
    ];
    const told = (endpoint: Endpoint) => {
      const { id, url, events } = endpoint;
      return { id, url, events, source: sourceOf(endpoint), isOn: isOn(endpoint) };
    };
    if (json) output.json(all.map(told));
    else output.table(columns, all, 'Nobody is told anything.');
  });
}

const sourceOf = ({ registered }: Endpoint) => (registered === undefined ? 'settings' : 'admin');

interface ListOptions {
  readonly endpoint?: string;
  readonly state?: string;
  readonly first: string;
  readonly after?: string;
  readonly json?: true;
}

function listDeliveries({ output, withTools }: Context, options: ListOptions): Promise<void> {
  return withTools(async (tools) => {
    const { endpoint, first, after, json = false } = options;
    const query = { endpoint, state: readState(options.state) };
    const page = await explained(() =>
      webhooksOf(tools).listDeliveries(query, { first: Number(first), after }),
    );
    const found = page.entries.map(({ entry }) => entry);
    const next = page.hasNextPage ? page.entries.at(-1)?.cursor : undefined;
    if (json) output.json({ deliveries: found, totalCount: page.totalCount, next });
    else output.table(deliveryColumns, found, 'Nobody was told anything.');
    if (!json && next !== undefined) output.line(`\nmore: --after ${next}`);
  });
}

function testEndpoint({ output, withTools }: Context, id: string): Promise<void> {
  return withTools(async (tools) => {
    const { outcome, status, fault } = await explained(() => webhooksOf(tools).tryEndpoint.test(id));
    if (outcome !== 'taken') throw new CommandError(`${id} did not take it: ${fault ?? 'FAILED'}.`);
    output.line(`${id} took it, and answered ${String(status)}.`);
  });
}

function enableEndpoint({ output, withTools }: Context, id: string): Promise<void> {
  return withTools(async (tools) => {
    const wasOff = await explained(() => webhooksOf(tools).tryEndpoint.enable(id));
    if (!wasOff) throw new CommandError(`${id} was not off.`);
    output.line(`${id} is told again. What was given up meanwhile: portcullis webhooks replay`);
  });
}

interface ReplayOptions {
  readonly from?: string;
  readonly to?: string;
  readonly endpoint?: string;
  readonly state?: string;
}

function replay({ output, withTools }: Context, ids: string[], options: ReplayOptions): Promise<void> {
  return withTools(async (tools) => {
    const { endpoint } = options;
    const query = {
      ...{ endpoint, state: readState(options.state) },
      ...{ from: readTime('--from', options.from), to: readTime('--to', options.to) },
      ...(ids.length > 0 && { ids }),
    };
    const count = await explained(() => webhooksOf(tools).replayDeliveries(undefined, query, origin));
    output.line(`${count} ${count === 1 ? 'is' : 'are'} sent again.`);
  });
}

function readState(written: string | undefined): DeliveryState | undefined {
  const state = states.find((known) => known === written);
  if (written !== undefined && state === undefined)
    throw new CommandError(`--state is one of ${states.join(', ')}.`);
  return state;
}

function readTime(option: string, written: string | undefined): Date | undefined {
  if (written === undefined) return undefined;
  const time = new Date(written);
  if (Number.isNaN(time.getTime())) throw new CommandError(`${option} is no time.`);
  return time;
}
