import type { Job } from '../jobs/schedule.js';
import type { MailWorker } from './mail-worker.js';

/** New mails are sent at once; this finds those to be tried again, and those of a replica that went away. */
export function outboxJob(worker: MailWorker): Job {
  return { name: 'outbox', cron: '*/2 * * * * *', run: () => worker.run(), atStart: () => worker.start() };
}
