/** What is wrong with an endpoint that an admin wants, by the rules of WEBHOOKS. */
import { isOutgoingUrl } from '../config/outgoing-kinds.js';
import { isWebhookId } from '../config/webhook-settings.js';
import type { FieldProblem } from '../foundation/errors.js';
import { eventsMatching } from '../foundation/event-patterns.js';
import { type AddressGuard, literalAddress } from '../outgoing/address-guard.js';
import type { WebhookWish } from './registered-webhooks.js';

const LONGEST_URL = 2_048;
/** More than there are events. */
const MOST_PATTERNS = 100;

/** @returns every problem, each with its field. */
export function judgeWebhook({ id, url, events }: WebhookWish, guard: AddressGuard): readonly FieldProblem[] {
  return [...judgeId(id), ...judgeUrl(url, guard), ...judgeEvents(events)];
}

function judgeId(id: string): readonly FieldProblem[] {
  const message = 'must be up to 32 of a-z, 0-9 and -, a letter first';
  return isWebhookId(id) ? [] : [{ path: 'id', rule: 'webhook-id', message }];
}

/** A name is judged by its addresses each time it is asked; an address that stands in the URL is told of now. */
function judgeUrl(url: string, guard: AddressGuard): readonly FieldProblem[] {
  const problem = (message: string): readonly FieldProblem[] => [{ path: 'url', rule: 'url', message }];
  if (url.length > LONGEST_URL)
    return [{ path: 'url', rule: 'too-long', message: `may have at most ${LONGEST_URL} characters` }];
  if (/\s/.test(url) || !isOutgoingUrl(url))
    return problem('must be an https URL without user and fragment (http only on this machine)');
  const { hostname, protocol } = new URL(url);
  const isLocal = hostname === 'localhost' && protocol === 'http:';
  const address = isLocal ? '127.0.0.1' : literalAddress(hostname);
  const isAllowed = address === undefined || guard.allows(address, protocol === 'https:');
  return isAllowed ? [] : problem('names an address that is not public, and not in WEBHOOK_ALLOWED_NETWORKS');
}

function judgeEvents(events: readonly string[]): readonly FieldProblem[] {
  const path = 'events';
  if (events.length === 0)
    return [{ path, rule: 'required', message: 'must name events, such as user.* or *' }];
  if (events.length > MOST_PATTERNS)
    return [{ path, rule: 'too-long', message: `may hold at most ${MOST_PATTERNS} patterns` }];
  if (events.some((pattern) => eventsMatching(pattern).length === 0))
    return [{ path, rule: 'event-name', message: 'names what is no event of docs/events.md' }];
  const isRepeated = new Set(events).size < events.length;
  return isRepeated ? [{ path, rule: 'repeated', message: 'names the same twice' }] : [];
}
