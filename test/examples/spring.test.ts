import { describeExample } from '../harness/example-suite.js';

describeExample({
  folder: 'spring',
  programs: ['java', 'mvn'],
  settings: { SIGNING_ALGORITHM: 'ES256' },
  install: [['mvn', '--quiet', '--batch-mode', 'package']],
  start: ['java', '-jar', 'target/resource-server.jar'],
});
