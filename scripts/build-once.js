/**
 * Before `npm run portcullis`: compiles a checkout that never was, and says so, since it takes a while. What was compiled
 * before is left as it is. Not TypeScript: nothing else is there yet, and a command waits for it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
if (!existsSync(`${root}/dist/cli/portcullis.js`)) {
  process.stderr.write('Compiling, since this checkout was not built yet\n');
  const compiler = `${root}/node_modules/typescript/bin/tsc`;
  const { status } = spawnSync(process.execPath, [compiler, '-b', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
