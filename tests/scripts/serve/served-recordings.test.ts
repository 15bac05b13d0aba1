import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotRun } from '../../../scripts/verdict/exit-code.js';
import type { JudgedRequest, Reply } from '../../../scripts/serve/reply.js';
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

const count = 500;
const definitions = Array.from({ length: count }, (_, index) => ({
  scope: 'https://graph.microsoft.com:443',
  method: 'GET',
  path: `/${index % (count - 1)}`,
  body: '',
  status: 200,
  response: `${index} ${'x'.repeat(500)}`,
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

test('each request is answered from its recordings in their order, and the last one repeats', () => {
  writeFileSync(file, JSON.stringify(definitions));
  const recordings = ServedRecordings.load([file], 0);
  const answer = recordings.answer(undefined);
  const asked = ['/nowhere', '/0', '/0', '/498', '/300', '/0', '/200', '/499', '/1'];
  expect(asked.map((path) => shown(answer(judged(path))))).toEqual(['418', '0', '499', '498', '300', '499', '200', '418', '1']);
  expect(recordings.unused()).toHaveLength(count - 6);
  expect(recordings.stale()).toMatchObject([{ file, count }]);
  expect(recordings.welcome('http://x', false)).toMatch(/: 500 exchanges of 1 file\.\n/);
});

test('what was not recorded is answered otherwise', () => {
  writeFileSync(file, JSON.stringify(definitions));
  const otherwise = (): Reply => ({ status: 404, headers: [] });
  expect(shown(ServedRecordings.load([file], 0).answer(otherwise)(judged('/nowhere')))).toBe('404');
});

test('a mistake anywhere in a file, or nothing to answer from, ends it before it serves', () => {
  writeFileSync(file, JSON.stringify([...definitions, { scope: 'x', path: 1 }]));
  expect(() => ServedRecordings.load([file], 0)).toThrow(new CannotRun(`${file}: definition 501: "scope" and "path" must be strings`));
  writeFileSync(file, '[{}');
  expect(() => ServedRecordings.load([file], 0)).toThrow(CannotRun);
  expect(() => ServedRecordings.load([mkdtempSync(join(folder, 'empty-'))], 0)).toThrow('There are no recordings in ');
});
