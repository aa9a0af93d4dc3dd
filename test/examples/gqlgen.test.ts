import { askGraphQL } from '../harness/ask-graphql.js';
import { describeExample } from '../harness/example-suite.js';

describeExample({
  folder: 'gqlgen',
  programs: ['go'],
  install: [
    ['go', 'tool', 'gqlgen'],
    ['go', 'build', '-o', 'bin/gqlgen-server', '.'],
  ],
  start: ['bin/gqlgen-server'],
  ask: askGraphQL('/graphql'),
});
