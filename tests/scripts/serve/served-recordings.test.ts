import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedExchange } from '../../../recordings/replay/recorded-exchange.js';
import type { JudgedRequest, Reply } from '../../../scripts/serve/reply.js';
import { ServedRecordings } from '../../../scripts/serve/served-recordings.js';
import { CannotRun } from '../../../scripts/verdict/exit-code.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';

const folder = new TemporaryFolder();
afterAll(() => {
  folder.remove();
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

function get(url: string): JudgedRequest {
  return { request: { method: 'GET', url, headers: {} }, origin: 'http://x', judgement: { kind: 'outside' } };
}

/** The number of the recording that an answer comes from, or its status. */
function shown({ status, body = '' }: Reply): string {
  return status === 200 ? (body.split(' ')[0] ?? '') : String(status);
}

test('each request is answered from its recordings in their order, and the last one repeats', () => {
  const file = folder.write('r.json', JSON.stringify(definitions));
  const recordings = ServedRecordings.load([file], 0);
  const paths = ['/nowhere', '/0', '/0', '/498', '/300', '/0', '/200', '/499', '/1'];
  const answers = paths.map((path) => shown(recordings.answer(get(path))));
  expect(answers).toEqual(['418', '0', '499', '498', '300', '499', '200', '418', '1']);
  expect(shown(recordings.answer(get('/nowhere'), () => ({ status: 404, headers: {} })))).toBe('404');
  expect(recordings.unused()).toHaveLength(count - 6);
  expect(recordings.stale()).toMatchObject([{ file, count }]);
  expect(recordings.welcome('http://x', false)).toMatch(/: 500 exchanges of 1 file\.\n/);
});

test('an error anywhere in a file, or nothing to answer from, is found on loading', () => {
  const wrong = folder.write('wrong.json', JSON.stringify([...definitions, { scope: 'x', path: 1 }]));
  expect(() => ServedRecordings.load([wrong], 0)).toThrow(new CannotRun(`${wrong}: definition 501: "scope" and "path" must be strings.`));
  expect(() => ServedRecordings.load([folder.write('broken.json', '[{}')], 0)).toThrow(CannotRun);
  const empty = join(folder.path, 'empty');
  mkdirSync(empty);
  expect(() => ServedRecordings.load([empty], 0)).toThrow('There are no recordings in ');
});

const mark = { 'x-graph-contracts': 'recorded' };

test.each<readonly [string, Pick<RecordedExchange, 'response' | 'failure'>, Reply]>([
  ['JSON', { response: { status: 200, body: '{"a":"é"}' } }, { status: 200, headers: mark, body: '{"a":"é"}' }],
  ['text', { response: { status: 503, body: '<html>' } }, { status: 503, headers: mark, body: '<html>' }],
  ['nothing, with 200', { response: { status: 200, body: '' } }, { status: 200, headers: mark, body: '' }],
  ['nothing, with 204', { response: { status: 204, body: '' } }, { status: 204, headers: mark, body: undefined }],
  [
    'a body that was compressed, and is stored decoded',
    { response: { status: 200, headers: { 'Content-Encoding': 'gzip', 'Transfer-Encoding': 'chunked', allow: 'GET' }, body: 'x' } },
    { status: 200, headers: { allow: 'GET', ...mark }, body: 'x' },
  ],
  [
    'a repeated header',
    { response: { status: 204, headers: { 'set-cookie': ['a=1', 'b=2'] }, body: '' } },
    { status: 204, headers: { 'set-cookie': ['a=1', 'b=2'], ...mark }, body: undefined },
  ],
  ['a broken connection', { response: { status: 0, body: '' }, failure: 'ECONNRESET' }, { status: 0, headers: {}, drop: true }],
])('a recording is sent back: %s', (_, recorded, sent) => {
  const source = { file: 'r.json', index: 0, description: '' };
  const exchange = { method: 'GET', path: '/x', body: '', source, time: -Infinity, ...recorded };
  expect(new ServedRecordings([exchange], 0).answer(get('/x'))).toEqual(sent);
});
