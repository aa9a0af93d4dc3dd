/** Stands for a gateway in a process of its own: starts the database, says where it is, and goes on until killed. */
import { startEmbeddedMongod } from '../../src/database/embedded/embedded-mongod.js';
import { systemRandomness } from '../../src/foundation/randomness.js';

const [dataDir = '', mongodBinary = ''] = process.argv.slice(2);
const { uri } = await startEmbeddedMongod({
  dataDir,
  mongodBinary,
  searchPath: '',
  report: () => undefined,
  randomness: systemRandomness,
});
process.stdout.write(`${uri}\n`);
setInterval(() => undefined, 1000);
