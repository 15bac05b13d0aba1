import assert from 'node:assert/strict';
import test from 'node:test';
import { judge } from 'graph-assignment-contracts';
import { replay } from 'graph-assignment-contracts/replay';
import recording from 'graph-assignment-contracts/recordings/update-device-configuration-assignment/200-documented-example.json' with { type: 'json' };
import { updateTarget } from './update-target.js';

test('our update is the documented one', async () => {
  const graph = replay(recording);
  try {
    const [{ scope, path, body }] = recording;
    const exchange = await updateTarget(`${scope}${path}`, body.target);
    const { kind, findings } = judge(exchange);
    assert.equal(kind, 'judged');
    assert.deepEqual(
      findings.filter(({ severity }) => severity === 'breaking'),
      [],
    );
    assert.deepEqual(graph.pending(), []);
  } finally {
    graph.stop();
  }
});
