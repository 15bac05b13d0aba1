/**
 * Builds dist/: each source as JavaScript, then the validators, then the bundles of the commands that have to start fast. Types are checked by
 * `npm run types`, and declarations written by `npm run declarations`: both take many times as long.
 */
import { rmSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
