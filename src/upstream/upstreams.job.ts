import { StartupError } from '../foundation/startup-error.js';
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
    atStart: () => openAll(upstreams),
  };
}

const whereNamesAre = 'the roles are those of ROLES, and the permissions those of ROLE_PERMISSIONS.';

/** @throws StartupError that tells what is wrong with each. */
async function openAll(upstreams: readonly GuardedUpstream[]): Promise<void> {
  const opened = await Promise.allSettled(upstreams.map((upstream) => upstream.open()));
  const faults = opened.flatMap((each) => (each.status === 'rejected' ? [each.reason as Error] : []));
  if (faults.length === 0) return;
  const told = faults.map(({ message }) => message);
  const names = told.some((message) => /There is no (?:role|permission)/.test(message));
  const says = [...told, names ? `See UPSTREAMS; ${whereNamesAre}` : 'See UPSTREAMS.'];
  throw new StartupError(says.join('\n'), { cause: faults[0] });
}
