import { askGraphQL } from '../harness/ask-graphql.js';
import { describeExample } from '../harness/example-suite.js';

describeExample({
  folder: 'async-graphql',
  programs: ['cargo'],
  install: [['cargo', 'build', '--quiet', '--locked']],
  // As its folder for what it builds may be another (CARGO_TARGET_DIR).
  start: ['cargo', 'run', '--quiet', '--locked'],
  ask: askGraphQL('/graphql'),
});
