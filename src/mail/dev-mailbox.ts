import { rawCollection } from '../database/raw-collection.js';
import { mayBeLost } from '../database/write-concern.js';
import type { DevMailDocument, DevMailModel } from './dev-mailbox.model.js';
import type { Mailer } from './mailer.js';

/** For development without a mail server: mails are kept where a page shows them. Never in production. */
export interface DevMailbox extends Mailer {
  /** The newest first, a page full of them. */
  list(): Promise<readonly DevMailDocument[]>;
  find(id: string): Promise<DevMailDocument | undefined>;
}

const SHOWN = 50;

export function createDevMailbox(model: DevMailModel): DevMailbox {
  const mails = rawCollection(model);
  return {
    async send({ id, date, to, subject, html, text }) {
      await mails.updateOne(
        { _id: id },
        { $set: { schemaVersion: 1, at: date, to, subject, html, text } },
        { upsert: true, ...mayBeLost },
      );
    },
    list: () => mails.find().sort({ at: -1, _id: -1 }).limit(SHOWN).toArray(),
    async find(id) {
      return (await mails.findOne({ _id: id })) ?? undefined;
    },
  };
}
