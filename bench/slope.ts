/** A straight line through what was measured over time, and how far that can be believed. */

export interface Slope {
  /** Over the points. */
  readonly mean: number;
  /** Units of y for each of x. */
  readonly slope: number;
  /** The standard error of it, wider where what was measured hangs on what was measured just before. */
  readonly error: number;
}

/** By ordinary least squares. Of fewer than three points the error is infinite. */
export function fitSlope(points: readonly { readonly x: number; readonly y: number }[]): Slope {
  const count = points.length;
  const meanX = mean(points.map(({ x }) => x));
  const meanY = mean(points.map(({ y }) => y));
  const spread = sum(points.map(({ x }) => (x - meanX) ** 2));
  const slope = spread === 0 ? 0 : sum(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / spread;
  const rests = points.map(({ x, y }) => y - meanY - slope * (x - meanX));
  const plain = Math.sqrt(sum(rests.map((rest) => rest ** 2)) / (count - 2) / spread);
  const error = count < 3 || spread === 0 ? Number.POSITIVE_INFINITY : plain * widening(rests);
  return { mean: meanY, slope, error };
}

/** As if there were only so many points as tell something new: (1 - r) / (1 + r) of them, r from each to the next. */
function widening(rests: readonly number[]): number {
  const square = sum(rests.map((rest) => rest ** 2));
  const next = sum(rests.slice(1).map((rest, index) => rest * (rests[index] ?? 0)));
  const r = square === 0 ? 0 : Math.min(0.95, Math.max(0, next / square));
  return Math.sqrt((1 + r) / (1 - r));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
