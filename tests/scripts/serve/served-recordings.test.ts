import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotRun } from '../../../scripts/exit-code.js';
import type { JudgedRequest, Reply } from '../../../scripts/serve/graph-server.js';
import { ServedRecordings } from '../../../scripts/serve/served-recordings.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'served-recordings-'));
  file = join(folder, 'r.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** So many that not all are loaded before the server listens. */
const count = 500;
const definitions = Array.from({ length: count }, (_, index) => ({
  scope: 'https://graph.microsoft.com:443',
  method: 'GET',
  path: `/${String(index % (count - 1))}`,
  body: '',
  status: 200,
  response: `${String(index)} ${'x'.repeat(500)}`,
  recorded: { when: '2026-01-01T00:00:00Z', contract: 'sha256:0' },
}));

function judged(path: string): JudgedRequest {
  const request = { method: 'GET', url: path, headers: {} };
  return { request, body: undefined, tooLong: false, origin: 'http://x', judgement: { kind: 'outside' } };
}

/** Which recording an answer comes from, or its status. */
function shown({ status, body = '' }: Reply): string {
  return status === 200 ? (body.split(' ')[0] ?? '') : String(status);
}

test('who asks while recordings are loaded gets the answer as soon as it is certain', async () => {
  writeFileSync(file, JSON.stringify(definitions));
  const recordings = ServedRecordings.open([file], 0);
  const answer = recordings.answer(undefined);
  expect(recordings.exchanges.length).toBeLessThan(count / 2);

  const order: string[] = [];
  const ask = (path: string): void => {
    const reply = answer(judged(path));
    if (reply instanceof Promise) void reply.then((one) => order.push(`${path} late ${shown(one)}`));
    else order.push(`${path} at once ${shown(reply)}`);
  };
  for (const path of ['/nowhere', '/0', '/0', '/498', '/300', '/0', '/200']) ask(path);
  expect(order).toEqual(['/0 at once 0']);
  await recordings.load();
  // What came together, and what only the end tells, is told in the order of the questions.
  expect(order).toEqual([
    '/0 at once 0',
    '/200 late 200',
    '/300 late 300',
    '/0 late 499',
    '/498 late 498',
    '/nowhere late 418',
    '/0 late 499',
  ]);
  ask('/499');
  ask('/1');
  expect(order.slice(-2)).toEqual(['/499 at once 418', '/1 at once 1']);

  expect(recordings.exchanges).toHaveLength(count);
  expect(recordings.unused()).toHaveLength(count - 6);
  expect(recordings.stale()).toMatchObject([{ file, count }]);
});

test('what was not recorded waits until that is certain, and is then answered otherwise', async () => {
  writeFileSync(file, JSON.stringify(definitions));
  const recordings = ServedRecordings.open([file], 0);
  const reply = recordings.answer(() => ({ status: 404, headers: [] }))(judged('/nowhere'));
  await recordings.load();
  expect(shown(await reply)).toBe('404');
});

test('a mistake that shows late fails as one that shows early does, and leaves nobody waiting', async () => {
  writeFileSync(file, JSON.stringify([...definitions, { scope: 'x', path: 1 }]));
  const recordings = ServedRecordings.open([file], 0);
  const reply = Promise.resolve(recordings.answer(undefined)(judged('/nowhere')));
  const message = `${file}: definition 501: "scope" and "path" must be strings`;
  const failed = expect(reply).rejects.toThrow(message);
  await expect(recordings.load()).rejects.toThrow(new CannotRun(message));
  await failed;

  writeFileSync(file, '[{}');
  expect(() => ServedRecordings.open([file], 0)).toThrow(CannotRun);
  expect(() => ServedRecordings.open([mkdtempSync(join(folder, 'empty-'))], 0)).toThrow('There are no recordings in ');
});

test('a few recordings are all there before the server listens', () => {
  writeFileSync(file, JSON.stringify(definitions.slice(0, 10)));
  expect(ServedRecordings.open([file], 0).answer(undefined)(judged('/9'))).not.toBeInstanceOf(Promise);
  expect(ServedRecordings.open([file], 0).welcome('http://x', false)).toMatch(/: 10 exchanges of 1 file\.\n/);
});
