/**
 * The endpoints that admins have made, as the database holds them: each change is one conditional update, and what signs is sealed under
 * SECRET. Judges nobody's input.
 */
import { rawCollection } from '../database/raw-collection.js';
import { conflictingField } from '../database/unique-conflict.js';
import type { Clock } from '../foundation/clock.js';
import type { Logger } from '../foundation/logger.js';
import type { Randomness } from '../foundation/randomness.js';
import type { SecretBox } from '../foundation/secret-box.js';
import type {
  RegisteredWebhookDocument,
  RegisteredWebhookModel,
  WebhookSecretDocument,
} from './registered-webhook.model.js';

/** Each event is written once for each that wants it. */
export const MOST_REGISTERED = 20;

const SECRET_BYTES = 32;

/** What an admin says of an endpoint; it was judged. */
export interface WebhookWish {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
}

/** As it stands; dates for whoever looks after it. */
export interface RegisteredWebhook extends WebhookWish {
  /** Those that sign now, the newest first; none where SECRET opens none of them. */
  readonly secrets: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Until when the secret before this one signs too; undefined: it does not. */
  readonly previousSecretUntil: Date | undefined;
}

export interface RegisteredWebhooks {
  list(): Promise<readonly RegisteredWebhook[]>;
  /** @returns `taken`: there is one of that id; `full`: there are as many as there may be. */
  create(wish: WebhookWish): Promise<RegisteredWebhook | 'taken' | 'full'>;
  /** @returns undefined where there is none. */
  set(wish: WebhookWish): Promise<RegisteredWebhook | undefined>;
  /** @returns whether there was one. */
  remove(id: string): Promise<boolean>;
  /** Makes a secret that signs from now on; the one before it does so until then as well, and one before that no more. */
  rotate(id: string, previousUntil: Date): Promise<RegisteredWebhook | undefined>;
}

export interface RegisteredWebhooksOptions {
  readonly model: RegisteredWebhookModel;
  readonly box: SecretBox;
  readonly randomness: Randomness;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error'>;
}

export function createRegisteredWebhooks(options: RegisteredWebhooksOptions): RegisteredWebhooks {
  const { model, box, randomness, clock } = options;
  const collection = rawCollection(model);
  const opener = createOpener(options);
  const newSecret = async (): Promise<WebhookSecretDocument> => {
    return { box: await box.seal(`whsec_${randomness(SECRET_BYTES).toString('base64')}`) };
  };
  const toRegistered = (document: RegisteredWebhookDocument) => showWebhook(document, opener, clock.now());
  const update = async (id: string, change: Parameters<typeof collection.findOneAndUpdate>[1]) => {
    const document = await collection.findOneAndUpdate({ _id: id }, change, { returnDocument: 'after' });
    return document === null ? undefined : toRegistered(document);
  };

  return {
    async list() {
      const documents = await collection.find({}).sort({ _id: 1 }).toArray();
      opener.keepOnly(documents.flatMap(({ secrets }) => secrets.map(({ box: sealed }) => sealed)));
      return Promise.all(documents.map(toRegistered));
    },
    async create({ id, url, events }) {
      const [secret, now] = [await newSecret(), clock.now()];
      const dates = { createdAt: now, updatedAt: now };
      const outcome = await insert(model, { _id: id, url, events: [...events], secrets: [secret], ...dates });
      return typeof outcome === 'string' ? outcome : toRegistered(outcome);
    },
    set: ({ id, url, events }) => update(id, { $set: { url, events: [...events], updatedAt: clock.now() } }),
    async remove(id) {
      const { deletedCount } = await collection.deleteOne({ _id: id });
      return deletedCount === 1;
    },
    async rotate(id, previousUntil) {
      const [secret, now] = [await newSecret(), clock.now()];
      const previous = { $mergeObjects: [{ $first: '$secrets' }, { signsUntil: previousUntil }] };
      const secrets = previousUntil > now ? { $concatArrays: [[secret], [previous]] } : [secret];
      return update(id, [{ $set: { secrets, updatedAt: now } }]);
    },
  };
}

/** By the unique index of places: whoever takes the same one at once looks for the next. */
async function insert(
  model: RegisteredWebhookModel,
  document: Omit<RegisteredWebhookDocument, 'place'>,
): Promise<RegisteredWebhookDocument | 'taken' | 'full'> {
  const collection = rawCollection(model);
  for (;;) {
    const taken = new Set(await collection.distinct('place'));
    const places = Array.from({ length: MOST_REGISTERED }, (_, index) => index + 1);
    const place = places.find((each) => !taken.has(each));
    if (place === undefined) return 'full';
    const placed = { ...document, place };
    try {
      await collection.insertOne(placed);
      return placed;
    } catch (error) {
      const field = conflictingField(error);
      if (field === '_id') return 'taken';
      if (field !== 'place') throw error;
    }
  }
}

type Opener = ReturnType<typeof createOpener>;

/** The endpoints are read every other second, and a secret is opened once. */
function createOpener({ box, log }: Pick<RegisteredWebhooksOptions, 'box' | 'log'>) {
  let opened: ReadonlyMap<string, Promise<string | undefined>> = new Map();
  const open = async (sealed: string): Promise<string | undefined> => {
    try {
      return await box.open(sealed);
    } catch (error) {
      log.error({ err: error }, 'the secret of a webhook cannot be opened, so nothing is sent under it');
      return undefined;
    }
  };
  return {
    keepOnly(boxes: readonly string[]) {
      opened = new Map([...opened].filter(([sealed]) => boxes.includes(sealed)));
    },
    open(sealed: string): Promise<string | undefined> {
      const secret = opened.get(sealed) ?? open(sealed);
      opened = new Map([...opened, [sealed, secret]]);
      return secret;
    },
  };
}

async function showWebhook(
  { _id: id, url, events, secrets, createdAt, updatedAt }: RegisteredWebhookDocument,
  opener: Opener,
  now: Date,
): Promise<RegisteredWebhook> {
  const signing = secrets.filter(({ signsUntil }) => signsUntil === undefined || signsUntil > now);
  const opened = await Promise.all(signing.map(({ box }) => opener.open(box)));
  return {
    ...{ id, url, events, createdAt, updatedAt },
    secrets: opened.filter((secret) => secret !== undefined),
    previousSecretUntil: signing.find(({ signsUntil }) => signsUntil !== undefined)?.signsUntil,
  };
}
