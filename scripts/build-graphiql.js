/**
 * `npm run build:graphiql`: GraphiQL and all that it needs as one script and one style sheet in dist/graphiql, which the
 * gateway serves where Apollo Sandbox is out of reach. So it is a development package, and an installation without
 * those is not larger for it. Does nothing where that is there and newer than the packages. Not TypeScript: `npm start`
 * waits for it.
 */
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'dist/graphiql');
const notices = join(folder, 'licences.txt');

/** Dialogs stop the page behind them from scrolling by a style that the page's policy refuses; this page never scrolls. */
const scrollLock = 'react-style-singleton';
const noScrollLock = {
  name: 'no-scroll-lock',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${scrollLock}$`) }, ({ path }) => ({
      path,
      namespace: scrollLock,
    }));
    build.onLoad({ filter: /./, namespace: scrollLock }, () => ({
      contents: 'export const styleSingleton = () => () => null;',
    }));
  },
};

const entry = `
import 'graphiql/style.css';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
let root;
/** Anew where the key of the properties has changed. */
export function show(element, properties) {
  root ??= createRoot(element);
  root.render(createElement(GraphiQL, properties));
}
`;

/** @param {string} path */
const changedAt = (path) =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );

/** Written last, so that what is half built is built again. */
async function isBuilt() {
  const builtAt = await changedAt(notices);
  if (builtAt === undefined) return false;
  const sources = [fileURLToPath(import.meta.url), join(root, 'node_modules/.package-lock.json')];
  const changes = await Promise.all(sources.map(changedAt));
  return changes.every((at) => at === undefined || at < builtAt);
}

/**
 * The licences of what went into it, which ask to be passed on.
 * @param {readonly string[]} inputs
 */
async function writeNotices(inputs) {
  const packages = new Set(
    inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0] ?? []),
  );
  const texts = [...packages].sort().map(async (path) => {
    const { name, version, license } = JSON.parse(await readFile(join(root, path, 'package.json'), 'utf8'));
    const files = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE'].map((file) =>
      readFile(join(root, path, file), 'utf8').catch(() => undefined),
    );
    const text = (await Promise.all(files)).find((found) => found !== undefined) ?? '';
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

if (!(await isBuilt())) {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    stdin: { contents: entry, resolveDir: root },
    absWorkingDir: root,
    outfile: join(folder, 'graphiql.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'graphiql',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [noScrollLock],
    loader: { '.woff': 'dataurl', '.woff2': 'dataurl' },
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  await mkdir(folder, { recursive: true });
  const files = [
    ...outputFiles.map(({ path, contents }) => ({ path, contents })),
    { path: notices, contents: await writeNotices(Object.keys(metafile.inputs)) },
  ];
  // Put in place whole: another process may be serving, or building, the same.
  for (const { path, contents } of files) {
    const beside = `${path}.${process.pid}`;
    await writeFile(beside, contents);
    await rename(beside, path);
  }
}
