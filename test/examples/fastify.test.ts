import { describeExample } from '../harness/example-suite.js';

describeExample({
  folder: 'fastify',
  install: [['npm', 'install', '--silent']],
  start: ['npm', 'start', '--silent'],
});
