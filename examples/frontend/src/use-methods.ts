import type { SignInMethod } from '@portcullis/client';
import { useClient } from '@portcullis/client/react';

import { useData } from './use-data.js';

/** The ways in that the gateway has; undefined until it has said so. Where nobody answers, the form says why when it is sent. */
export function useMethods(): readonly SignInMethod[] | undefined {
  const client = useClient();
  const { value, error } = useData((signal) => client.authConfig(null, { signal }));
  return value?.signInMethods ?? (error && ['PASSWORD']);
}

export function isMailed(methods: readonly SignInMethod[]): boolean {
  return methods.includes('EMAIL_LINK') || methods.includes('EMAIL_CODE');
}
