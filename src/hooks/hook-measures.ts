import type { LabelledMeasure, Measure } from '../foundation/measure.js';
import type { Hook } from './ask-hook.js';

/** In seconds, up to what a hook has at most. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

export function measureSignUpHook(hook: Hook): readonly Measure[] {
  return [
    {
      name: 'portcullis_hook_sign_up_total',
      help: 'Questions to the hook before sign-ups, by what came of them.',
      kind: 'counter',
      ...byOutcome(hook),
    },
    {
      name: 'portcullis_hook_sign_up_seconds',
      help: 'How long the hook before sign-ups took to answer, or was waited for.',
      kind: 'histogram',
      ...byTime(hook),
    },
  ];
}

export function measureTokenHook(hook: Hook): readonly Measure[] {
  return [
    {
      name: 'portcullis_hook_token_total',
      help: 'Questions to the hook before tokens, by what came of them.',
      kind: 'counter',
      ...byOutcome(hook),
    },
    {
      name: 'portcullis_hook_token_seconds',
      help: 'How long the hook before tokens took to answer, or was waited for.',
      kind: 'histogram',
      ...byTime(hook),
    },
  ];
}

/** @param hooks by the value of the label. */
export function measureLeftAlone(hooks: Readonly<Record<string, Hook>>): LabelledMeasure {
  return {
    name: 'portcullis_hook_circuit_open',
    help: 'Processes that leave a hook alone, since it failed.',
    kind: 'gauge',
    label: 'hook',
    amongWorkers: 'sum',
    read: () =>
      Object.fromEntries(Object.entries(hooks).map(([name, hook]) => [name, Number(hook.isLeftAlone())])),
  };
}

const byOutcome = (hook: Hook) => ({
  label: 'outcome',
  amongWorkers: 'sum' as const,
  read: () => hook.counts(),
});

const byTime = (hook: Hook) => ({
  buckets: BUCKETS,
  subscribe: (observe: (seconds: number) => void) => {
    hook.onAsked(observe);
  },
});
