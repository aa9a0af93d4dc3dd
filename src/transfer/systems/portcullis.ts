import type { System } from './system.js';

/** Our own record, which `export users` writes. */
export const portcullis: System = {
  name: 'portcullis',
  file: 'NDJSON or CSV of our own fields, such as `portcullis export users` writes',
  adapt: (record) => ({ record }),
};
