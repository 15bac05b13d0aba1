import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRecordings } from '../../../recordings/replay/load-recordings.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'load-recordings-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function definition(index: number): object {
  return {
    scope: 'https://graph.microsoft.com:443',
    method: 'GET',
    path: `/${index}`,
    status: 200,
    response: { é: 'x'.repeat(200) },
  };
}

const many = 1_000;
const definitions = Array.from({ length: many }, (_, index) => definition(index));
const text = JSON.stringify(definitions);

/** What a file holds: path and index of each exchange, or the error. */
function loaded(content: string, inFolder = false): readonly string[] | string {
  const file = join(folder, 'r.json');
  writeFileSync(file, content);
  try {
    return loadRecordings([inFolder ? folder : file]).map(({ path, source }) => `${path} ${source.index}`);
  } catch (error) {
    return (error as Error).message.replace(file, 'r.json');
  }
}

test('a recording is loaded in its order, however it is written', () => {
  const paths = definitions.map((_, index) => `/${index} ${index}`);
  for (const written of [text, JSON.stringify(definitions, null, 2), `${' '.repeat(200)}${text}`, `\uFEFF${text}`])
    expect(loaded(written)).toEqual(paths);
});

test('a byte order mark within a recording stays there', () => {
  expect(loaded(JSON.stringify([{ ...definition(1), path: '/a\uFEFFb' }]))).toEqual(['/a\uFEFFb 0']);
});

const broken = { scope: 'x', path: 1 };

test.each<readonly [string, string, string | undefined, RegExp]>([
  ['nothing', '', undefined, /^r\.json: not valid JSON/],
  ['a short list that breaks off', '[{"scope":"x"', undefined, /^r\.json: not valid JSON \(line 1, column 14\)\.$/],
  ['a list that breaks off', text.slice(0, -100), undefined, /^r\.json: not valid JSON \(line 1, column \d+\)\.$/],
  ['a list that does not end', text.slice(0, -1), undefined, /^r\.json: not valid JSON \(line 1, column \d+\)\.$/],
  ['text behind the end', `${text}]`, undefined, /^r\.json: not valid JSON \(line 1, column \d+\)\.$/],
  ['an item that is no JSON', text.replace('"/700"', 'nonsense'), undefined, /^r\.json: not valid JSON \(line 1, column \d+\)\.$/],
  [
    'a definition that is wrong',
    JSON.stringify([...definitions, broken]),
    'too',
    /^r\.json: definition 1001: "scope" and "path" must be strings\.$/,
  ],
  ...(
    [
      [
        'a header that HTTP has no name for',
        { rawHeaders: { 'content type': 'x' } },
        'the response has a header whose name HTTP does not allow',
      ],
      [
        'a header that HTTP cannot send',
        { rawHeaders: { location: 'https://x/€' } },
        'the value of the response header "location" has a character that HTTP does not allow',
      ],
      [
        'one of several such',
        { rawHeaders: ['a', 'b', 'A', 'c\nd'] },
        'the value of the response header "a" has a character that HTTP does not allow',
      ],
      ['a status that is none', { status: '099' }, '"status" must be a number of three digits'],
      ['a status before the answer', { status: 101 }, 'the status 101 is not that of a final response'],
    ] as const
  ).map(([what, wrong, reason]): [string, string, string, RegExp] => [
    what,
    JSON.stringify([...definitions, { ...definition(0), ...wrong }]),
    'too',
    new RegExp(`^r\\.json: definition 1001: ${reason}\\.?$`),
  ]),
  [
    'an answer that nests deeper than can be sent',
    JSON.stringify([definition(0)]).replace('{"é"', `{"x":${'['.repeat(20_000)}${']'.repeat(20_000)},"é"`),
    'too',
    /^r\.json: definition 1: the response nests too deep to be sent\.$/,
  ],
  ['a long list of other things', JSON.stringify(definitions.map((one) => ({ one }))), 'not', /^r\.json: not a recording, /],
  ['a long object', JSON.stringify({ definitions }), 'not', /^r\.json: not a recording, /],
])('%s', (_, content, inFolder, message) => {
  expect(loaded(content)).toMatch(message);
  if (inFolder === 'not') expect(loaded(content, true)).toEqual([]);
  else expect(loaded(content, true)).toMatch(message);
});

test.each([0, 1, many - 1])('a list of definitions with something else after %i of them is a mistake, also in a folder', (count) => {
  const content = JSON.stringify([...definitions.slice(0, count), { other: 'thing' }, ...definitions.slice(count)]);
  for (const inFolder of [false, true])
    expect(loaded(content, inFolder)).toBe(`r.json: definition ${count + 1}: not an object with "scope" and "path".`);
});

test('what does not say when it was recorded, or is not in order, is as late as what stands above it', () => {
  const at = (second: number): object => ({
    ...definition(second),
    recorded: { when: `2026-01-01T00:00:0${second}Z`, contract: 'sha256:0' },
  });
  writeFileSync(join(folder, 'a.json'), JSON.stringify([at(5)]));
  writeFileSync(join(folder, 'b.json'), JSON.stringify([definition(1), at(1), at(3), at(2), definition(2)]));
  expect(loadRecordings([folder]).map(({ time }) => new Date(time).getSeconds())).toEqual([5, NaN, 1, 3, 3, 3]);
});

test('a file that two paths stand for is read once, and one that cannot be read is named', () => {
  writeFileSync(join(folder, 'r.json'), text);
  expect(loadRecordings([folder, join(folder, 'r.json')])).toHaveLength(many);
  symlinkSync(folder, join(folder, 'same'));
  symlinkSync(join(folder, 'r.json'), join(folder, 'same.json'));
  const names = [folder, join(folder, 'same'), join(folder, 'same.json')];
  expect(loadRecordings(names)).toHaveLength(many);
  // One that was found in a folder, and is named besides, is named.
  writeFileSync(join(folder, 'other.json'), '{}');
  expect(() => loadRecordings([folder, join(folder, 'other.json')])).toThrow('other.json: not a recording, ');
  rmSync(join(folder, 'other.json'));
  const missing = join(folder, 'missing.json');
  expect(() => loadRecordings([missing])).toThrow(`${missing}: no such file or folder. Check the path.`);
  mkdirSync(join(folder, 'empty'));
  expect(loadRecordings([join(folder, 'empty')])).toEqual([]);
});
