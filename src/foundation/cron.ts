import { createTask, parse, validate } from 'node-cron';

const DAY_MS = 86_400_000;
/** 29 February comes after eight years at the latest. */
const MAX_DAYS = 8 * 366 + 1;

/** As node-cron reads it: five fields, or six with seconds. */
export function isCron(expression: string): boolean {
  return validate(expression);
}

/**
 * The last tick of a cron expression (five fields, or six with seconds; in UTC) at or before a time. Which days count
 * is asked of the library that runs the schedule, so that both always agree.
 * @returns undefined where there was none in eight years, such as on a 29 February that is a Monday.
 */
export function lastTick(expression: string, before: Date): Date | undefined {
  const { hour, minute, second } = parse(expression);
  const times = { hour: ascending(hour), minute: ascending(minute), second: ascending(second) };
  const [h = 0, m = 0, s = 0] = [times.hour[0], times.minute[0], times.second[0]];
  const firstOfDayMs = ((h * 60 + m) * 60 + s) * 1_000;
  const task = createTask(expression, () => undefined, { timezone: 'UTC' });
  try {
    const today = Math.floor(before.getTime() / DAY_MS) * DAY_MS;
    for (let day = today; day > today - MAX_DAYS * DAY_MS; day -= DAY_MS) {
      if (!task.match(new Date(day + firstOfDayMs))) continue;
      const withinDayMs = lastWithin(times, Math.min(before.getTime() - day, DAY_MS - 1));
      if (withinDayMs !== undefined) return new Date(day + withinDayMs);
    }
    return undefined;
  } finally {
    void task.destroy();
  }
}

interface Times {
  readonly hour: readonly number[];
  readonly minute: readonly number[];
  readonly second: readonly number[];
}

/** The last time of day at or before a bound, both in milliseconds since midnight. */
function lastWithin({ hour, minute, second }: Times, boundMs: number): number | undefined {
  for (const h of hour.toReversed())
    for (const m of minute.toReversed())
      for (const s of second.toReversed()) {
        const ms = ((h * 60 + m) * 60 + s) * 1_000;
        if (ms <= boundMs) return ms;
      }
  return undefined;
}

function ascending(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}
