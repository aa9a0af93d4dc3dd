/** The one source of time. Rules take a clock, so that a test can stand a minute before or after an expiry. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
