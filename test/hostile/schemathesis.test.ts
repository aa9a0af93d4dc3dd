import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import {
  describeWith,
  hostileFolder,
  inNewFolder,
  installPythonTool,
  runTool,
} from '../harness/hostile-tools.js';
import { makeAdmin, signUp } from '../harness/people.js';

describeWith(['python3'], 'schemathesis', () => {
  let gateway: TestGateway;
  let programs: string;
  beforeAll(async () => {
    programs = await installPythonTool('schemathesis');
    gateway = await startTestGateway({ RATE_LIMIT: 'false' });
  });
  afterAll(() => gateway.stop());

  const run = (path: string, ...options: string[]) =>
    inNewFolder((cwd) =>
      runTool(
        [
          ...([`${programs}/schemathesis`, '--config-file', `${hostileFolder}/schemathesis.toml`] as const),
          ...[
            'run',
            `${gateway.url}${path}`,
            '--continue-on-failure',
            '--generation-deterministic',
            ...options,
          ],
        ],
        { cwd },
      ),
    );
  const graphql = ['--phases', 'fuzzing', '--checks', 'refused_in_words', '--max-examples', '25'];
  /** They would end the session that the rest is tried with. */
  const endings = ['deleteAccount', 'signOut', 'signOutEverywhere'].flatMap((name) => [
    '--exclude-name',
    `Mutation.${name}`,
  ]);

  it('finds no operation that fails on our side, as nobody', async () => {
    const { code, output } = await run('/graphql', ...graphql);
    expect(code === 0 ? '' : output).toBe('');
  });

  it('nor as an admin', async () => {
    const person = await signUp(gateway);
    await makeAdmin(gateway, person);
    const header = `Authorization: Bearer ${person.accessToken}`;
    const { code, output } = await run('/graphql', ...graphql, ...endings, '--header', header);
    expect(code === 0 ? '' : output).toBe('');
  });

  it('finds every path to be as /openapi.json says', async () => {
    const { code, output } = await run('/openapi.json', '--max-examples', '50');
    expect(code === 0 ? '' : output).toBe('');
  });
});
