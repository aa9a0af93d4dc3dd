import type { Job } from '../jobs/schedule.js';
import type { GuardedUpstream } from './guarded-upstream.js';

/** Reads them before anything is served, and anew as often as each is to be. */
export function upstreamsJob(upstreams: readonly GuardedUpstream[]): Job {
  const each = (work: (upstream: GuardedUpstream) => Promise<void>) => async () => {
    await Promise.all(upstreams.map(work));
  };
  return {
    name: 'upstreams',
    cron: '*/5 * * * * *',
    run: each((upstream) => upstream.readWhenDue()),
    atStart: each((upstream) => upstream.open()),
  };
}
