/** The one source of time. Rules take a clock, so that a test can stand a minute before or after an expiry. */
export interface Clock {
  now(): Date;
}

/** For those who start a process; everybody else is given a clock. */
export const systemClock: Clock = { now: () => new Date() };
