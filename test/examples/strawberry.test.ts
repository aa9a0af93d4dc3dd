import { askGraphQL } from '../harness/ask-graphql.js';
import { describeExample } from '../harness/example-suite.js';

describeExample({
  folder: 'strawberry',
  programs: ['python3'],
  install: [
    ['python3', '-m', 'venv', '.venv'],
    ['.venv/bin/pip', 'install', '--quiet', '--disable-pip-version-check', '-r', 'requirements.txt'],
  ],
  start: ['.venv/bin/python', 'server.py'],
  ask: askGraphQL('/graphql'),
});
