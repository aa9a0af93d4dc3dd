/** `npm run check:client-size`: what packages/client weighs in a page, bundled, minified and gzipped. */
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const LIMIT_BYTES = 6_144;

const { outputFiles } = await build({
  entryPoints: ['packages/client/src/index.ts'],
  ...{ bundle: true, minify: true, write: false },
  ...{ format: 'esm', platform: 'browser', target: 'es2022' },
});
const [bundle] = outputFiles;
if (bundle === undefined) throw new TypeError('esbuild made nothing of it.');
const bytes = gzipSync(bundle.contents, { level: 9 }).length;
console.log(`client: ${bytes} bytes gzipped (${bundle.contents.length} before), of ${LIMIT_BYTES} at most`);
process.exitCode = bytes <= LIMIT_BYTES ? 0 : 1;
