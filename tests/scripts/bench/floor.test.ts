import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { faultAt } from '../../../scripts/bench/inputs/faults.js';
import { writeInput } from '../../../scripts/bench/inputs/write-input.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

// 1,000 exchanges are larger than the chunks in which the floor reads.
test.each([1, 1_000])('the floor reads and validates every exchange and every body: %i', async (size) => {
  const file = join(folder.path, 'input');
  await writeInput(file, 'ndjson', size);
  const floor = join(packageRoot, 'dist', 'scripts', 'bench', 'floor.js');
  const { exchanges, bodies, invalid } = JSON.parse(execFileSync(process.execPath, [floor, file], { encoding: 'utf8' })) as Record<
    string,
    number
  >;
  const withoutBody = Array.from({ length: size }, (_, index) => faultAt(index, 'observed')?.code).filter(
    (code) => code === 'response.status',
  );
  expect({ exchanges, bodies }).toEqual({ exchanges: size, bodies: 2 * size - withoutBody.length });
  expect((invalid ?? 0) > 0).toBe(size > 1);
});
