import { describeExample } from '../harness/example-suite.js';

describeExample({
  folder: 'fastify',
  settings: { SIGNING_ALGORITHM: 'ES256' },
  install: [['npm', 'install', '--silent']],
  start: ['npm', 'start', '--silent'],
});
