/** A broken pact as nobody can read it, or readable JSON that is none, by the name of its file. */
export interface HiddenFile {
  readonly file: string;
  readonly content: () => string | Buffer;
  /** What a strict search says of it; absent for what it passes over. */
  readonly told?: string;
}
const pact = '{"consumer":{"name":"c"},"provider":{"name":"p"},"interactions":[]}';

const headers = { 'Content-Type': 'application/json' };
const exchange = {
  request: { method: 'PATCH', url: '/v1.0/deviceManagement/deviceConfigurations/1/assignments/a_b', headers, body: {} },
  response: { status: 200, headers, body: {} },
};

/** A text in UTF-32. */
function utf32(text: string, write: 'writeUInt32LE' | 'writeUInt32BE'): Buffer {
  const bytes = Buffer.alloc(text.length * 4);
  for (let at = 0; at < text.length; at += 1) bytes[write](text.charCodeAt(at), at * 4);
  return bytes;
}

export function hiddenFiles(gzip: (text: string) => Buffer): readonly HiddenFile[] {
  return [
    { file: 'packed.json', content: () => gzip(pact), told: 'it is packed (gzip). Unpack it, and give what it holds.' },
    { file: 'zip.json', content: () => `PK\x03\x04${pact}`, told: 'it is packed (ZIP). Unpack it, and give what it holds.' },
    { file: 'utf-32-little-endian.json', content: () => utf32(`\ufeff${pact}`, 'writeUInt32LE'), told: 'not UTF-8. Save it as UTF-8.' },
    { file: 'utf-32-big-endian.json', content: () => utf32(`\ufeff${pact}`, 'writeUInt32BE'), told: 'not UTF-8. Save it as UTF-8.' },
    { file: 'utf-32-unmarked.json', content: () => utf32(pact, 'writeUInt32LE'), told: 'not valid JSON' },
    { file: 'utf-16-of-another-kind.json', content: () => Buffer.from('\ufeff{"a":1}', 'utf16le'), told: 'not UTF-8. Save it as UTF-8.' },
    { file: 'latin-1.json', content: () => Buffer.from('{"name":"\u00e4"}', 'latin1'), told: 'not UTF-8. Save it as UTF-8.' },
    { file: 'broken.json', content: () => '{"name": "x', told: 'not valid JSON (line 1, column 12).' },
    { file: 'comment-first.json', content: () => `// ours\n${pact}`, told: 'not valid JSON (line 1, column 1).' },
    { file: 'tsconfig.json', content: () => '{\n  // ours\n  "compilerOptions": {}\n}', told: 'not valid JSON (line 2, column 3).' },
    { file: 'nul-first.json', content: () => `\0${pact}`, told: 'not valid JSON (line 1, column 1).' },
    { file: 'bracket-first.json', content: () => `[${pact}`, told: 'not valid JSON' },
    { file: 'broken-line.jsonl', content: () => '{"prompt": "a"}\n{"prompt": "b"\n', told: 'not valid JSON' },
    {
      file: 'behind-padding.json',
      content: () => `{"padding":"${'x'.repeat(140_000)}",${pact.slice(1)}`,
      told: 'its format (pact) shows only behind its beginning. Name the file, with --input pact.',
    },

    {
      file: 'recording-behind-padding.json',
      content: () => `[{"x":"${'x'.repeat(140_000)}"},{"scope":"https://graph.microsoft.com"}]`,
      told: 'its format (nock recording) shows only behind its beginning. Name the file, with --input nock.',
    },
    {
      file: 'exchange-with-a-fault.json',
      content: () => `${JSON.stringify({ ...exchange, response: { ...exchange.response, fault: 'none' } })}\n`,
      told: 'it may hold exchanges (NDJSON), though it has members of another tool. Name the file, with --input ndjson.',
    },
    {
      file: 'exchange-in-a-scenario.jsonl',
      content: () => `{"prompt": "a"}\n${JSON.stringify({ scenarioName: 'x', ...exchange })}\n`,
      told: 'it may hold exchanges (NDJSON), though it has members of another tool. Name the file, with --input ndjson.',
    },

    { file: 'long-text.json', content: () => `{"a":"${'x'.repeat(20_000_000)}"}` },
    { file: 'package.json', content: () => '{"name": "x", "version": "1.0.0"}' },
    { file: 'tsconfig.build.json', content: () => '{"compilerOptions": {}}' },
    { file: 'marked.json', content: () => '\ufeff{"a": 1}' },
    { file: 'list.json', content: () => '[{"name": "x"}]' },
    { file: 'word.json', content: () => '"x"' },
    { file: 'train.jsonl', content: () => '{"prompt": "a"}\n\n{"prompt": "b"}\n' },
    { file: 'cassette.json', content: () => '{"interactions": [{"request": {"uri": "https://api.contoso.example/x"}, "response": {}}]}' },
    { file: 'package-lock.json', content: () => `{"packages": {${'"a": {"version": "1.0.0"},\n'.repeat(800_000)}"b": {}}}` },
  ];
}
