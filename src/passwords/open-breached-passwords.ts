/** BREACHED_PASSWORDS, as the room has it: a service, a file that is opened at the start, or nothing. */
import { createHash } from 'node:crypto';

import { type Check, createCheck, good, warning } from '../foundation/check.js';
import type { Logger } from '../foundation/logger.js';
import { type BreachFilter, openBreachFilter } from './breach-filter.js';
import { BreachCheckFault, createBreachedPasswords, type KnowsBreached } from './breached-passwords.js';
import { createRangeService } from './range-service.js';

/** @param setting a URL of http or https, or a path. */
export function createBreachedSource(setting: string, log: Pick<Logger, 'warn'>) {
  let filter: BreachFilter | undefined;
  const ofFile: KnowsBreached = (sha1) => {
    if (filter === undefined) throw new BreachCheckFault('the filter is not open');
    return filter.has(sha1);
  };
  const isService = /^https?:/i.test(setting);
  const knows = isService ? createRangeService({ url: setting.replace(/\/+$/, ''), fetch }) : ofFile;
  return {
    ...createBreachedPasswords(async (sha1) => knows(sha1), log),
    /** @throws StartupError where the file is not whole. */
    async open() {
      if (!isService) filter ??= await openBreachFilter(setting);
    },
    async close() {
      await filter?.close();
      filter = undefined;
    },
    check: isService ? checkService(knows) : checkFile(setting),
  };
}

/** Known from more breaches than any other. */
const COMMONEST = '123456';

function checkService(knows: KnowsBreached): Check {
  const look = async () => [
    (await knows(createHash('sha1').update(COMMONEST).digest('hex').toUpperCase()))
      ? good('the service answers')
      : warning(
          'the service does not know the commonest password',
          'Is it BREACHED_PASSWORDS of hashes by SHA-1?',
        ),
  ];
  const mend =
    'Passwords are taken without it meanwhile. Is BREACHED_PASSWORDS right, and reached from here?';
  return createCheck('Breached passwords', look, mend);
}

function checkFile(path: string): Check {
  const look = async () => {
    const filter = await openBreachFilter(path);
    await filter.close();
    return [good(`${filter.count.toLocaleString('en')} hashes in the filter`)];
  };
  return createCheck(
    'Breached passwords',
    look,
    'Nothing starts with it: make it anew, or take the setting away.',
  );
}
