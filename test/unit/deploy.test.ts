/** What is in deploy/ names settings, paths, ports and metrics of the gateway: it must not fall behind them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';

import { parseConfig } from '../../src/config/config.js';
import { duration } from '../../src/config/kinds.js';
import { settings } from '../../src/config/settings.js';
import { createMetrics } from '../../src/observe/metrics.js';
import { healthPaths } from '../../src/server/health.openapi.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(`${root}/${path}`, 'utf8');

type Tree = Readonly<Record<string, unknown>>;

/** What is at a path, such as `spec.template.spec.containers.0`. */
function at(tree: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => (inner as Tree | undefined)?.[name], tree);
}

const settingNames = new Set<string>(Object.values(settings).map(({ env }) => env));
const unknownSettings = (names: readonly string[]) => names.filter((name) => !settingNames.has(name));
const milliseconds = (text: unknown) => duration.parse(text);
const imageUser = Number(
  /^USER (\d+):\d+$/m.exec(read('Dockerfile').split(' AS production\n')[1] ?? '')?.[1],
);
const label = { 'app.kubernetes.io/name': 'portcullis' };

describe('the Kustomize base', () => {
  const base = 'deploy/kubernetes/base';
  const kustomization = parse(read(`${base}/kustomization.yaml`)) as Tree;
  const resources = new Map(
    (kustomization['resources'] as string[]).map((file) => {
      const resource = parse(read(`${base}/${file}`)) as Tree;
      return [String(resource['kind']), resource];
    }),
  );
  const deployment = resources.get('Deployment');
  const pod = at(deployment, 'spec.template.spec') as Tree;
  const container = at(pod, 'containers.0') as Tree;
  const literals = Object.fromEntries(
    (at(kustomization, 'configMapGenerator.0.literals') as string[]).map((line) => line.split(/=(.*)/s)),
  ) as Record<string, string>;
  const references = (container['env'] as Tree[]).map((entry) => ({
    ...(at(entry, 'valueFrom.secretKeyRef') as { key: string; optional?: boolean }),
    name: String(entry['name']),
  }));
  const example = parse(read('deploy/kubernetes/secret.example.yaml')) as Tree;

  it('lists every file that is there', () => {
    const files = readdirSync(`${root}/${base}`).filter((file) => file !== 'kustomization.yaml');
    expect([...(kustomization['resources'] as string[])].sort()).toEqual(files.sort());
  });

  it('names settings, which make a configuration with those of the example Secret', () => {
    const secret = example['stringData'] as Record<string, string>;
    expect(unknownSettings([...Object.keys(literals), ...references.map(({ name }) => name)])).toEqual([]);
    expect(references.map(({ key }) => key).sort()).toEqual(Object.keys(secret).sort());
    for (const { name, key } of references) expect(name).toBe(key);
    const config = parseConfig({ NODE_ENV: 'production', ...literals, ...secret });
    expect(config).toMatchObject({ isProduction: true, misnamed: [], trustProxy: 1 });
  });

  it('starts with the references that are not optional', () => {
    const needed = references.filter(({ optional }) => optional !== true);
    const secret = Object.fromEntries(needed.map(({ key }) => [key, at(example, `stringData.${key}`)]));
    expect(() =>
      parseConfig({ NODE_ENV: 'production', ...literals, ...(secret as Record<string, string>) }),
    ).not.toThrow();
  });

  it('asks the paths of health at the port that is listened on', () => {
    expect(container['ports']).toEqual([{ name: 'http', containerPort: Number(settings.port.default) }]);
    const probes = { startupProbe: 'live', livenessProbe: 'live', readinessProbe: 'ready' };
    for (const [probe, state] of Object.entries(probes)) {
      expect(at(container, `${probe}.httpGet`)).toEqual({ path: `/health/${state}`, port: 'http' });
      expect(healthPaths).toHaveProperty([`/health/${state}`]);
    }
    expect(at(resources.get('Service'), 'spec.ports.0.targetPort')).toBe('http');
    expect(at(resources.get('NetworkPolicy'), 'spec.ingress.0.ports.0.port')).toBe('http');
  });

  it('gives a pod the time that its end may take', () => {
    const { SHUTDOWN_DELAY: delay, SHUTDOWN_TIMEOUT: timeout } = literals;
    expect(milliseconds(delay)).toBeLessThan(milliseconds(timeout));
    expect(Number(pod['terminationGracePeriodSeconds']) * 1_000).toBeGreaterThan(milliseconds(timeout));
  });

  it('runs as the user of the image, with nothing that it does not need', () => {
    expect(pod['securityContext']).toMatchObject({ runAsNonRoot: true, runAsUser: imageUser });
    expect(pod['automountServiceAccountToken']).toBe(false);
    expect(container['securityContext']).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('selects its own pods everywhere', () => {
    expect(at(deployment, 'spec.template.metadata.labels')).toEqual(label);
    expect(at(deployment, 'spec.selector.matchLabels')).toEqual(label);
    expect(at(resources.get('Service'), 'spec.selector')).toEqual(label);
    expect(at(resources.get('PodDisruptionBudget'), 'spec.selector.matchLabels')).toEqual(label);
    expect(at(resources.get('NetworkPolicy'), 'spec.podSelector.matchLabels')).toEqual(label);
    expect(at(resources.get('HorizontalPodAutoscaler'), 'spec.scaleTargetRef.name')).toBe('portcullis');
  });
});

describe('the Helm chart', () => {
  const chart = 'deploy/helm/portcullis';
  const values = parse(read(`${chart}/values.yaml`)) as Tree;
  const template = read(`${chart}/templates/deployment.yaml`);

  it('names settings', () => {
    const secret = values['secret'] as { required: string[]; optional: string[] };
    const names = [...Object.keys(values['settings'] as Tree), ...secret.required, ...secret.optional];
    expect(unknownSettings(names)).toEqual([]);
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(parse(read(`${chart}/Chart.yaml`))).toMatchObject({ appVersion: version });
  });

  it('has the container of the Kustomize base', () => {
    const ofBase = read('deploy/kubernetes/base/deployment.yaml');
    /** Without what comes out of the values. */
    const part = (text: string, from: string, to: string) => text.split(from)[1]?.split(to)[0];
    const probes = (text: string) =>
      part(text.replaceAll(/^ *#.*\n/gm, ''), 'startupProbe:', 'resources:')?.trim();
    expect(probes(template)).toBe(probes(ofBase));
    for (const line of ['containerPort: 4000', 'readOnlyRootFilesystem: true', `runAsUser: ${imageUser}`])
      expect([ofBase, template].every((text) => text.includes(line))).toBe(true);
    const pod = at(parse(ofBase), 'spec.template.spec') as Tree;
    expect(values['resources']).toEqual(at(pod, 'containers.0.resources'));
    expect(values['terminationGracePeriodSeconds']).toBe(pod['terminationGracePeriodSeconds']);
  });
});

describe.each(['docker-compose.yaml', 'deploy/compose/docker-compose.yaml'])('%s', (file) => {
  const [document] = parseAllDocuments(read(file), { merge: true });
  const { services } = (document?.toJS() ?? {}) as { services: Record<string, Tree> };
  const gateways = Object.entries(services).filter(([name]) => name.startsWith('gateway'));

  it('gives its gateways settings', () => {
    expect(gateways.length).toBeGreaterThan(0);
    for (const [, gateway] of gateways)
      expect(unknownSettings(Object.keys(gateway['environment'] as Tree))).toEqual([]);
  });

  it('waits for their end, and for what is there alone', () => {
    for (const [, gateway] of gateways) {
      const timeout = at(gateway, 'environment.SHUTDOWN_TIMEOUT') ?? settings.shutdownTimeoutMs.default;
      expect(milliseconds(gateway['stop_grace_period'])).toBeGreaterThan(milliseconds(timeout));
    }
    for (const service of Object.values(services))
      for (const name of Object.keys(service['depends_on'] ?? {})) expect(services).toHaveProperty([name]);
  });

  it('names the members of the replica set', () => {
    const uri = String(at(gateways[0]?.[1], 'environment.MONGODB_URI'));
    const hosts = new URL(uri.replace(/,.*(?=\/)/, '')).hostname.replace('-1', '');
    const members = Object.keys(services).filter((name) => name.startsWith(hosts));
    for (const member of members) expect(uri).toContain(`${member}:27017`);
    expect(members.length).toBe(file.startsWith('deploy') ? 3 : 1);
  });
});

it('nginx passes requests to the gateways of deploy/compose', () => {
  const conf = read('deploy/compose/nginx.conf');
  const servers = [...conf.matchAll(/^ +server (\S+):(\d+) /gm)].map(([, host, port]) => `${host}:${port}`);
  const both = ['gateway-1:4000', 'gateway-2:4000'];
  // Each, the other one, and itself again where that is gone too.
  expect(servers).toEqual([...both, both[0], ...both.toReversed(), both[1]]);
});

describe('alerts and dashboard', () => {
  const rules = at(parse(read('deploy/prometheus/portcullis.rules.yaml')), 'groups.0.rules') as Tree[];
  const dashboard = read('deploy/grafana/portcullis.json');

  /** Of rooms by how they write them down, and of the process as they are told. */
  async function knownMetrics(): Promise<ReadonlySet<string>> {
    const metrics = createMetrics({ measures: [] });
    const told = [...(await metrics.text()).matchAll(/^# TYPE (\w+) (\w+)$/gm)];
    metrics.stop();
    const sources = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const written = sources.flatMap((file) => [
      ...read(`src/${file}`).matchAll(/name: '(portcullis_\w+)',(?:[^}]*?)kind: '(\w+)'/g),
    ]);
    return new Set(
      [...told, ...written].flatMap(([, name = '', kind]) =>
        kind === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
      ),
    );
  }

  const namedIn = (text: string) => [
    ...new Set(text.match(/\b(portcullis_\w+|process_\w+|nodejs_\w+)\b/g) ?? []),
  ];

  it('name metrics that there are', async () => {
    const known = await knownMetrics();
    const named = namedIn([dashboard, ...rules.map(({ expr }) => String(expr))].join('\n'));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('each alert has its page and its test', () => {
    const pages = [...read('docs/operations.md').matchAll(/^### (Portcullis\w+)$/gm)].map(([, name]) => name);
    expect(rules.map(({ alert }) => alert)).toEqual(pages);
    const tests = read('deploy/prometheus/portcullis.rules.test.yaml');
    for (const { alert, annotations } of rules as { alert: string; annotations: Tree }[]) {
      expect(annotations['runbook']).toBe(`docs/operations.md#${alert.toLowerCase()}`);
      expect(tests.split(`alertname: ${alert}`).length).toBeGreaterThan(2);
    }
  });

  it('the dashboard is JSON in which no two panels have a number or a place in common', () => {
    const panels = (JSON.parse(dashboard) as { panels: Tree[] }).panels;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const places = panels.map(({ gridPos }) => `${String(at(gridPos, 'x'))} ${String(at(gridPos, 'y'))}`);
    expect(new Set(places).size).toBe(panels.length);
  });
});
