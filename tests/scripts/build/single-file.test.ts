import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';

test('the committed copy of the single file is what the build makes', () => {
  const [built, committed] = ['dist', '.github/actions/check'].map((place) =>
    readFileSync(join(packageRoot, place, 'graph-contracts.cjs')),
  );
  // A difference of a megabyte is no message.
  const state = built !== undefined && committed?.equals(built) ? 'renewed' : 'outdated: run "npm run single-file", and commit';
  expect(state).toBe('renewed');
});
