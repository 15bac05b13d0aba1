const { replay } = require('graph-assignment-contracts/replay');
const recording = require('graph-assignment-contracts/recordings/update-device-configuration-assignment/200-documented-example.json');
const { updateTarget } = require('./update-target.js');

const [{ scope, path, body }] = recording;
let graph;
beforeEach(() => {
  graph = replay(recording);
});
afterEach(() => graph.stop());

test('our update keeps to the contract', async () => {
  const exchange = await updateTarget(`${scope}${path}`, body.target);
  expect(exchange).toKeepContract();
});
