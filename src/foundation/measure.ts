/** A figure that is looked up when somebody asks for the metrics, and kept nowhere. */
export type Measure = PlainMeasure | LabelledMeasure;

interface MeasureName {
  /** As Prometheus has it: `portcullis_mails`; a counter ends in `_total`. */
  readonly name: string;
  readonly help: string;
  /** A counter only grows while the process lives. */
  readonly kind: 'gauge' | 'counter';
}

interface PlainMeasure extends MeasureName {
  readonly label?: undefined;
  read(): number;
}

interface LabelledMeasure extends MeasureName {
  /** What its values are told apart by. */
  readonly label: string;
  /** By value of the label. Where it fails, no value is told. */
  read(): Promise<Readonly<Record<string, number>>>;
}
