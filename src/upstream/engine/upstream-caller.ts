/** Who asks, as far as `@auth` goes; the names of roles and permissions are those of the deployment. */
export type UpstreamCaller = StrangeCaller | SignedInCaller;

interface StrangeCaller {
  readonly signedIn: false;
  /** UNAUTHENTICATED: no token came; the others: one that is not good. It becomes the code of each refused field. */
  readonly because: 'UNAUTHENTICATED' | 'TOKEN_EXPIRED' | 'TOKEN_INVALID';
}

interface SignedInCaller {
  readonly signedIn: true;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  /** The e-mail address is. */
  readonly verified: boolean;
}
