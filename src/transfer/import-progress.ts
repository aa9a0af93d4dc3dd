import type { ImportCounts } from './import-users.js';

const BAR_WIDTH = 24;

/** How far an import is. */
export interface Progress {
  readonly counts: Pick<ImportCounts, 'read'>;
  readonly seconds: number;
  readonly bytes: number;
  /** Undefined: nobody knows, as of a pipe. */
  readonly totalBytes: number | undefined;
}

/** `████░░░░ 42% · 312,000 accounts · 4,100/s · 1:45 left`, for one line of a terminal. */
export function showProgress({ counts, seconds, bytes, totalBytes }: Progress): string {
  const rate = seconds > 0 ? counts.read / seconds : 0;
  const told = [`${counts.read.toLocaleString('en')} accounts`, `${Math.round(rate).toLocaleString('en')}/s`];
  if (totalBytes === undefined || totalBytes === 0) return told.join(' · ');
  const share = Math.min(1, bytes / totalBytes);
  const done = Math.round(share * BAR_WIDTH);
  const bar = `${'█'.repeat(done)}${'░'.repeat(BAR_WIDTH - done)} ${Math.floor(share * 100)}%`;
  const left = share > 0 ? [`${showSeconds((seconds * (1 - share)) / share)} left`] : [];
  return [bar, ...told, ...left].join(' · ');
}

function showSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const parts = hours > 0 ? [hours, minutes, whole % 60] : [minutes, whole % 60];
  return parts.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
