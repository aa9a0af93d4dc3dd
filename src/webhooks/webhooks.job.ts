import type { Job } from '../jobs/schedule.js';
import type { WebhookWorker } from './webhook-worker.js';

/** New deliveries are sent at once; this finds those to be tried again, those of a replica that went away, and who is off. */
export function webhooksJob(worker: WebhookWorker): Job {
  const run = () => worker.run();
  return { name: 'webhooks', cron: '*/2 * * * * *', run, atStart: run };
}
