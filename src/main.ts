/** What `npm start` runs: the gateway, and nothing else. The command line is src/cli; `--demo` is for `npm run dev`. */
import { loadBundle } from './load-bundle.js';
import type * as modules from './serve.js';

// Until the gateway listens to it: whoever turns its logs may be faster than a start, which it would end.
if (!process.stdout.isTTY) process.on('SIGHUP', () => undefined);

const bundle = loadBundle(new URL('.', import.meta.url)) as typeof modules | undefined;
const { serve } = bundle ?? (await import('./serve.js'));

await serve({ demo: process.argv.includes('--demo') });
