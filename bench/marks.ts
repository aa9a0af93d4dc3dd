/**
 * The figures to reach on two cores. A mark is a statement about the median of the rounds; raising one is a
 * decision for docs/decisions/, not a way to make a table green.
 */

/** What a mark looks at; `aboveHashCpuMs` is the gateway's CPU outside its hashing threads, `timesHello` its CPU as a multiple of bare node:http's. */
type Figure = 'gatewayCpuMs' | 'aboveHashCpuMs' | 'p99Ms' | 'timesHello';

export interface Mark {
  readonly load: string;
  readonly figure: Figure;
  readonly atMost: number;
}

export const marks: readonly Mark[] = [
  { load: 'me', figure: 'timesHello', atMost: 2.7 },
  { load: 'refresh', figure: 'gatewayCpuMs', atMost: 0.7 },
  { load: 'key set', figure: 'timesHello', atMost: 1.15 },
  { load: 'sign-in', figure: 'aboveHashCpuMs', atMost: 2.5 },
  { load: 'key set in flood', figure: 'p99Ms', atMost: 1.5 },
];
