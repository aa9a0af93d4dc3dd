import type { Variables } from '../../graphql/document-limits.js';
import type { UpstreamAnswer } from './upstream-answer.js';

/** See `Plan.complete`. */
export type CompleteAnswer = (answer: UpstreamAnswer | undefined, variables: Variables) => UpstreamAnswer;
