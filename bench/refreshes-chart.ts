/** A long run of refreshes as a chart: what each minute took, and how large the database was at its end. */
import { type Axis, axisUpTo, drawChart, type Panel } from './chart.js';
import { type Minute, type RefreshFigures, tracks, trendOf } from './refreshes-table.js';
import { showNumber } from './table.js';

type Track = keyof typeof tracks;

export function drawRefreshes(figures: RefreshFigures): string {
  const { minutes, perMinute, users, cores, node, date } = figures;
  const x: Axis = {
    ...{ scale: 'linear', from: 1, to: minutes.length },
    ticks: ticksUpTo(minutes.length).map((at) => ({ at, label: String(at) })),
  };
  const panel = (title: string, unit: string, lines: readonly (readonly [Track, string])[]) =>
    panelOf(minutes, x, { title, unit, lines });
  return drawChart({
    title: `${perMinute.toLocaleString('en')} refreshes a minute, for ${minutes.length} minutes`,
    subtitle: `${users.toLocaleString('en')} accounts with five sessions each. ${cores} cores, Node ${node.slice(1)}, ${date}.`,
    xLabel: 'minute',
    legend: [],
    ...{ columns: 2, panelHeight: 128, labelRoom: 78, axisRoom: 32 },
    panels: [
      panel('How long one takes, from when it is due', 'ms', [
        ['p50Ms', 'p50'],
        ['p99Ms', 'p99'],
      ]),
      panel('What one costs', 'ms of CPU', [
        ['gatewayCpuMs', 'gateway'],
        ['mongodCpuMs', 'mongod'],
      ]),
      panel('The sessions, on disk', 'MB', [
        ['sessionsMb', 'documents'],
        ['sessionIndexesMb', 'indexes'],
      ]),
      panel('All other collections, on disk', 'MB', [
        ['othersMb', 'documents'],
        ['otherIndexesMb', 'indexes'],
      ]),
    ],
  });
}

function ticksUpTo(count: number): number[] {
  const step = Math.max(1, Math.ceil(count / 6));
  const steps = Array.from({ length: Math.floor(count / step) }, (_, index) => (index + 1) * step);
  return [1, ...steps.filter((at) => at > step / 2 + 1)];
}

interface PanelContents {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly (readonly [Track, string])[];
}

function panelOf(minutes: readonly Minute[], x: Axis, { title, unit, lines }: PanelContents): Panel {
  const most = Math.max(...lines.flatMap(([track]) => minutes.map(tracks[track])));
  const trends = lines.map(([track, name]) => `${name} ${trendOf(minutes, tracks[track]).toFixed(2)}`);
  return {
    title: `${title}, ${unit}`,
    note: `last third to middle third: ${trends.join(', ')}`,
    x,
    y: axisUpTo(most, (value) => (value === 0 ? '0' : String(Number(showNumber(value))))),
    series: lines.map(([track, label], index) => ({
      look: index === 0 ? 'first' : 'second',
      label,
      points: minutes.map((minute, position) => ({ x: position + 1, y: tracks[track](minute) })),
    })),
  };
}
