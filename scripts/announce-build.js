/** Before `npm start`: says what takes a while in a checkout that never was compiled. Not TypeScript: nothing else is there yet. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
if (!existsSync(main)) process.stderr.write('Building the gateway, which takes a minute the first time\n');
