import { describeExample } from '../harness/example-suite.js';

describeExample({
  folder: 'go-oidc',
  programs: ['go'],
  install: [['go', 'build', '-o', 'bin/resource-server', '.']],
  start: ['bin/resource-server'],
});
