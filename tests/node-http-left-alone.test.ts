/** The guard tells a file that leaves `node:http` otherwise than it was, and puts it back. */
import http from 'node:http';
import https from 'node:https';
import { putNodeHttpBack } from './node-http-left-alone.js';
import { TemporaryFolder } from './recordings/temporary-folder.js';
import { startRecording } from '../scripts/package/record.js';

const folder = new TemporaryFolder();
afterAll(() => {
  folder.remove();
});

const nothing = (): never => {
  throw new Error('Nobody calls this.');
};

const patches: readonly (readonly [string, object, string])[] = [
  ...['ClientRequest', 'request', 'get'].map((name) => [`http.${name}`, http, name] as const),
  ...['request', 'get'].map((name) => [`https.${name}`, https, name] as const),
  ...['write', 'end', 'emit'].map((name) => [`ClientRequest.prototype.${name}`, http.ClientRequest.prototype, name] as const),
];

test.each(patches)('%s with another method', (_, owner, name) => {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value: nothing, configurable: true, writable: true, enumerable: true });
  expect(putNodeHttpBack()).toBe(false);
  expect(Object.getOwnPropertyDescriptor(owner, name)).toEqual(before);
  expect(putNodeHttpBack()).toBe(true);
});

test('a recording, before it is stopped and after', async () => {
  const recording = await startRecording({ folder: folder.path });
  expect(putNodeHttpBack()).toBe(false);
  await recording.stop();
  expect(putNodeHttpBack()).toBe(true);
});
