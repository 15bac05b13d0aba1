import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import type { FloorResult } from '../../../scripts/bench/floor/read-floor.js';
import { faultAt } from '../../../scripts/bench/inputs/faults.js';
import { writeInput } from '../../../scripts/bench/inputs/write-input.js';

// The built one, because the validators that it runs are made by the build.
const { readFloor } = createRequire(__filename)(join(packageRoot, 'dist', 'scripts', 'bench', 'floor', 'read-floor.js')) as {
  readFloor: (file: string, format: 'har' | 'ndjson') => FloorResult;
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-floor-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

// Some of them are larger than the chunks that are read at once.
test.each([
  ['har', 1],
  ['har', 1_000],
  ['ndjson', 1],
  ['ndjson', 1_000],
] as const)('the floor reads every entry of %s, and every body: %i', async (format, count) => {
  const file = join(folder, `${String(count)}.${format}`);
  await writeInput(file, format, count);
  const indexes = Array.from({ length: count }, (_, index) => index);
  const withoutBody = indexes.filter((index) => faultAt(index, 'observed')?.name === 'answer 204, without a body').length;
  const { entries, bodies, invalid } = readFloor(file, format);
  expect({ entries, bodies }).toEqual({ entries: count, bodies: 2 * count - withoutBody });
  expect(invalid > 0).toBe(count > 1);
});
