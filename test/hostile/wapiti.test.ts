import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { describeWith, inNewFolder, installPythonTool, runTool } from '../harness/hostile-tools.js';

interface Finding {
  readonly method: string;
  readonly path: string;
  readonly info: string;
}
type Findings = Readonly<Record<string, readonly Finding[]>>;

const modules = 'http_headers,cookieflags,csp,methods,xss,sql,crlf,exec,file,redirect,ssrf,xxe';

describeWith(['python3'], 'wapiti', () => {
  let gateway: TestGateway;
  let programs: string;
  beforeAll(async () => {
    programs = await installPythonTool('wapiti');
    gateway = await startTestGateway({ RATE_LIMIT: 'false' });
  });
  afterAll(() => gateway.stop());

  it.each(['/reset-password/request', '/reset-password?token=x', '/verify-email?token=x', '/docs'])(
    'finds nothing on %s',
    async (path) => {
      const report = await inNewFolder(async (cwd) => {
        const file = join(cwd, 'report.json');
        const command = [join(programs, 'wapiti'), '-u', `${gateway.url}${path}`, '-m', modules] as const;
        const options = ['--scope', 'page', '--max-scan-time', '60', '-f', 'json', '-o', file, '-v', '0'];
        const { output } = await runTool(
          [...command, ...options, '--flush-session', '--store-session', cwd],
          {
            cwd,
          },
        );
        const text = await readFile(file, 'utf8').catch(() => {
          throw new Error(output);
        });
        return JSON.parse(text) as { vulnerabilities: Findings; anomalies: Findings };
      });
      const found = [...Object.entries(report.vulnerabilities), ...Object.entries(report.anomalies)]
        .flatMap(([kind, findings]) => findings.map(({ method, info }) => `${kind}: ${method} ${info}`))
        // That a site has no HTTPS is said of any on loopback; HSTS is sent where PUBLIC_URL is https.
        .filter((finding) => !/Strict-Transport-Security|not encrypted|HTTPS/i.test(finding));
      expect(found).toEqual([]);
    },
  );
});
