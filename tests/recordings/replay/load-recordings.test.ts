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
    path: `/${String(index)}`,
    status: 200,
    response: { é: 'x'.repeat(200) },
  };
}

/** Long enough to be read in several pieces. */
const many = 1_000;
const definitions = Array.from({ length: many }, (_, index) => definition(index));
const text = JSON.stringify(definitions);

/** What is given of a file before an error, and the error. */
function loaded(content: string, inFolder = false): { paths: string[]; pieces: number; error?: string } {
  const file = join(folder, 'r.json');
  writeFileSync(file, content);
  const paths: string[] = [];
  let pieces = 0;
  try {
    for (const piece of loadRecordings([inFolder ? folder : file])) {
      pieces += 1;
      for (const { path, source } of piece.exchanges) paths.push(`${path} ${String(source.index)}`);
    }
    return { paths, pieces };
  } catch (error) {
    return { paths, pieces, error: (error as Error).message.replace(file, 'r.json') };
  }
}

test('a long recording is given piece by piece, and is the same', () => {
  const { paths, pieces, error } = loaded(text);
  expect(error).toBeUndefined();
  expect(paths).toEqual(definitions.map((_, index) => `/${String(index)} ${String(index)}`));
  expect(pieces).toBeGreaterThan(3);
  expect(loaded(JSON.stringify(definitions, null, 2)).paths).toEqual(paths);
  for (const before of [' '.repeat(200), '\uFEFF']) expect(loaded(`${before}${text}`)).toEqual({ paths, pieces: 1 });
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
    /^r\.json: definition 1001: "scope" and "path" must be strings$/,
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
      ['a status before the answer', { status: 101 }, 'the status 101 is none of an answer'],
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
  ['a long list of other things', JSON.stringify(definitions.map((one) => ({ one }))), 'not', /^r\.json: no recording: /],
  ['a long object', JSON.stringify({ definitions }), 'not', /^r\.json: no recording: /],
])('%s', (_, content, inFolder, message) => {
  expect(loaded(content).error).toMatch(message);
  if (inFolder === 'not') expect(loaded(content, true)).toEqual({ paths: [], pieces: 1 });
  else expect(loaded(content, true).error).toMatch(message);
});

test('a list that ends in other things than it began with is a mistake, also in a folder', () => {
  const content = JSON.stringify([...definitions, { other: 'thing' }]);
  expect(loaded(content).error).toMatch(/^r\.json: definition 1001: not an object with "scope" and "path"\.$/);
  expect(loaded(content, true).error).toMatch(/^r\.json: definition \d+: not an object with "scope" and "path"\.$/);
});

test('a list too long to be searched for a place breaks off behind a definition', () => {
  const long = JSON.stringify(Array.from({ length: 200 }, (_, index) => ({ ...definition(index), response: 'x'.repeat(100_000) })));
  expect(loaded(long.slice(0, -50_000)).error).toBe('r.json: not valid JSON (behind definition 199).');
});

test('what is still to come was not recorded before what the last file has shown', () => {
  const at = (second: number): object => ({
    ...definition(second),
    recorded: { when: `2026-01-01T00:00:0${String(second)}Z`, contract: 'sha256:0' },
  });
  const long = Array.from({ length: 300 }, () => at(3));
  writeFileSync(join(folder, 'a.json'), JSON.stringify([at(5)]));
  writeFileSync(join(folder, 'b.json'), JSON.stringify([definition(1), at(1), ...long, at(2), definition(2)]));
  const pieces = [...loadRecordings([folder])];
  expect(pieces.length).toBeGreaterThan(3);
  const [five, ...others] = pieces.flatMap(({ exchanges }) => exchanges).map(({ moment }) => new Date(moment).getSeconds());
  // What is not said, or not in order, is as late as what stands above it.
  expect({ five, others }).toEqual({ five: 5, others: [NaN, 1, ...long.map(() => 3), 3, 3] });
  const [, , third = -Infinity] = pieces.map(({ earliestToCome }) => earliestToCome);
  expect(pieces.map(({ earliestToCome }) => earliestToCome)).toEqual([-Infinity, ...pieces.slice(1).map(() => third)]);
  expect(new Date(third).getSeconds()).toBe(3);
});

test('a file that two paths stand for is read once, and one that cannot be read is named', () => {
  writeFileSync(join(folder, 'r.json'), text);
  expect([...loadRecordings([folder, join(folder, 'r.json')])].flatMap(({ exchanges }) => exchanges)).toHaveLength(many);
  symlinkSync(folder, join(folder, 'same'));
  symlinkSync(join(folder, 'r.json'), join(folder, 'same.json'));
  const names = [folder, join(folder, 'same'), join(folder, 'same.json')];
  expect([...loadRecordings(names)].flatMap(({ exchanges }) => exchanges)).toHaveLength(many);
  // One that was found in a folder, and is named besides, is named.
  writeFileSync(join(folder, 'other.json'), '{}');
  expect(() => [...loadRecordings([folder, join(folder, 'other.json')])]).toThrow('other.json: no recording: ');
  rmSync(join(folder, 'other.json'));
  const missing = join(folder, 'missing.json');
  expect(() => [...loadRecordings([missing])]).toThrow(`${missing}: no such file or folder. Check the path.`);
  mkdirSync(join(folder, 'empty'));
  expect([...loadRecordings([join(folder, 'empty')])]).toEqual([]);
});
