import { type Check, createCheck, good, warning, wrong } from '../foundation/check.js';
import type { Hook } from './ask-hook.js';

/** Asks each hook what decides nothing. @param hooks by the setting that names them. */
export function checkHooks(hooks: Readonly<Record<string, Hook>>, failsOpen: boolean): Check {
  const tell = failsOpen ? warning : wrong;
  const meanwhile = failsOpen ? 'goes on without it' : 'is refused meanwhile';
  const look = () =>
    Promise.all(
      Object.entries(hooks).map(async ([env, hook]) => {
        const fault = await hook.test();
        if (fault === undefined) return good(`${env} gives an answer that can be taken`);
        return tell(
          `${env} gives no answer (${fault}), so what it decides ${meanwhile}`,
          'docs/hooks.md has what it has to answer, also to hook.test.',
        );
      }),
    );
  return createCheck('Hooks', look, 'See that the hooks can be reached from here.');
}
