import type { EraseUsers } from '../account/erase-users.js';
import type { Job } from './schedule.js';

/** Deleted accounts whose grace is over, and those whose replica went away while it erased them. */
export function erasureJob(users: EraseUsers): Job {
  return { name: 'erasure', cron: '*/5 * * * * *', run: () => users.eraseDue() };
}
