/** Whether a service refused the token of a call, by the codes of the gateway and of @portcullis/guard, or by the status. */

const refusals = new Set<unknown>(['TOKEN_EXPIRED', 'TOKEN_INVALID']);

export function hasRefusedToken(errors: readonly { readonly extensions?: unknown }[] | undefined): boolean {
  return (
    errors?.some((error) => refusals.has((error.extensions as { code?: unknown } | null)?.code)) ?? false
  );
}
