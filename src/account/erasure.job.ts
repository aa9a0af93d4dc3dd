import type { Job } from '../jobs/schedule.js';
import type { EraseUsers } from './erase-users.js';

/** Deleted accounts whose grace is over, and those whose replica went away while it erased them. */
export function erasureJob(users: EraseUsers): Job {
  return { name: 'erasure', cron: '*/5 * * * * *', run: () => users.eraseDue() };
}
