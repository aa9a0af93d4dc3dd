import { withGuard } from '../harness/example-process.js';
import { describeExample } from '../harness/example-suite.js';

describeExample({ folder: 'express-guard', install: withGuard, start: ['npm', 'start', '--silent'] });
