import type { ProviderOptions } from '@portcullis/client';
import { useClient, useOperation } from '@portcullis/client/react';

import { Problem } from './problem.js';
import { useData } from './use-data.js';

interface ProviderButtonsProps {
  readonly mode: NonNullable<ProviderOptions['mode']>;
}

/** One for each provider that the gateway knows; where there is none, or nobody answers, there is nothing. */
export function ProviderButtons({ mode }: ProviderButtonsProps) {
  const client = useClient();
  const { value } = useData((signal) => client.authConfig(null, { signal }));
  const { run, error } = useOperation('startProvider');
  const providers = value?.providers.filter(({ startUrl }) => startUrl) ?? [];
  if (providers.length === 0) return null;
  const verb = { 'sign-in': 'Sign in', 'sign-up': 'Sign up', link: 'Link' }[mode];
  return (
    <div className="providers">
      <Problem error={error} />
      {providers.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          className="quiet"
          onClick={() => void run(id, { mode, redirect: `${location.origin}/provider` })}
        >
          {verb} with {label}
        </button>
      ))}
    </div>
  );
}
