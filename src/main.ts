/** What `npm start` runs: the gateway, and nothing else. The command line is src/cli. */
import { serve } from './serve.js';

await serve();
