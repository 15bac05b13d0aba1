import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';

/** Where the committed recordings live: a folder for each operation, named after its contract. */
export const recordingsFolder: string = join(packageRoot, 'recordings');
