/** A soak as a chart: what two gateways held over the time, and how long their answers took. */
import { type Axis, axisUpTo, drawChart, type Panel } from './chart.js';
import {
  findTrends,
  gatewayMeasures,
  type GatewaySample,
  type SoakFigures,
  type SoakSample,
} from './soak-table.js';
import { showNumber } from './table.js';

interface Line {
  readonly label: string;
  /** Of the trend that it has. */
  readonly name: string;
  readonly read: (sample: SoakSample) => number | undefined;
}

export function drawSoak(figures: SoakFigures): string {
  const { minutes, cores, node, date } = figures;
  const measures = Object.keys(gatewayMeasures) as (keyof GatewaySample)[];
  return drawChart({
    title: `Two gateways at work for ${minutes} minutes`,
    subtitle: `Keys change each minute, the primary every ten. ${cores} cores, Node ${node.slice(1)}, ${date}.`,
    xLabel: 'minute',
    legend: [
      { look: 'first', text: 'one gateway, or the operation named first' },
      { look: 'second', text: 'the other' },
    ],
    ...{ columns: 2, panelHeight: 110, labelRoom: 70, axisRoom: 36 },
    panels: [
      ...measures.map((measure) => panelOf(figures, gatewayMeasures[measure], gatewayLines(measure))),
      ...[
        ['me', 'refresh'],
        ['signIn', 'signUp'],
      ].map((names) => panelOf(figures, `p99 of ${names.join(' and ')}, ms`, names.map(operationLine))),
    ],
  });
}

function gatewayLines(measure: keyof GatewaySample): Line[] {
  return [0, 1].map((index) => ({
    label: '',
    name: `${gatewayMeasures[measure]}, gateway ${index + 1}`,
    read: ({ gateways }) => gateways[index]?.[measure],
  }));
}

function operationLine(name: string): Line {
  return { label: name, name: `p99 of ${name}, ms`, read: ({ operations }) => operations[name]?.p99Ms };
}

function panelOf(figures: SoakFigures, title: string, lines: readonly Line[]): Panel {
  const trends = findTrends(figures);
  const series = lines.map(({ label, read }, index) => ({
    look: index === 0 ? ('first' as const) : ('second' as const),
    ...(label !== '' && { label }),
    points: figures.samples.flatMap((sample) => {
      const y = read(sample);
      return y === undefined || Number.isNaN(y) ? [] : [{ x: sample.minute, y }];
    }),
  }));
  const most = Math.max(...series.flatMap(({ points }) => points.map(({ y }) => y)));
  const told = lines.flatMap(({ name }) => {
    const trend = trends.find((candidate) => candidate.name === name);
    return trend === undefined ? [] : [`${showNumber(trend.slope)} ± ${showNumber(trend.error)}`];
  });
  return {
    title,
    note: `grows in an hour by ${told.join(', ')}`,
    x: minutesAxis(figures.minutes),
    y: axisUpTo(most, (value) => (value === 0 ? '0' : String(Number(showNumber(value))))),
    series,
  };
}

function minutesAxis(minutes: number): Axis {
  const step = Math.max(1, Math.ceil(minutes / 6));
  const ticks = Array.from({ length: Math.floor(minutes / step) + 1 }, (_, index) => index * step);
  return {
    ...{ scale: 'linear', from: 0, to: minutes },
    ticks: ticks.map((at) => ({ at, label: String(at) })),
  };
}
