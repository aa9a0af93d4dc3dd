import type { AskExample } from '../harness/example-stage.js';
import { describeExample } from '../harness/example-suite.js';

/** Its pages are static: who is calling stands in the headers. */
const ask: AskExample = async (url, path, headers) => {
  const response = await fetch(`${url}${path}`, { headers });
  await response.text();
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    userId: response.headers.get('x-auth-user-id') ?? undefined,
    roles: response.headers.get('x-auth-roles')?.split(','),
  };
};

describeExample({ folder: 'nginx', programs: ['nginx'], start: ['./start.sh'], ask });
