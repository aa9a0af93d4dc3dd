/** What `npm start` runs: the gateway, and nothing else. The command line is src/cli; `--demo` is for `npm run dev`. */
import { serve } from './serve.js';

await serve({ demo: process.argv.includes('--demo') });
