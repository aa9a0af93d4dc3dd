/**
 * `npm run build:bundle`: the compiled gateway and its packages as one file in dist/bundle, with what V8 has made of it, so that a
 * start reads two files in place of a thousand and compiles next to nothing. `src/load-bundle.ts` reads them. Does nothing where
 * they are newer than what they are made of. Not TypeScript: `npm start` waits for it.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { editCode } from './edit-code.js';
import { leadSpread } from './lead-spreads.js';
import { shedName } from './shed-names.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'dist/bundle');
const manifest = join(folder, 'manifest.json');

/** Of the Node that builds, which is mostly the one that runs: with led spreads later ones are slower. */
const isOldV8 = Number(process.versions.node.split('.')[0]) < 22;
const editors = [shedName, ...(isOldV8 ? [leadSpread] : [])];
const editorFiles = ['edit-code.js', 'lead-spreads.js', 'shed-names.js'];

/** @param {string} path */
const changedAt = (path) =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );

async function isBuilt() {
  const builtAt = await changedAt(manifest);
  if (builtAt === undefined) return false;
  const sources = [
    fileURLToPath(import.meta.url),
    ...editorFiles.map((name) => join(root, 'scripts', name)),
    join(root, 'dist/.tsbuildinfo'),
    join(root, 'packages/guard/dist/.tsbuildinfo'),
    join(root, 'node_modules/.package-lock.json'),
  ];
  const changes = await Promise.all(sources.map(changedAt));
  return changes.every((at) => at === undefined || at < builtAt);
}

/** Where a module lay: workers, messages and lists are found beside it. @param {string} path */
const placeOf = (path) => `new URL(${JSON.stringify(relative(folder, path))}, bundleUrl)`;

/** @param {string} text @param {string} path */
function keepPlace(text, path) {
  if (/\bimport\.meta\.url\b/.test(text)) return text.replaceAll('import.meta.url', `${placeOf(path)}.href`);
  if (!/\b__(?:dir|file)name\b/.test(text) || /^(?:import|export)\b/m.test(text)) return text;
  const here = `var __filename = require('node:url').fileURLToPath(${placeOf(path)});`;
  return `${here} var __dirname = require('node:path').dirname(__filename); ${text}`;
}

/** What is all ASCII is held as a byte a character; esbuild leaves tagged templates and patterns as they are. @param {string} text */
const escape = (text) =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const lodashNames = ['intersection', 'mergeWith', 'omit'];

/** Modules of which next to nothing is asked: @typegoose/typegoose takes three functions of lodash, and messages of zod are English. */
const shortened = [
  {
    of: /node_modules\/lodash\/lodash\.js$/,
    contents: lodashNames.map((name) => `exports.${name} = require('lodash/${name}');`).join('\n'),
  },
  { of: /node_modules\/zod\/v4\/locales\/index\.js$/, contents: "export { default as en } from './en.js';" },
];

/** A release that takes another function of lodash is to fail here, and not when it is called. @param {string} text @param {string} path */
function refuseMoreOfLodash(text, path) {
  if (!/\brequire\(["']lodash["']\)|\bfrom ["']lodash["']/.test(text)) return;
  const taken = [...text.matchAll(/\blodash_1\.default\.(\w+)/g)].map(([, name = '']) => name);
  const unknown = taken.filter((name) => !lodashNames.includes(name));
  if (taken.length === 0 || unknown.length > 0)
    throw new Error(`${path} takes more of lodash than is bundled: ${unknown.join(', ')}`);
}

const inPlace = {
  name: 'in-place',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onLoad({ filter: /\.[cm]?js$/ }, async ({ path }) => {
      const less = shortened.find(({ of }) => of.test(path));
      if (less !== undefined) return { contents: less.contents };
      const text = await readFile(path, 'utf8');
      refuseMoreOfLodash(text, path);
      const isOwn = path.startsWith(join(root, 'dist/'));
      return { contents: keepPlace(isOwn ? escape(text) : text, path) };
    });
  },
};

/** Read only where REDIS_URL, UPSTREAMS or a collector is set. prom-client asks for the API of OpenTelemetry, which is small. */
const seldomLoaded = [
  ...['@redis/client', 'undici'],
  ...[
    'core',
    'exporter-metrics-otlp-http',
    'exporter-trace-otlp-http',
    'resources',
    'sdk-metrics',
    'sdk-trace',
  ].map((name) => `@opentelemetry/${name}`),
];

async function bundle() {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(root, 'dist/serve.js')],
    absWorkingDir: root,
    outfile: join(folder, 'serve.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // typegoose goes by the names of classes, and whoever reads a stack trace by those of functions.
    keepNames: true,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    // type-graphql asks for the first only where arguments are to be validated by it; the others are machine code.
    external: ['class-validator', '@node-rs/argon2', '*.node', ...seldomLoaded],
    // V8 keeps no word of it with what it has compiled: such an import fails in a script that comes from its cache (Node 20).
    supported: { 'dynamic-import': false },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename);" },
    plugins: [inPlace],
    write: false,
    logLevel: 'error',
  });
  const code = editCode(outputFiles[0]?.text ?? '', editors);
  const strange = /[^\0-\x7f]/.exec(code);
  if (strange !== null) throw new Error(`Not ASCII: ${code.slice(strange.index - 80, strange.index + 20)}`);
  return code;
}

/** Put in place whole: another process may be starting from it, or building the same. @param {string} name @param {string | Buffer} contents */
async function put(name, contents) {
  const beside = join(folder, `${name}.${process.pid}`);
  await writeFile(beside, contents);
  await rename(beside, join(folder, name));
}

if (!(await isBuilt())) {
  const code = await bundle();
  await mkdir(folder, { recursive: true });
  // By its content: V8 tells by the length alone whether what it made belongs to a text.
  const name = `serve-${createHash('sha256').update(code).digest('hex').slice(0, 16)}`;
  await put(`${name}.cjs`, code);
  // Only now is it there: the one that reads bundles is the one that makes what it reads.
  const { compileBundle } = await import(pathToFileURL(join(root, 'dist/load-bundle.js')).href);
  await put(`${name}.cache`, compileBundle(join(folder, `${name}.cjs`)));
  await put('manifest.json', `${JSON.stringify({ name })}\n`);
  for (const file of await readdir(folder))
    if (file.startsWith('serve-') && !file.startsWith(name)) await rm(join(folder, file), { force: true });
}
