import { mkdirSync, readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from '../../../equipment/fast-check.js';
import { testWith } from '../../../equipment/needs-tool.js';
import { firstPart } from '../../../../recordings/traffic/input/chunks.js';
import { ListSplitter } from '../../../../recordings/traffic/input/list-splitter.js';
import { ReadError } from '../../../../recordings/traffic/read-error.js';
import { readInput, type Observation } from '../../../../recordings/traffic/input/read-input.js';
import { readAll, errorOfReading } from './read-all.js';
import { useTemporaryFolder } from '../../temporary-folder.js';

const folder = useTemporaryFolder();

const update = '/v1.0/deviceManagement/deviceConfigurations/1/assignments/2';
const definition = { scope: 'https://graph.microsoft.com:443', method: 'GET', path: '/v1.0/me', status: 200, response: '' };
const pact = {
  consumer: { name: 'c' },
  provider: { name: 'p' },
  interactions: [{ request: { method: 'GET', path: '/v1.0/me' }, response: {} }],
};

const exchange = {
  request: { method: 'GET', url: '/v1.0/me', headers: { accept: 'a' } },
  response: { status: 200, headers: {}, body: '{}' },
};
const entry = {
  startedDateTime: '2026-01-01T00:00:00Z',
  request: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/me', headers: [{ name: 'Accept', value: 'a' }] },
  response: { status: 200, headers: [], content: { text: '{}', mimeType: 'application/json' } },
};
const har = { log: { version: '1.2', creator: { name: 'c', entries: [1, 2] }, pages: [{ entries: [{}] }], entries: [entry, entry] } };

test.each([
  ['a recording', 'pact.json', JSON.stringify([definition]), 'observed', 1],
  ['a pact', 'recording.json', JSON.stringify(pact), 'expected', 1],
  ['a HAR', 'a.json', JSON.stringify(har), 'observed', 2],
  ['a HAR over many lines', 'a.har', JSON.stringify(har, null, 2), 'observed', 2],
  ['an empty HAR', 'a.har', '{"log":{"version":"1.2","entries":[]}}', 'observed', 0],
  ['one exchange', 'a.json', JSON.stringify(exchange), 'observed', 1],
  ['NDJSON', 'a.txt', `${JSON.stringify(exchange)}\n\n${JSON.stringify(exchange)}\n`, 'observed', 2],
  [
    'NDJSON with spaces before and after each exchange',
    'a.ndjson',
    ` ${JSON.stringify(exchange)} \n\t${JSON.stringify(exchange)}\n`,
    'observed',
    2,
  ],
  ['NDJSON with entries of a HAR', 'a.ndjson', `${JSON.stringify(entry)}\r\n${JSON.stringify(exchange)}`, 'observed', 2],
] as const)('what a file is, its content tells: %s', async (_, name, text, kind, count) => {
  const file = folder.write(name, text);
  const observations = await readAll(file);
  expect(observations).toHaveLength(count);
  for (const [index, observation] of observations.entries()) {
    expect(observation).toMatchObject({ kind, exchange: { request: { method: 'GET' }, source: { file, index } } });
  }
});

test('a byte order mark, blanks and other line ends do no harm', async () => {
  const file = folder.write('a.json', `\uFEFF \r\n${JSON.stringify([definition], null, 2).replaceAll('\n', '\r\n')}\r\n`);
  expect(await readAll(file)).toHaveLength(1);
});

test('the beginning of a text is the same, whatever the parts in which a pipe gives it', async () => {
  const text = Buffer.from(`\uFEFF \n${JSON.stringify(har)}`);
  const bytes = (function* () {
    for (let at = 0; at < text.length; at += 1) yield Promise.resolve({ done: false as const, value: text.subarray(at, at + 1) });
  })();
  const chunks = { next: (): Promise<IteratorResult<Buffer>> => bytes.next().value ?? Promise.resolve({ done: true, value: undefined }) };
  expect((await firstPart(chunks))?.toString('utf8')).toBe(` \n${JSON.stringify(har)}`);
});

test('an item knows the line on which it begins', async () => {
  const file = folder.write(
    'a.har',
    `{\n"log": {\n"entries": [\n\n${JSON.stringify(entry)},\n${JSON.stringify(entry, null, 1)},${JSON.stringify(entry)}]}}`,
  );
  const lines = JSON.stringify(entry, null, 1).split('\n').length;
  expect((await readAll(file)).map(({ exchange: { source } }) => source?.line)).toEqual([5, 6, 6 + lines - 1]);
});

test('items are found wherever the parts of a long file end', async () => {
  // Quotes, escapes and brackets in strings, and letters of several bytes, at every place of a part.
  const nasty = { ...entry, comment: `"]},{[\\"\u00e9\ud83d\ude00\\\\` };
  const padding = Array.from({ length: 700 }, (_, index) => ({ ...nasty, padding: 'x'.repeat(997 + (index % 7)) }));
  const file = folder.write('long.har', JSON.stringify({ log: { comment: '"entries":[', entries: padding } }));
  const observations = await readAll(file);
  expect(observations).toHaveLength(padding.length);
  expect(observations.at(-1)).toMatchObject({ exchange: { request: { method: 'GET' }, source: { index: padding.length - 1 } } });
});

const none = 'none of the formats that can be judged: a pact, a HAR, a nock recording, NDJSON of exchanges.';

test.each<readonly [string, string | Uint8Array, string]>([
  ['empty', '', 'the file is empty.'],
  ['blank', ' \n\t\n', 'the file is empty.'],
  ['a byte order mark only', '\uFEFF', 'the file is empty.'],
  ['UTF-16', Buffer.from(`\uFEFF${JSON.stringify([definition])}`, 'utf16le'), 'not UTF-8. Save it as UTF-8.'],
  ['UTF-16, big-endian', Buffer.from(`\uFEFF${JSON.stringify([definition])}`, 'utf16le').swap16(), 'not UTF-8. Save it as UTF-8.'],
  ['UTF-16, big-endian, unmarked', Buffer.from(JSON.stringify([definition]), 'utf16le').swap16(), 'not UTF-8. Save it as UTF-8.'],
  ['UTF-16 of what is hardly ours', Buffer.from('{"request":1}', 'utf16le').swap16(), 'not UTF-8. Save it as UTF-8.'],
  ['Latin-1', Buffer.from('["é"]', 'latin1'), 'not UTF-8. Save it as UTF-8.'],
  ['Latin-1 in an item', Buffer.from('[{"scope":"é"}]', 'latin1'), 'definition 1 (line 1): not UTF-8. Save it as UTF-8.'],
  ['an executable', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x02, 0xff]), 'not UTF-8. Save it as UTF-8.'],
  ['gzip', gzipSync('{}'), 'it is compressed (gzip). Decompress it first.'],
  ['a ZIP', Buffer.from('PK\x03\x04\x14\x00'), 'it is compressed (ZIP). Decompress it first.'],
  ['another word', '[\n  s3cret\n]', 'not valid JSON (line 2, column 3).'],
  ['a comma too many', '{\n  "s3cret": 1,\n}', 'not valid JSON (line 3, column 1).'],
  ['text after the end', '{}\ns3cret', 'not valid JSON (line 2, column 1).'],
  ['lines of another kind', '{"a":1}\n{"a":2}\n', none],
  ['an empty list', '[]', none],
  ['an empty object', '{}', none],
  ['null', 'null', none],
  ['a text', '"s3cret"', none],
  ['a pact without a provider', '{"consumer":{},"interactions":[]}', 'not a pact: it lacks a provider.'],
  [
    'a cassette of VCR.py',
    '{"version":1,"interactions":[{"request":{"method":"GET","uri":"/"},"response":{"status":{"code":200}}}]}',
    'none of the formats that can be judged: a pact, a HAR, a nock recording, NDJSON of exchanges.',
  ],
  ['a pact of one interaction', '{"consumer":{},"provider":{},"interactions":{}}', 'not a pact: it lacks a list of interactions.'],
  ['a list with a stranger', '[{"scope":"s","path":"p","method":"GET"},\n"s3cret"]', 'definition 2 (line 2): not an object.'],
  ['a HAR without entries', '{"log":{"version":"1.2"}}', 'not a valid HAR: the file has no list log.entries.'],
  ['a HAR with a stranger', '{"log":{"entries":[\n"s3cret"]}}', 'entry 1 (line 2): it has no request.'],
  ['a HAR with a broken entry', '{"log":{"entries":[\n{"request":s3cret}]}}', 'entry 1 (line 2): not valid JSON.'],
  [
    'a HAR with a comma too many',
    `{"log":{"entries":[\n{"request":{"method":"PATCH","url":"${update}"}},\n]}}`,
    'entry 2 (line 3): an item is missing between two commas.',
  ],
  ['a HAR with text after its end', '{"log":{"entries":[]}}\n\ns3cret', 'entry 1 (line 3): text follows the end.'],
  ['a HAR that closes twice', '{"log":{"entries":[]}}}', 'entry 1 (line 1): a bracket closes that was never opened.'],
  [
    'a definition with a missing bracket, which holds the next one',
    `[{"scope":"https://graph.microsoft.com","method":"GET","path":"/v1.0/me","response":{},\n${JSON.stringify({ scope: 's', method: 'PATCH', path: update })}}]`,
    'definition 1 (line 1): not valid JSON.',
  ],
  ['a line that is no JSON', `{"request":{"method":"PATCH","url":"${update}"}}\n{"request":s3cret}`, 'line 2: not valid JSON.'],
  ['a line without a url', '{"request":{"method":"GET"}}', 'line 1: its request has no method or no url.'],
  [
    'a line with a response without a status',
    `{"request":{"method":"PATCH","url":"${update}"},"response":{}}`,
    'line 1: its response has no status.',
  ],
  [
    'a line with a response in words',
    `{"request":{"method":"PATCH","url":"${update}"},"response":"s3cret"}`,
    'line 1: its response is not an object.',
  ],
])('a file that cannot be read says why, and where, and quotes nothing: %s', async (_, content, reason) => {
  const file = folder.write('broken.json', content);
  expect(await errorOfReading(file)).toBe(`${file}: ${reason}`);
});

test.each([
  ['a recording', JSON.stringify([{ ...definition, response: { s3cret: 's3cret' } }], null, 2)],
  ['a HAR', JSON.stringify(har, null, 2)],
  ['a pact', JSON.stringify(pact)],
])('a file that is cut off, wherever, says so: %s', async (_, text) => {
  for (let length = 1; length < text.length; length += 13) {
    const message = await errorOfReading(folder.write('cut.json', text.slice(0, length)));
    expect(message).toMatch(/cut\.json: .*(?:not valid JSON|ends in the middle of it|ends too early|has no list|none of the formats)/);
    expect(message).not.toContain('s3cret');
  }
});

test('what stands before the broken place is read', async () => {
  const file = folder.write('cut.har', JSON.stringify(har).slice(0, -30));
  const before: Observation[] = [];
  await expect(readAll(file, undefined, before)).rejects.toThrow('entry 2 (line 1): the file ends in the middle of it.');
  expect(before).toHaveLength(1);
});

test.each<readonly [string, string, readonly unknown[], string, readonly string[]]>([
  [
    'a HAR',
    `{"log":{"version":"1.2","entries":[\n{"request":s3cret},\nITEM,\n{"request":{"method":"PATCH","url":"${update}"},"response":{}},\nITEM]}}`,
    [1, 3],
    JSON.stringify(entry),
    ['entry 1 (line 2): not valid JSON.', 'entry 3 (line 4): its response has no status.'],
  ],
  [
    'NDJSON',
    'ITEM\n{"request":s3cret}\n{"request":{"method":"GET"}}\nITEM\n{"request":{"me',
    [0, 3],
    JSON.stringify(exchange),
    ['line 2: not valid JSON.', 'line 3: its request has no method or no url.', 'line 5: not valid JSON.'],
  ],
  [
    'nock',
    '[{"scope":"s3cret","method":"GET"},ITEM,7,ITEM,]',
    [1, 3],
    JSON.stringify(definition),
    [
      'definition 1 (line 1): "scope" and "path" must be strings.',
      'definition 3 (line 1): not an object.',
      'definition 5 (line 1): an item is missing between two commas.',
    ],
  ],
])('bad items are named, and the others are read: %s', async (_, text, indexes, item, reasons) => {
  const file = folder.write('a.json', text.replaceAll('ITEM', item));
  const read: Observation[] = [];
  const message = reasons.map((reason) => `${file}: ${reason}`).join('\n');
  await expect(readAll(file, undefined, read)).rejects.toMatchObject({ message });
  expect(read.map(({ exchange: { source } }) => source?.index)).toEqual(indexes);
});

test('of very many bad items the first are named, and the others counted', async () => {
  const file = folder.write('a.ndjson', `${JSON.stringify(exchange)}\n${'{}\n'.repeat(70)}`);
  const lines = (await errorOfReading(file)).split('\n');
  expect([lines.length, lines[19], lines[20]]).toEqual([21, `${file}: line 21: it has no request.`, `${file}: 50 more cannot be read.`]);
});

test('a place that the text itself names is not taken for the place of the mistake', async () => {
  const file = folder.write('sly.json', '{"a": "at position 99999", b}');
  expect(await errorOfReading(file)).toContain('(line 1, column 28)');
});

test('the format can be told', async () => {
  const file = folder.write('a.json', JSON.stringify(exchange));
  expect(await errorOfReading(file, 'har')).toBe(`${file}: not a valid HAR: the file has no list log.entries.`);
  expect(await errorOfReading(file, 'nock')).toBe(`${file}: not a valid nock recording: the file has no list.`);
  expect(await errorOfReading(file, 'pact')).toContain('not a');
  expect(await readAll(file, 'ndjson')).toHaveLength(1);
});

test('deep nesting does no harm', async () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  expect(await errorOfReading(folder.write('deep.json', deep))).toContain('none of the formats');
  const inside = JSON.stringify([{ ...definition, response: 'DEEP' }]).replace('"DEEP"', deep);
  expect(await readAll(folder.write('deeper.json', inside))).toHaveLength(1);
  expect(await errorOfReading(folder.write('broken.json', '['.repeat(200_000)))).toContain('not valid JSON');
});

test('a file of no known format that is too large to be read whole is not read', async () => {
  const file = folder.write('huge.json', '{"a":');
  // Sparse: it takes no room.
  truncateSync(file, 16 * 1024 * 1024 + 1);
  expect(await errorOfReading(file)).toBe(`${file}: larger than 16 MiB. Split it.`);
});

test('a pact may be longer than a part, wherever the parts end', async () => {
  const interaction = { description: '"]},{[\\"\u00e9', request: { method: 'GET', path: '/v1.0/me' }, response: {} };
  const interactions = Array.from({ length: 3_000 }, (_, index) => ({ ...interaction, padding: 'x'.repeat(297 + (index % 7)) }));
  const file = folder.write('long.json', JSON.stringify({ ...pact, interactions }));
  const observations = await readAll(file);
  expect(observations).toHaveLength(interactions.length);
  expect(observations.at(-1)).toMatchObject({
    exchange: { source: { index: interactions.length - 1, description: interaction.description } },
  });
});

test('what is no file says so', async () => {
  const file = folder.write('a.json', '[]');
  const inner = join(folder.path, 'folder');
  mkdirSync(inner);
  const nowhere = join(folder.path, 'nowhere.json');
  expect(await errorOfReading(nowhere)).toBe(`${nowhere}: no such file. Check the path.`);
  expect(await errorOfReading(inner)).toBe(`${inner}: cannot be read (EISDIR).`);
  expect(await errorOfReading(join(file, 'b.json'))).toContain('cannot be read (ENOTDIR).');
  expect(await errorOfReading('a\0b')).toContain('cannot be read (ERR_INVALID_ARG_VALUE).');
});

test('a list is cut at the same places, whatever the parts in which it arrives', () => {
  fc.assert(
    fc.property(fc.array(fc.json(), { maxLength: 5 }), fc.array(fc.nat({ max: 40 }), { maxLength: 8 }), (items, sizes) => {
      const text = Buffer.from(`{"a":[0,"entries"],"log" : {"x":{"entries":[1]},"entries":[${items.join(' ,\n')}],"y":[2]}}`);
      const splitter = new ListSplitter(['log', 'entries']);
      const ends = sizes.map((_, index) => sizes.slice(0, index + 1).reduce((sum, size) => sum + size, 0));
      const chunks = [...ends, text.length].map((end, index) => text.subarray(ends[index - 1] ?? 0, end));
      const cut = [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
      expect(cut.map(({ bytes }) => bytes.toString('utf8').trim())).toEqual(items.map((item) => item.trim()));
      expect(splitter.broken).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

const openFiles = '/proc/self/fd';
// Only Linux tells which files a process has open.
testWith(openFiles)('a file of which the beginning says enough does not stay open', async () => {
  const long = JSON.stringify({ nothing: 'of ours', text: 'x'.repeat(100_000) });
  const file = folder.write('other.json', long);
  const before = readdirSync(openFiles).length;
  for (let round = 0; round < 5; round += 1) await expect(readInput(file, { wasFound: true }).next()).rejects.toThrow(ReadError);
  expect(readdirSync(openFiles)).toHaveLength(before);
});

test('the format is told from the beginning of a text, and the rest is not read for it', async () => {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const chunks = (async function* () {
    await Promise.resolve();
    for (let count = 0; count < 3; count += 1) yield chunk;
  })();
  expect(await firstPart(chunks)).toHaveLength(chunk.length);
});

test('whatever bytes a file holds, it is read, or ends in a ReadError that does not quote it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const file = folder.write('random.json', bytes);
      expect((await errorOfReading(file)).slice(file.length)).toMatch(/^: [\w ,.():-]+$/);
    }),
    { numRuns: 500 },
  );
});
