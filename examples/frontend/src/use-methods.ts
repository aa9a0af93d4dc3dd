import type { SignInMethod } from '@portcullis/client';
import { useClient } from '@portcullis/client/react';

import { useData } from './use-data.js';

/** The ways in that the gateway has; undefined until it has said so. */
export function useMethods(): readonly SignInMethod[] | undefined {
  const client = useClient();
  const { value } = useData((signal) => client.authConfig(null, { signal }));
  return value?.signInMethods;
}
