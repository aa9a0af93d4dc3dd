/**
 * What the doctor looks at, one file a subject. A check asks and changes nothing; what it finds is a sentence, and where
 * something is wrong another one that says how to mend it.
 */
export interface Finding {
  readonly subject: string;
  /** `warning`: it works, but will not for long, or not as safely as it could. */
  readonly state: 'good' | 'warning' | 'wrong';
  readonly says: string;
  readonly mend?: string;
}

/** One subject of the doctor; rooms contribute those of what they own. */
export interface Check {
  readonly subject: string;
  /** Whether it asks the database, and so is of no use while that is out of reach. */
  readonly asksDatabase: boolean;
  /** Never throws: what fails is a finding. */
  run(): Promise<readonly Finding[]>;
}

/** Of a subject that is told with it. */
export type Told = Omit<Finding, 'subject'>;

/** A check whose failure to run is itself a finding. */
export function createCheck(
  subject: string,
  look: () => Promise<readonly Told[]>,
  whenItFails: string,
  { asksDatabase = false }: { readonly asksDatabase?: boolean } = {},
): Check {
  return {
    subject,
    asksDatabase,
    async run() {
      try {
        return (await look()).map((told) => ({ subject, ...told }));
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return [{ subject, state: 'wrong', says: reason, mend: whenItFails }];
      }
    },
  };
}

/** For what a person may skip. */
export const good = (says: string): Told => ({ state: 'good', says });
/** @param mend a sentence that says what to do about it. */
export const warning = (says: string, mend: string): Told => ({ state: 'warning', says, mend });
/** @param mend the same; the doctor ends with exit code 4. */
export const wrong = (says: string, mend: string): Told => ({ state: 'wrong', says, mend });
