import type { AsyncLocalStorage } from 'node:async_hooks';

import type { Context } from '@opentelemetry/api';

/** What belongs to which span, over whatever is awaited. */
export type Scope = AsyncLocalStorage<Context>;
