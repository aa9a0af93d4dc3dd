import { askGraphQL } from '../harness/ask-graphql.js';
import { describeExample } from '../harness/example-suite.js';

describeExample({
  folder: 'spring-graphql',
  programs: ['java', 'mvn'],
  settings: { SIGNING_ALGORITHM: 'ES256' },
  install: [['mvn', '--quiet', '--batch-mode', 'package']],
  start: ['java', '-jar', 'target/graphql-server.jar'],
  ask: askGraphQL('/graphql'),
});
