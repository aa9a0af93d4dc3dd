import { describeExample } from '../harness/example-suite.js';

describeExample({
  folder: 'fastapi',
  programs: ['python3'],
  install: [
    ['python3', '-m', 'venv', '.venv'],
    ['.venv/bin/pip', 'install', '--quiet', '--disable-pip-version-check', '-r', 'requirements.txt'],
  ],
  start: ['.venv/bin/python', 'server.py'],
});
