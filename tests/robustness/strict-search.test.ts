/** A file that cannot be decoded could hide a broken pact: `--strict` fails the run. Readable JSON of another kind does not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packageRoot } from '../../contracts/folders.js';
import type { Report } from '../../scripts/verdict/report.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { runCli } from '../run-cli.js';

const pact = '{"consumer":{"name":"c"},"provider":{"name":"p"},"interactions":[]}';

/** A text in UTF-32. */
function utf32(text: string, write: 'writeUInt32LE' | 'writeUInt32BE'): Buffer {
  const bytes = Buffer.alloc(text.length * 4);
  for (let at = 0; at < text.length; at += 1) bytes[write](text.charCodeAt(at), at * 4);
  return bytes;
}

const headers = { 'Content-Type': 'application/json' };
const exchange = {
  request: { method: 'PATCH', url: '/v1.0/deviceManagement/deviceConfigurations/1/assignments/a_b', headers, body: {} },
  response: { status: 200, headers, body: {} },
};

/** Files that could hide a broken pact, and their problems in a strict search. */
const undecodable: Readonly<Record<string, readonly [content: string | Buffer, problem: string]>> = {
  'packed.json': [gzipSync(pact), 'it is compressed (gzip). Decompress it first.'],
  'zip.json': [`PK\x03\x04${pact}`, 'it is compressed (ZIP). Decompress it first.'],
  'utf-32-little-endian.json': [utf32(`\ufeff${pact}`, 'writeUInt32LE'), 'not UTF-8. Save it as UTF-8.'],
  'utf-32-big-endian.json': [utf32(`\ufeff${pact}`, 'writeUInt32BE'), 'not UTF-8. Save it as UTF-8.'],
  'utf-32-unmarked.json': [utf32(pact, 'writeUInt32LE'), 'not valid JSON'],
  'utf-16-of-another-kind.json': [Buffer.from('\ufeff{"a":1}', 'utf16le'), 'not UTF-8. Save it as UTF-8.'],
  'latin-1.json': [Buffer.from('{"name":"\u00e4"}', 'latin1'), 'not UTF-8. Save it as UTF-8.'],
  'broken.json': ['{"name": "x', 'not valid JSON (line 1, column 12).'],
  'comment-first.json': [`// ours\n${pact}`, 'not valid JSON (line 1, column 1).'],
  'tsconfig.json': ['{\n  // ours\n  "compilerOptions": {}\n}', 'not valid JSON (line 2, column 3).'],
  'nul-first.json': [`\0${pact}`, 'not valid JSON (line 1, column 1).'],
  'bracket-first.json': [`[${pact}`, 'not valid JSON'],
  'broken-line.jsonl': ['{"prompt": "a"}\n{"prompt": "b"\n', 'not valid JSON'],
  'behind-padding.json': [
    `{"padding":"${'x'.repeat(140_000)}",${pact.slice(1)}`,
    'its format (pact) cannot be detected from its beginning. Name the file, with --input pact.',
  ],
  'recording-behind-padding.json': [
    `[{"x":"${'x'.repeat(140_000)}"},{"scope":"https://graph.microsoft.com"}]`,
    'its format (nock recording) cannot be detected from its beginning. Name the file, with --input nock.',
  ],
  'exchange-with-a-fault.json': [
    `${JSON.stringify({ ...exchange, response: { ...exchange.response, fault: 'none' } })}\n`,
    'it may hold exchanges (NDJSON), though it also holds something else. Name the file, with --input ndjson.',
  ],
  'exchange-in-a-scenario.jsonl': [
    `{"prompt": "a"}\n${JSON.stringify({ scenarioName: 'x', ...exchange })}\n`,
    'it may hold exchanges (NDJSON), though it also holds something else. Name the file, with --input ndjson.',
  ],
  'update-behind-a-log.ndjson': [
    `${'{"level":"info"}\n'.repeat(10_000)}{"request":{"method":"PATCH","url":"/v1.0/deviceManagement/deviceConfigurations/p/assignments/a"}}\n`,
    'it may hold exchanges (NDJSON), though it also holds something else. Name the file, with --input ndjson.',
  ],
  'batch-behind-a-log.ndjson': [
    `${'{"level":"info"}\n'.repeat(10_000)}{"request":{"method":"PATCH","url":"/v1.0/$batch"}}\n`,
    'it may hold exchanges (NDJSON), though it also holds something else. Name the file, with --input ndjson.',
  ],
};

const readable: Readonly<Record<string, string>> = {
  'long-text.json': `{"a":"${'x'.repeat(20_000_000)}"}`,
  'package.json': '{"name": "x", "version": "1.0.0"}',
  'tsconfig.build.json': '{"compilerOptions": {}}',
  'marked.json': '\ufeff{"a": 1}',
  'list.json': '[{"name": "x"}]',
  'word.json': '"x"',
  'train.jsonl': '{"prompt": "a"}\n\n{"prompt": "b"}\n',
  'cassette.json': '{"interactions": [{"request": {"uri": "https://api.contoso.example/x"}, "response": {}}]}',
  'package-lock.json': `{"packages": {${'"a": {"version": "1.0.0"},\n'.repeat(800_000)}"b": {}}}`,
};

const folder = useTemporaryFolder();
beforeEach(() => {
  folder.write('pact.json', readFileSync(join(packageRoot, 'contracts/pacts/graph-assignment-client-microsoft-graph.json')));
  for (const [file, content] of Object.entries(readable)) folder.write(`sub/${file}`, content);
});

async function search(...options: readonly string[]): Promise<{ code: number | null; problems: readonly string[]; judged: number }> {
  const { code, stdout } = await runCli(['check', '.', '--format', 'json', ...options], { cwd: folder.path });
  const { problems = [], summary } = JSON.parse(stdout) as Report;
  return { code, problems, judged: summary.judged };
}

function writeUndecodable(): void {
  for (const [file, [content]] of Object.entries(undecodable)) folder.write(`sub/${file}`, content);
}

test('a strict search names each file that it cannot decode, and judges the others', async () => {
  writeUndecodable();
  const { code, problems, judged } = await search('--strict');
  expect([code, judged]).toEqual([2, 14]);
  const expected = Object.entries(undecodable).map(([file, [, problem]]) => expect.stringContaining(`sub/${file}: ${problem}`) as string);
  expect(problems).toHaveLength(expected.length);
  expect(problems).toEqual(expect.arrayContaining(expected));
});

test('readable JSON of another kind passes a strict search', async () => {
  expect(await search('--strict')).toEqual({ code: 0, problems: [], judged: 14 });
});

test('a search that is not strict passes all of them over', async () => {
  writeUndecodable();
  expect(await search()).toEqual({ code: 0, problems: [], judged: 14 });
});
