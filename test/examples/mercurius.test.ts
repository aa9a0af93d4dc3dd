import { askGraphQL } from '../harness/ask-graphql.js';
import { describeExample } from '../harness/example-suite.js';

describeExample({
  folder: 'mercurius',
  install: [['npm', 'install', '--silent']],
  start: ['npm', 'start', '--silent'],
  ask: askGraphQL('/graphql'),
});
