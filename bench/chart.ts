/** Charts as SVG: small panels in a grid, each with its axes, in the light or the dark of whoever looks. */

interface Tick {
  readonly at: number;
  readonly label: string;
}

export interface Axis {
  readonly scale: 'linear' | 'log';
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly Tick[];
}

interface Point {
  readonly x: number;
  readonly y: number;
  /** From the least to the most that was measured. */
  readonly range?: readonly [number, number];
}

interface Series {
  readonly look: 'first' | 'second';
  /** Stands at its last point. */
  readonly label?: string;
  readonly points: readonly Point[];
}

export interface Panel {
  readonly title: string;
  readonly note: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** From there upwards it is too much. */
  readonly limit?: number;
}

export interface Chart {
  readonly title: string;
  readonly subtitle: string;
  readonly xLabel: string;
  readonly legend: readonly { readonly look: Series['look'] | 'limit'; readonly text: string }[];
  readonly columns: number;
  readonly panelHeight: number;
  /** Pixels beside each panel, for the labels of its series. */
  readonly labelRoom: number;
  /** Pixels before each panel, for the numbers of its axis. */
  readonly axisRoom: number;
  readonly panels: readonly Panel[];
}

const width = 700;
const edge = 16;
const titleRoom = 36;
const footRoom = 26;

const style = `
  svg { color-scheme: light dark; font-family: system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; }
  .ground { fill: #fbfaf7; } .ink { fill: #22201c; } .soft { fill: #6a655c; } .limit { fill: #c2410c; fill-opacity: .13; }
  .grid { stroke: #ddd8cd; stroke-width: 1; } .axis { stroke: #a39d90; stroke-width: 1; }
  .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
  .line.first, .range.first { stroke: #0f6b5c; } .line.second { stroke: #b4690e; stroke-dasharray: 2 4; }
  .dot.first, .name.first { fill: #0f6b5c; } .dot.second, .name.second { fill: #9a5a0a; }
  .range { stroke-width: 5; stroke-opacity: .22; stroke-linecap: round; }
  .title { font-size: 17px; font-weight: 650; } .panel { font-size: 11.5px; font-weight: 600; }
  .text { font-size: 12px; } .small { font-size: 10.5px; } .name { font-size: 11.5px; font-weight: 600; }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #191b1a; } .ink { fill: #ece9e2; } .soft { fill: #a09a8e; } .limit { fill: #fb923c; fill-opacity: .16; }
    .grid { stroke: #34372f; } .axis { stroke: #6f6a5f; }
    .line.first, .range.first { stroke: #5ec9b3; } .line.second { stroke: #e9a64c; }
    .dot.first, .name.first { fill: #5ec9b3; } .dot.second, .name.second { fill: #e9a64c; }
  }`;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** @returns a document 700 pixels wide. */
export function drawChart(chart: Chart): string {
  const rows = Math.ceil(chart.panels.length / chart.columns);
  const height = headHeight(chart) + rows * cellHeight(chart) + 22;
  const panels = chart.panels.flatMap((panel, index) => drawPanel(panel, boxOf(chart, index)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escape(`${chart.title}. ${chart.subtitle}`)}</title>`,
    `<style>${style}\n</style>`,
    `<rect class="ground" width="${width}" height="${height}" rx="10"/>`,
    text(edge, 28, 'ink title', chart.title),
    text(edge, 47, 'soft text', chart.subtitle),
    ...drawLegend(chart),
    ...panels,
    text(width / 2, height - 12, 'soft text', chart.xLabel, 'middle'),
    '</svg>',
    '',
  ].join('\n');
}

const headHeight = ({ legend }: Chart) => (legend.length > 0 ? 90 : 64);
const cellHeight = ({ panelHeight }: Chart) => titleRoom + panelHeight + footRoom;

function boxOf(chart: Chart, index: number): Box {
  const { columns, axisRoom, labelRoom, panelHeight } = chart;
  const cell = (width - 2 * edge) / columns;
  return {
    left: edge + (index % columns) * cell + axisRoom,
    top: headHeight(chart) + Math.floor(index / columns) * cellHeight(chart) + titleRoom,
    width: cell - axisRoom - labelRoom,
    height: panelHeight,
  };
}

function drawLegend({ legend }: Chart): string[] {
  let left = edge;
  return legend.flatMap(({ look, text: words }) => {
    const at = left;
    left += 32 + words.length * 6.6 + 20;
    const sample =
      look === 'limit'
        ? `<rect class="limit" x="${at}" y="59" width="24" height="14"/>`
        : `<path class="line ${look}" d="M${at} 66H${at + 24}"/><circle class="dot ${look}" cx="${at + 12}" cy="66" r="3"/>`;
    return [sample, text(at + 32, 70, 'soft text', words)];
  });
}

function drawPanel(panel: Panel, box: Box): string[] {
  const { left, top, width: wide, height } = box;
  const x = placer(panel.x, left, left + wide);
  const y = placer(panel.y, top + height, top);
  const labelAt = placeLabels(panel.series, y);
  const shade = panel.limit === undefined ? [] : [drawLimit(y(panel.limit), box)];
  return [
    text(left, top - 21, 'ink panel', panel.title),
    text(left, top - 7, 'soft small', panel.note),
    ...shade,
    ...panel.y.ticks.flatMap(({ at, label }) => [
      `<path class="grid" d="M${fixed(left)} ${fixed(y(at))}h${fixed(wide)}"/>`,
      text(left - 6, y(at) + 3.5, 'soft small', label, 'end'),
    ]),
    `<path class="axis" d="M${fixed(left)} ${fixed(top + height)}h${fixed(wide)}"/>`,
    ...panel.x.ticks.map(({ at, label }) => text(x(at), top + height + 15, 'soft small', label, 'middle')),
    ...panel.series.flatMap((series) => drawSeries(series, x, y, labelAt.get(series))),
  ];
}

function drawLimit(at: number, { left, top, width: wide }: Box): string {
  return `<rect class="limit" x="${fixed(left)}" y="${fixed(top)}" width="${fixed(wide)}" height="${fixed(at - top)}"/>`;
}

type Place = (value: number) => number;

/** What lies outside the axis is drawn at its end. */
function placer({ scale, from, to }: Axis, start: number, end: number): Place {
  const measure = scale === 'log' ? Math.log10 : (value: number) => value;
  return (value) => {
    const share = (measure(value) - measure(from)) / (measure(to) - measure(from));
    return start + Math.min(1, Math.max(0, share)) * (end - start);
  };
}

const labelGap = 13;

/** From the lowest upwards, so that none lies on another. */
function placeLabels(all: readonly Series[], y: Place): ReadonlyMap<Series, number> {
  const ends = all.map((series) => ({ series, at: y(series.points.at(-1)?.y ?? 0) }));
  let below = Number.POSITIVE_INFINITY;
  return new Map(
    ends
      .sort((one, other) => other.at - one.at)
      .map(({ series, at }) => [series, (below = Math.min(at, below - labelGap))]),
  );
}

function drawSeries({ look, label, points }: Series, x: Place, y: Place, labelAt = 0): string[] {
  const path = points.map(
    (point, index) => `${index === 0 ? 'M' : 'L'}${fixed(x(point.x))} ${fixed(y(point.y))}`,
  );
  const ranges = points.flatMap(({ x: at, range }) =>
    range === undefined
      ? []
      : [`<path class="range ${look}" d="M${fixed(x(at))} ${fixed(y(range[0]))}V${fixed(y(range[1]))}"/>`],
  );
  const last = points.at(-1);
  const radius = points.length > 12 ? 0 : 3;
  return [
    ...ranges,
    `<path class="line ${look}" d="${path.join('')}"/>`,
    ...(radius > 0 ? points : points.slice(-1)).map(
      (point) => `<circle class="dot ${look}" cx="${fixed(x(point.x))}" cy="${fixed(y(point.y))}" r="3"/>`,
    ),
    ...(last && label !== undefined ? [text(x(last.x) + 8, labelAt + 4, `name ${look}`, label)] : []),
  ];
}

function text(x: number, y: number, look: string, words: string, anchor = 'start'): string {
  const place = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text x="${fixed(x)}" y="${fixed(y)}" class="${look}"${place}>${escape(words)}</text>`;
}

const fixed = (value: number) => String(Math.round(value * 10) / 10);

const escape = (words: string) =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Ticks at nought and up to three steps, of a scale that ends above the most. */
export function axisUpTo(most: number, show: (value: number) => string): Axis {
  const rough = most / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? 10 * power;
  const count = Math.ceil(most / step);
  const ticks = Array.from({ length: count + 1 }, (_, index) => ({
    at: index * step,
    label: show(index * step),
  }));
  return { scale: 'linear', from: 0, to: count * step, ticks };
}
