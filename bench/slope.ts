/** A straight line through what was measured over time, and how far that can be believed. */

export interface Slope {
  /** Over the points. */
  readonly mean: number;
  /** Units of y for each of x. */
  readonly slope: number;
  /** The standard error of it. What is measured often hangs on what was measured just before: then it is larger. */
  readonly error: number;
}

/** By ordinary least squares. Of fewer than three points the error is infinite. */
export function fitSlope(points: readonly { readonly x: number; readonly y: number }[]): Slope {
  const count = points.length;
  const meanX = mean(points.map(({ x }) => x));
  const meanY = mean(points.map(({ y }) => y));
  const spread = sum(points.map(({ x }) => (x - meanX) ** 2));
  const slope = spread === 0 ? 0 : sum(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / spread;
  const rest = sum(points.map(({ x, y }) => (y - meanY - slope * (x - meanX)) ** 2));
  const error = count < 3 || spread === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(rest / (count - 2) / spread);
  return { mean: meanY, slope, error };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
