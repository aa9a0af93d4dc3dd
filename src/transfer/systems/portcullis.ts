import type { System } from './system.js';

/** Our own record, which `export users` writes. */
export const portcullis: System = {
  name: 'portcullis',
  file: 'NDJSON or CSV of our own fields, such as `portcullis export users` writes',
  // Nothing, however it is written, is absent.
  adapt: (record) => ({
    record: Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== '')),
  }),
};
