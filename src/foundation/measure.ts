/** A figure for the metrics: looked up when somebody asks for them and kept nowhere, or told as it happens. */
export type Measure = PlainMeasure | LabelledMeasure | DistributionMeasure;

interface MeasureName {
  /** As Prometheus has it: `portcullis_mails`; a counter ends in `_total`. */
  readonly name: string;
  readonly help: string;
}

interface LookedUp extends MeasureName {
  /** A counter only grows while the process lives. */
  readonly kind: 'gauge' | 'counter';
  /**
   * How it is told of several processes (WORKERS): added up, the largest, or that of any, where it is the same for all.
   * Absent: added up without a label, that of any with one.
   */
  readonly amongWorkers?: 'sum' | 'max' | 'first';
}

/** One value, counted or looked up by its room. */
export interface PlainMeasure extends LookedUp {
  readonly label?: undefined;
  /** Where it is undefined or fails, no value is told. */
  read(): number | undefined | Promise<number | undefined>;
}

/** Several values of one kind, each under a value of the label. */
export interface LabelledMeasure extends LookedUp {
  /** What its values are told apart by. */
  readonly label: string;
  /** By value of the label, of which there are few. Where it fails, no value is told. */
  read(): Readonly<Record<string, number>> | Promise<Readonly<Record<string, number>>>;
}

/** How values are spread, such as waits. */
export interface DistributionMeasure extends MeasureName {
  readonly kind: 'histogram';
  /** Upper bounds, ascending. */
  readonly buckets: readonly number[];
  /** Called once, at the start: `observe` is to be told each value from then on. */
  readonly subscribe: (observe: (value: number) => void) => void;
}
