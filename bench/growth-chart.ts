/** Growth as a chart: a panel for each operation, its cost as a multiple of that in the first crowd. */
import { type Axis, drawChart, type Panel } from './chart.js';
import { type GrowthFigures, growthMark, type GrownLoad } from './growth-table.js';
import { showNumber } from './table.js';

export function drawGrowth({ loads, sizes, cores, node, date, rounds, seconds }: GrowthFigures): string {
  const users = sizes.map((size) => size.users);
  const top = topOf(loads);
  return drawChart({
    title: 'The same operation among a thousand accounts and a million',
    subtitle: `Each account with five sessions. ${cores} cores, Node ${node.slice(1)}, ${date}; median of ${rounds} rounds of ${seconds} s.`,
    xLabel: `accounts; upwards: cost as a multiple of that at ${users[0]?.toLocaleString('en') ?? ''}`,
    legend: [
      { look: 'first', text: 'CPU of gateway and mongod (ms), its range' },
      { look: 'second', text: 'median latency' },
      { look: 'limit', text: `above the mark, ${growthMark}` },
    ],
    ...{ columns: 5, panelHeight: 104, labelRoom: 8, axisRoom: 20 },
    panels: loads.map((load) => panelOf(load, axisOf(users), top)),
  });
}

function axisOf(users: readonly number[]): Axis {
  const [from = 1, to = 10] = [users[0], users.at(-1)];
  // Half a dot before and behind, so that none is cut by the edge.
  return {
    ...{ scale: 'log', from: from * 0.75, to: to * 1.33 },
    ticks: users.map((count) => ({ at: count, label: shortly(count) })),
  };
}

const shortly = (count: number) => (count < 1e6 ? `${count / 1e3}k` : `${count / 1e6}M`);

const shown = (ms: number) => Number(showNumber(ms)).toPrecision(2);

/** Of all panels, so that they can be compared. */
function topOf(loads: readonly GrownLoad[]): number {
  const most = loads.flatMap(({ at }) =>
    at.flatMap(({ cpuRatio, p50Ratio }) => [cpuRatio.max, p50Ratio.median]),
  );
  return Math.max(2, Math.ceil(Math.max(...most.filter(Number.isFinite)) * 2) / 2);
}

function panelOf({ name, isMarked, at: all }: GrownLoad, x: Axis, top: number): Panel {
  // Where every answer was wrong there is no figure.
  const at = all.filter(({ cpuRatio }) => Number.isFinite(cpuRatio.median));
  const cpu = at.map(({ gatewayCpuMs, mongodCpuMs }) => gatewayCpuMs.median + mongodCpuMs.median);
  const [first = NaN, last = NaN] = [cpu[0], cpu.at(-1)];
  return {
    title: name,
    note: `${shown(first)} to ${shown(last)} ms`,
    x,
    y: {
      scale: 'linear',
      from: 0,
      to: top,
      ticks: [0, 1, 2].map((value) => ({ at: value, label: `${value}` })),
    },
    ...(isMarked && { limit: growthMark }),
    series: [
      {
        look: 'second',
        points: at.map(({ users, p50Ratio }) => ({ x: users, y: p50Ratio.median })),
      },
      {
        look: 'first',
        points: at.map(({ users, cpuRatio: { median, min, max } }) => ({
          ...{ x: users, y: median },
          range: [min, max] as const,
        })),
      },
    ],
  };
}
