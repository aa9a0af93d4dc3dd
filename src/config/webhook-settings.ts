/** WEBHOOKS: who is told of events, on one line or in a file of its own; and which inner networks they may be in. */
import { readFileSync } from 'node:fs';

import { z } from 'zod';

import { eventsMatching } from '../foundation/event-patterns.js';
import { bool, list, text } from './kinds.js';
import { isOutgoingUrl, isSigningSecret, networks } from './outgoing-kinds.js';
import { setting } from './setting-definition.js';

/** One endpoint, as WEBHOOKS or its file has it; each part was judged. */
export interface WebhookSetting {
  /** The operator's name for it, in the log of deliveries. */
  readonly id: string;
  readonly url: string;
  /** One, or two while one takes the place of the other: `whsec_` and standard base64 with padding. */
  readonly secrets: readonly string[];
  /** `user.*`, `*` or names of docs/events.md. */
  readonly events: readonly string[];
}

const form = 'id|url|secret|events, such as crm|https://crm.example.com/hook|whsec_…|user.* session.ended';
/** Both of them sign while one takes the place of the other. */
const MOST_SECRETS = 2;

const onOneLine = list.transform((entries, context) => {
  const parsed = entries.map((entry) => entry.split('|').map((part) => part.trim()));
  if (parsed.every((parts) => parts.length === 4))
    return parsed.map(([id = '', url = '', secrets = '', events = '']) => ({
      ...{ id, url },
      ...{ secrets: words(secrets), events: words(events) },
    }));
  context.addIssue(`must be a list of ${form}, or a .json file`);
  return z.NEVER;
});

function words(written: string): string[] {
  return written.split(' ').filter((word) => word !== '');
}

const entriesOfFile = z.array(
  z.strictObject({
    ...{ id: z.string(), url: z.string() },
    ...{ secrets: z.array(z.string()), events: z.array(z.string()) },
  }),
);

const inFile = text.transform((path, context) => {
  const written = entriesOfFile.safeParse(readJson(path));
  if (written.success) return written.data;
  context.addIssue(`names ${path}, which cannot be read, or is no list of {id, url, secrets, events}`);
  return z.NEVER;
});

/** What the parser says of a mistake repeats what stands around it, and that may be a secret. */
function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** The path of a file is one from the working directory. No message repeats a secret. */
const webhooks = text
  .transform((written, context) => {
    const parsed = (written.endsWith('.json') ? inFile : onOneLine).safeParse(written);
    if (parsed.success) return parsed.data;
    for (const { message } of parsed.error.issues) context.addIssue(message);
    return z.NEVER;
  })
  .transform((entries, context): readonly WebhookSetting[] => {
    const problem = entries.map(problemOf).find((found) => found !== undefined) ?? repeatedId(entries);
    if (problem === undefined) return entries;
    context.addIssue(problem);
    return z.NEVER;
  });

/** A name for the log of deliveries: small letters, digits and -, up to 32, a letter first. */
export function isWebhookId(written: string): boolean {
  return /^[a-z][a-z0-9-]{0,31}$/.test(written);
}

function problemOf({ id, url, secrets, events }: WebhookSetting): string | undefined {
  if (!isWebhookId(id)) return `must have an id of small letters, digits and - for each: ${form}`;
  if (!isOutgoingUrl(url))
    return `has a URL of ${id} that is no https URL without user and fragment (http only on this machine)`;
  if (secrets.length === 0 || secrets.length > MOST_SECRETS || !secrets.every(isSigningSecret))
    return `must have one secret for ${id}, or two: whsec_ and 24 to 64 bytes in base64 with padding (make one: echo "whsec_$(openssl rand -base64 32)")`;
  if (events.length === 0) return `must name events for ${id}, such as user.* or *`;
  const unknown = events.find((pattern) => eventsMatching(pattern).length === 0);
  return unknown === undefined
    ? undefined
    : `names ${unknown} for ${id}, which is no event of docs/events.md`;
}

function repeatedId(entries: readonly WebhookSetting[]): string | undefined {
  const ids = entries.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  return twice === undefined ? undefined : `names ${twice} twice`;
}

export const webhookSettings = {
  webhooks: setting({
    env: 'WEBHOOKS',
    group: 'Webhooks',
    kind: webhooks,
    doc: 'Who is told of events, by Standard Webhooks (docs/webhooks.md): a list of `id|url|secret|events`, such as `crm|https://crm.example.com/hook|whsec_…|user.* session.ended`, with blanks between two secrets and between events; or the path of a JSON file that ends in .json, `[{"id", "url", "secrets": [], "events": []}]`.',
  }),
  webhooksByAdmins: setting({
    env: 'WEBHOOKS_BY_ADMINS',
    group: 'Webhooks',
    kind: bool,
    default: 'false',
    doc: 'Whether admins may have further services told, by createWebhook and its like. Without it, those that they made are kept and told nothing.',
  }),
  webhookAllowedNetworks: setting({
    env: 'WEBHOOK_ALLOWED_NETWORKS',
    group: 'Webhooks',
    kind: networks,
    defaultNote: 'none: public addresses alone',
    doc: 'Networks that are not public and may be told of events all the same, by admins too: a list in CIDR notation. `127.0.0.0/8,::1/128` for this machine, which may be told by http.',
  }),
};
