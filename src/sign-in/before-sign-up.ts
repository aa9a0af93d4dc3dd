import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Profile } from '../users/profile.js';

/** Somebody who is about to have an account. */
interface Applicant {
  /** As it was judged. */
  readonly profile: Profile;
  /** `PASSWORD`, `PASSKEY`, `EMAIL`, or a provider's. */
  readonly method: string;
}

/**
 * Contributed by whoever is asked before an account is made. It is asked whether or not there is such an account, after limits and
 * captcha, and before anything is written, so that its answer tells nothing.
 * @throws AppError REFUSED_BY_HOOK; UNAVAILABLE where there is no answer and none may be done without.
 */
export type BeforeSignUp = (applicant: Applicant, origin: RequestOrigin) => Promise<void>;
