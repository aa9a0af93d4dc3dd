/** What a caller may do with one schema: each of its requirements judged once, by the rules of @portcullis/guard. */
import { type AuthRequirement, findRefusal, Refusal } from '@portcullis/guard/requirements';

import { toldError } from '../../foundation/told-error.js';
import type { RequirementIndex } from './requirement-index.js';
import type { UpstreamCaller } from './upstream-caller.js';

/** What a caller may do here; two callers that may do the same have the same `key`. For the engine that made it, and no other. */
export interface Rights {
  readonly key: string;
  /** By the numbers of the requirements; undefined where one is met. */
  readonly verdicts: readonly (Verdict | undefined)[];
}

interface Verdict {
  readonly refusal: RefusedCall;
  /** It asks for a role or permission that the caller has not: for them what it stands on is not there. */
  readonly hides: boolean;
}

/** As it is told, except where. */
export interface RefusedCall {
  readonly message: string;
  readonly extensions: { readonly code: string } & Readonly<Record<string, unknown>>;
}

export function judgeCaller({ requirements }: RequirementIndex, caller: UpstreamCaller): Rights {
  const verdicts = requirements.map((requirement) => judge(caller, requirement));
  return { key: verdicts.map(letterOf).join(''), verdicts };
}

function judge(caller: UpstreamCaller, requirement: AuthRequirement): Verdict | undefined {
  const refusal = refuse(caller, requirement);
  if (refusal === undefined) return undefined;
  const asksForMore = requirement.roles.length > 0 || requirement.permissions.length > 0;
  const lacksMore = refusal.details.requires === 'role' || refusal.details.requires === 'permission';
  return {
    refusal: toldError(refusal),
    hides: caller.signedIn ? lacksMore : asksForMore,
  };
}

function refuse(caller: UpstreamCaller, requirement: AuthRequirement): Refusal | undefined {
  if (!caller.signedIn) return new Refusal(caller.because);
  const { roles, permissions, verified } = caller;
  return findRefusal({ roles, permissions, email_verified: verified }, requirement);
}

/** The code and what is lacking decide the answer; whose they are does not. */
function letterOf(verdict: Verdict | undefined): string {
  if (verdict === undefined) return '.';
  const { code, requires } = verdict.refusal.extensions;
  const name = typeof requires === 'string' ? requires : code;
  return letters[name] ?? `(${name})`;
}

const letters: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'U',
  TOKEN_EXPIRED: 'E',
  TOKEN_INVALID: 'I',
  role: 'R',
  permission: 'P',
  verifiedEmail: 'V',
};
