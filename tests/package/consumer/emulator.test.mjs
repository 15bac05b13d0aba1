import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { startEmulator } from 'graph-assignment-contracts/emulator';
import { updateTarget } from './update-target.js';

const allDevices = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' };

let graph;
before(async () => {
  graph = await startEmulator({
    seed: { deviceConfigurations: [{ id: 'wifi', assignments: [{ id: 'wifi_1', target: allDevices }] }] },
  });
});
afterEach(() => graph.reset());
after(() => graph.close());

test('a policy is assigned to all devices', async () => {
  await updateTarget(`${graph.url}/v1.0/deviceManagement/deviceConfigurations/wifi/assignments/wifi_1`, allDevices);
  for (const { outcome, findings } of graph.exchanges) assert.equal(outcome, 'agrees', JSON.stringify(findings, null, 2));
  assert.equal(graph.exchanges.length, 1);
});
