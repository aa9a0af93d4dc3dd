import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from '@jest/globals';

import { startTestGateway } from '../harness/gateway.js';
import { describeWith, inNewFolder, installPythonTool, runTool } from '../harness/hostile-tools.js';

const schema = new URL('../../schema/schema.graphql', import.meta.url);

describeWith(['python3'], 'clairvoyance', () => {
  it('recovers none of our fields in production, though it tries every name there is', async () => {
    const programs = await installPythonTool('clairvoyance');
    const names = new Set((await readFile(schema, 'utf8')).match(/\b[A-Za-z]\w+\b/g));
    const gateway = await startTestGateway({
      ...{ NODE_ENV: 'production', PUBLIC_URL: 'https://auth.example', RATE_LIMIT: 'false' },
    });
    try {
      await inNewFolder(async (cwd) => {
        await writeFile(join(cwd, 'words'), [...names].join('\n'));
        const endpoint = `${gateway.url}/graphql`;
        const { output } = await runTool(
          [join(programs, 'clairvoyance'), '-w', join(cwd, 'words'), '-o', join(cwd, 'out.json'), endpoint],
          { cwd },
        );
        const found = await readFile(join(cwd, 'out.json'), 'utf8').catch(() => '');
        const told = [...names].filter((name) => name.length > 5 && found.includes(`"name": "${name}"`));
        expect([told, output]).toEqual([[], expect.any(String)]);
        expect(output).not.toMatch(/ConnectionRefused|Cannot connect/);
      });
    } finally {
      await gateway.stop();
    }
  });
});
