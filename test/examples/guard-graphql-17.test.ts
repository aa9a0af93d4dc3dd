/** The tests of the guard again, on the other release of graphql that it takes: that one needs Node 22 by its own word. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from '@jest/globals';

import base from '../../jest.config.js';
import { inNewFolder, runTool } from '../harness/hostile-tools.js';

const root = process.cwd();

it('@auth does on graphql 17 what it does on 16', async () => {
  await inNewFolder(async (folder) => {
    const install = [
      'npm',
      'install',
      '--no-audit',
      '--no-fund',
      '--prefix',
      folder,
      'graphql@^17.1',
    ] as const;
    expect(await runTool(install, { cwd: folder })).toMatchObject({ code: 0 });
    const { extensionsToTreatAsEsm, transform, moduleNameMapper } = base;
    // All of it passes through Jest, which gives it the other release: what Node itself loads has the one of this repository.
    const compiled = { testEnvironment: 'node', transform: { '^.+\\.ts$': transform['^.+\\.ts$'] } };
    const config = join(folder, 'jest.config.json');
    const graphql = join(folder, 'node_modules/graphql/index.js');
    await writeFile(
      config,
      JSON.stringify({
        ...{ rootDir: root, ...compiled, extensionsToTreatAsEsm, testTimeout: 60_000 },
        testMatch: ['<rootDir>/test/unit/guard/*.test.ts'],
        moduleNameMapper: { '^graphql$': graphql, ...moduleNameMapper },
      }),
    );
    const files = ['auth-directive', 'graphql.test', 'graphql-servers'];
    // type-graphql itself does not build its schemas on 17.
    const names = ['--testNamePattern', '^(?!.*type-graphql)'];
    const jest = ['npm', 'test', '--', '--config', config, '--maxWorkers', '1', ...names, ...files] as const;
    const { code, output } = await runTool([...jest], { cwd: root });
    expect([code, output]).toEqual([0, expect.stringMatching(/Tests: .*[1-9]\d+ passed/)]);
  });
}, 300_000);
