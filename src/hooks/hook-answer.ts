import { z } from 'zod';

import { isReservedClaim } from '../config/claim-settings.js';

/** What a hook has said. */
export type HookVerdict =
  | { readonly allow: true; readonly claims: Readonly<Record<string, unknown>> }
  /** `message`: for the person; undefined where it has none. */
  | { readonly allow: false; readonly message: string | undefined };

/** An answer that is none; a code for the log. */
export interface HookFault {
  readonly fault: string;
}

/** Strict: of a member that is misspelt nobody would hear. */
const shape = z.union([
  z.strictObject({ allow: z.literal(true), claims: z.record(z.string(), z.unknown()).optional() }),
  z.strictObject({ allow: z.literal(false), message: z.string().optional() }),
]);

/** In characters. */
const LONGEST_MESSAGE = 200;

/**
 * @param text undefined: longer than anybody reads, or broken off.
 * @param claimBytes how long claims may be, as JSON.
 */
export function readHookAnswer(
  status: number,
  text: string | undefined,
  claimBytes: number,
): HookVerdict | HookFault {
  if (status !== 200) return { fault: `HTTP_${status}` };
  const { success, data } = shape.safeParse(parse(text));
  if (!success) return { fault: 'ANSWER_UNREADABLE' };
  if (!data.allow) return { allow: false, message: plainText(data.message ?? '') };
  const { claims = {} } = data;
  if (Object.keys(claims).some(isReservedClaim)) return { fault: 'CLAIM_RESERVED' };
  const isTooLong = Object.keys(claims).length > 0 && Buffer.byteLength(JSON.stringify(claims)) > claimBytes;
  return isTooLong ? { fault: 'CLAIMS_TOO_LONG' } : { allow: true, claims };
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One line, without what turns its direction or hides in it. */
function plainText(message: string): string | undefined {
  const line = message.replace(/[\p{C}\s]+/gu, ' ').trim();
  const characters = [...line];
  if (characters.length === 0) return undefined;
  return characters.length <= LONGEST_MESSAGE
    ? line
    : `${characters.slice(0, LONGEST_MESSAGE - 1).join('')}…`;
}
