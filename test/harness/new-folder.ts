import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for files of one test, removed at the end of the run (global-setup.js). */
export const newFolder = () => mkdtempSync(join(process.env['TEST_FILES_DIR'] ?? tmpdir(), 'files-'));
