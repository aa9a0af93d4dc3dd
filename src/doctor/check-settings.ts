import { type Check, createCheck, good, warning } from '../foundation/check.js';

/** The settings are right, or there would be no check; this tells what is allowed but unwise. */
export function checkSettings(warnings: readonly { readonly says: string; readonly mend: string }[]): Check {
  const told = warnings.map(({ says, mend }) => warning(says, mend));
  return createCheck(
    'Settings',
    () => Promise.resolve(told.length > 0 ? told : [good('every one is right')]),
    'See docs/configuration.md.',
  );
}
