import { askGraphQL } from '../harness/ask-graphql.js';
import { withGuard } from '../harness/example-process.js';
import { describeExample } from '../harness/example-suite.js';

describeExample({
  folder: 'nestjs',
  install: withGuard,
  start: ['npm', 'start', '--silent'],
  ask: askGraphQL('/graphql'),
});
