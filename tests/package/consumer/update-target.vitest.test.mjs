import 'graph-assignment-contracts/vitest';
import { replay } from 'graph-assignment-contracts/replay';
import recording from 'graph-assignment-contracts/recordings/update-device-configuration-assignment/200-documented-example.json' with { type: 'json' };
import { expect, test } from 'vitest';
import { updateTarget } from './update-target.js';

test('our update keeps to the contract', async () => {
  const [{ scope, path, body }] = recording;
  const graph = replay(recording);
  try {
    expect(await updateTarget(`${scope}${path}`, body.target)).toKeepContract();
  } finally {
    graph.stop();
  }
});
