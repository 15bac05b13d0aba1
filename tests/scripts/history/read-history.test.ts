import { fork } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { array, assert, integer, json, jsonValue, nat, oneof, property, string, uint8Array } from '../../equipment/fast-check.js';
import { packageRoot } from '../../../contracts/folders.js';
import { appendHistory } from '../../../scripts/history/append-history.js';
import { parseHistoryLine, readHistory } from '../../../scripts/history/read-history.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { compliance, lineOf, linesOf, textOf } from './history-lines.js';

const folder = useTemporaryFolder();
let file: string;
beforeEach(() => {
  file = join(folder.path, 'runs.ndjson');
});

test('runs are appended, and read in the order of their time', () => {
  const [first, second] = [lineOf({ day: 2 }), lineOf({ day: 1 })];
  appendHistory(file, [first]);
  appendHistory(file, []);
  appendHistory(file, [second, { ...second, operation: compliance }]);
  expect(readHistory([file])).toEqual({ lines: [second, { ...second, operation: compliance }, first], damaged: [] });
});

test('after half a line, the next run begins a new one, and the half is reported with its number', () => {
  const lines = linesOf('aad');
  appendHistory(file, lines.slice(0, 1));
  appendFileSync(file, textOf(lines.slice(1, 2)).slice(0, 40));
  appendHistory(file, lines.slice(2));
  expect(readHistory([file])).toEqual({ lines: [lines[0], lines[2]], damaged: [{ file, line: 2 }] });
});

test('a file cut off at any byte loses only the last run, and takes the next one', () => {
  const [first, second, third] = linesOf('aid');
  if (first === undefined || second === undefined || third === undefined) throw new Error('There are three runs.');
  const whole = Buffer.from(textOf([first, second]));
  const start = Buffer.byteLength(textOf([first]));
  assert(
    property(integer({ min: start, max: whole.length }), (end) => {
      writeFileSync(file, whole.subarray(0, end));
      appendHistory(file, [third]);
      const { lines, damaged } = readHistory([file]);
      // Without its line feed alone, the line is whole.
      const survived = end >= whole.length - 1;
      expect(lines).toEqual(survived ? [first, second, third] : [first, third]);
      expect(damaged.map(({ line }) => line)).toEqual(survived || end === start ? [] : [2]);
    }),
  );
});

test('processes that append at the same time do not mix their runs', async () => {
  const program = `
    const { appendHistory } = require(${JSON.stringify(join(packageRoot, 'dist/scripts/history/append-history.js'))});
    const [file, name, line] = process.argv.slice(1);
    for (let index = 0; index < 50; index += 1) {
      const own = { ...JSON.parse(line), run: name + index, reasons: [name.repeat(2000)] };
      appendHistory(file, [own, { ...own, version: 'beta' }, { ...own, version: 'other' }]);
    }`;
  const writer = folder.write('writer.js', program.replace('process.argv.slice(1)', 'process.argv.slice(2)'));
  const names = ['a', 'b', 'c', 'd'];
  const codes = await Promise.all(
    names.map((name) => new Promise((resolve) => fork(writer, [file, name, JSON.stringify(lineOf())]).on('close', resolve))),
  );
  expect(codes).toEqual([0, 0, 0, 0]);
  const { lines, damaged } = readHistory([file]);
  expect(damaged).toEqual([]);
  expect(lines).toHaveLength(names.length * 50 * 3);
  // The lines of a run stand together, in their order.
  const versions = readFileSync(file, 'utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => parseHistoryLine(text)?.version);
  expect(versions.join(' ')).toBe(Array.from({ length: names.length * 50 }, () => 'v1.0 beta other').join(' '));
});

test('a run in two files counts once', () => {
  const lines = linesOf('aad');
  const other = folder.write('other.ndjson', textOf(lines.slice(1)));
  appendHistory(file, lines);
  expect(readHistory([file, other, file]).lines).toEqual(lines);
});

test('members that a later version adds are passed over; a line of another form is damaged', () => {
  const line = lineOf();
  writeFileSync(file, `${JSON.stringify({ ...line, region: 'x' })}\r\n${JSON.stringify({ ...line, v: 2 })}\n\n \n`);
  expect(readHistory([file])).toEqual({ lines: [line], damaged: [{ file, line: 2 }] });
});

test('each line that is not blank is read or reported as damaged', () => {
  const line = Buffer.from(JSON.stringify(lineOf()));
  const piece = oneof(
    uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
    json().map((text) => Buffer.from(text)),
    nat(line.length).map((end) => line.subarray(0, end)),
    nat(line.length - 1).map((at) => Buffer.concat([line.subarray(0, at), Buffer.from([0xff]), line.subarray(at + 1)])),
    integer({ min: 0, max: 0 }).map(() => Buffer.from('\n')),
  );
  assert(
    property(array(piece), (pieces) => {
      const bytes = Buffer.concat(pieces);
      writeFileSync(file, bytes);
      const { lines, damaged } = readHistory([file]);
      const there = bytes
        .toString('latin1')
        .split('\n')
        .filter((text) => /[^\0-\x20]/.test(text));
      const whole = there.filter((text) => text.trim() === line.toString('latin1')).length;
      // The same run twice counts once.
      expect(lines).toEqual(whole > 0 ? [lineOf()] : []);
      expect(damaged).toHaveLength(there.length - whole);
    }),
    { examples: [[[line]], [[line, Buffer.from('\n'), line]], [[line, line]]] },
  );
});

test('a line with any value in a member is read or damaged', () => {
  expect(parseHistoryLine(JSON.stringify(lineOf()))).toEqual(lineOf());
  const names = Object.keys(lineOf());
  assert(
    property(nat(names.length - 1), oneof(jsonValue(), string()), (at, value) => {
      const name = names[at] ?? '';
      const line = { ...lineOf(), [name]: value };
      expect([line, undefined]).toContainEqual(parseHistoryLine(JSON.stringify(line)));
    }),
  );
});

test.each([
  ['time', 'yesterday'],
  ['time', '1999-12-31T00:00:00Z'],
  ['time', '+012026-11-21T00:00:00Z'],
  ['verdict', 'constructor'],
  ['verdict', 'fine'],
  ['milliseconds', -1],
  ['milliseconds', '100'],
  ['status', 'x'],
  ['attempts', null],
  ['emulator', 'no'],
  ['findings', {}],
  ['findings', [{ fingerprint: 'a', code: 'b', message: 'c', severity: 'worst' }]],
  ['findings', [null]],
  ['requestIds', [1]],
  ['v', 2],
  ['contract', undefined],
])('%s: %j makes a line damaged', (name, value) => {
  expect(parseHistoryLine(JSON.stringify({ ...lineOf(), [name]: value }))).toBeUndefined();
});
