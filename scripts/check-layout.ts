/** `npm run check:layout`: prints each breach of the layout as `file:line  rule  what to do`. */
import { fileURLToPath } from 'node:url';

import { inspectLayout, type Violation } from './layout-rules.js';
import type { Spread } from './layout-sizes.js';
import { readSourceFiles } from './source-files.js';

function printViolations(violations: readonly Violation[]): void {
  for (const { file, line, rule, advice } of violations) {
    console.error(`${file}:${String(line)}  ${rule}  ${advice}`);
  }
}

function describe(spread: Spread): string {
  return `median ${String(spread.median)}, p90 ${String(spread.p90)} lines`;
}

const files = readSourceFiles(fileURLToPath(new URL('..', import.meta.url)));
const { violations, sizes } = inspectLayout(files);
printViolations(violations);
const verdict = violations.length === 0 ? 'in order' : `${String(violations.length)} to mend`;
console.log(
  `layout: ${String(files.length)} files, ${verdict}; ` +
    `functions: ${describe(sizes.functions)}; files: ${describe(sizes.files)}`,
);
process.exitCode = violations.length === 0 ? 0 : 1;
