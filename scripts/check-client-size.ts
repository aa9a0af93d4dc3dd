/**
 * `npm run check:client-size`: what packages/client weighs in a page, bundled, minified and gzipped: the core, and what each
 * adapter adds to it and to its framework.
 */
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const limits: Readonly<Record<string, number>> = {
  ...{
    index: 6_144,
    email: 1_024,
    passkeys: 1_536,
    react: 1_024,
    apollo: 1_024,
    urql: 1_024,
    vue: 1_024,
    svelte: 1_024,
    server: 1_024,
    // Types alone: what gzip makes of nothing.
    webhooks: 20,
  },
};
/** Of the core, which the adapters have in common with it; what is theirs alone counts with each. */
const core = ['./pkce.js', './portcullis-error.js', './ports.js', './send-operation.js'];

for (const [name, limit] of Object.entries(limits)) {
  const { outputFiles } = await build({
    entryPoints: [`packages/client/src/${name}.ts`],
    ...{ bundle: true, minify: true, write: false, packages: 'external' },
    ...{ format: 'esm', platform: 'browser', target: 'es2022' },
    ...(name !== 'index' && { external: core }),
  });
  const [bundle] = outputFiles;
  if (bundle === undefined) throw new TypeError(`esbuild made nothing of ${name}.`);
  const bytes = gzipSync(bundle.contents, { level: 9 }).length;
  const told = `${String(bytes).padStart(5)} bytes gzipped, of ${limit} at most`;
  console.log(`client ${name.padEnd(6)} ${told}${bytes <= limit ? '' : ': too many'}`);
  if (bytes > limit) process.exitCode = 1;
}
