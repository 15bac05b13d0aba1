/** A test suite in TypeScript, with the official client, as a team would write it: it knows Graph by its base URL only. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from '@microsoft/microsoft-graph-client';

const baseUrl = process.env['GRAPH_BASE_URL'] ?? '';
const policy = '11111111-1111-4111-8111-111111111111';
const group = '22222222-2222-4222-8222-222222222222';
const path = `/deviceManagement/deviceConfigurations/${policy}/assignments/${policy}_${group}`;

const graph = Client.init({
  baseUrl,
  // To other hosts the client sends no token.
  customHosts: new Set([new URL(baseUrl).hostname]),
  defaultVersion: 'v1.0',
  authProvider: (done) => {
    done(null, 'made-up-token');
  },
});

void test('updates the target of an assignment', async () => {
  const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' };
  const updated = (await graph.api(path).patch({ target })) as { readonly '@odata.context': string; readonly target: object };
  assert.deepEqual(updated.target, target);
  assert.ok(updated['@odata.context'].startsWith(`${baseUrl}/v1.0/$metadata#`));
});

void test('reads it again, in a batch', async () => {
  const requests = [{ id: '1', method: 'GET', url: path }];
  const { responses } = (await graph.api('/$batch').post({ requests })) as { readonly responses: readonly { readonly status: number }[] };
  assert.deepEqual(
    responses.map(({ status }) => status),
    [200],
  );
});
