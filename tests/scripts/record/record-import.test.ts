import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCli } from '../../run-cli.js';
import { stayed, useRecordedFolder } from './recorded-folder.js';

const into = useRecordedFolder();
const { record } = into;

const url = 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/abcdabcd-1234-4321-abcd-1234abcd4321/assignments/one';
const request = {
  method: 'PATCH',
  url,
  headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
  body: '{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}',
};
const response = { status: 204, headers: { 'request-id': 'x' } };
const exchange = { request, response };
const other = { request: { method: 'GET', url: 'https://contoso.example/' }, response: { status: 200 } };
const made = '2001-02-03T04:05:06.000Z';

/** Writes a capture, an exchange a line. */
const captured = (...lines: readonly object[]): string => into.write('made.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'));

const timesIn = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => (JSON.parse(text) as { recorded: { when: string } }[]).map(({ recorded: { when } }) => when));

test('nothing of the two operations cannot pass, except with --allow-empty', async () => {
  const file = captured(other);
  const { code, stdout, stderr } = await record('--from', file, '--format', 'json');
  expect([code, into.files()]).toEqual([2, []]);
  const problem = `Nothing of the two operations in ${file}, so nothing was recorded. Give traffic that uses them, or --allow-empty. The two`;
  expect(stderr).toContain(`graph-contracts: ${problem}`);
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'cannot-run', exitCode: 2, summary: { outside: 1 } });
  const allowed = await record('--from', file, '--allow-empty');
  expect([allowed.code, allowed.stderr]).toEqual([0, 'There was no exchange of the two operations, so nothing was recorded.\n']);
});

test.each<[string, object, string]>([
  ['of Graph', exchange, 'live'],
  ['without the marks of Graph', { ...exchange, response: { status: 204 } }, 'emulator'],
])('a capture %s becomes a recording, and is judged', async (_what, one, origin) => {
  const { code, stdout } = await record('--from', captured(one, other));
  expect(code).toBe(1);
  expect(stdout).toContain('Graph answers 204; the page says 200.');
  expect(into.files()).toEqual(['update-device-configuration-assignment/204-no-content.json']);
  const [text = ''] = into.texts();
  expect(JSON.parse(text)).toMatchObject([{ status: 204, recorded: { origin, scenario: 'imported from a capture' } }]);
  expect(text).not.toMatch(/abcdabcd/);
});

test('an answer without its body is judged but not recorded: no recording may claim that there was none', async () => {
  const headers = [{ name: 'Content-Type', value: 'application/json' }];
  const entry = (content: object): object => ({
    request: { method: 'PATCH', url, headers, postData: { text: request.body } },
    response: { status: 200, headers, content },
  });
  const notKept = entry({ size: 218, mimeType: 'application/json' });
  const empty = entry({ size: 0, mimeType: 'application/json' });
  const har = (...entries: readonly object[]): string => into.write('a.har', JSON.stringify({ log: { entries } }));

  const alone = await record('--from', har(notKept));
  expect([alone.code, into.files()]).toEqual([0, []]);
  expect(alone.stdout).toContain('response.not-checked');
  expect(alone.stderr).toBe(
    '1 exchange was judged but not recorded: the response body is missing, over 4 MiB, or of an unknown encoding.\n',
  );

  const beside = await record('--from', har(notKept, empty, notKept));
  expect([beside.code, into.files()]).toEqual([1, ['update-device-configuration-assignment/200-empty.json']]);
  expect(beside.stderr).toContain('2 exchanges were judged but not recorded: their response bodies are missing, ');
});

const listed = (headers: object): object[] => Object.entries(headers).map(([name, value]) => ({ name, value: String(value) }));
const entry = {
  request: { ...request, headers: listed(request.headers), postData: { text: request.body } },
  response: { ...response, headers: listed(response.headers) },
};
test.each<[string, string, object]>([
  ['a HAR', 'made.har', { log: { entries: [{ startedDateTime: '2001-02-03T05:05:06+01:00', ...entry }] } }],
  ['an entry of a HAR on a line', 'made.ndjson', { startedDateTime: made, ...entry }],
  ['an exchange on a line', 'made.ndjson', { when: made, ...exchange }],
])('the time of %s is recorded, and imported again with the recording', async (_what, name, value) => {
  await record('--from', into.write(name, JSON.stringify(value)));
  expect(timesIn(into.texts())).toEqual([made]);
  const again = join(dirname(into.path), 'again');
  await runCli(['record', '--folder', again, '--from', into.path]);
  expect(timesIn([readFileSync(join(again, into.files()[0] ?? ''), 'utf8')])).toEqual([made]);
});

test('--update replaces what was recorded again, and names what stays and what became fewer', async () => {
  const throttled = { ...exchange, response: { status: 429, headers: { 'request-id': 'x' } } };
  await record('--from', captured(throttled, exchange, exchange, exchange));
  const [fine = '', kept = ''] = into.files();
  const before = into.texts()[1];
  const { stderr } = await record('--from', captured(exchange), '--update');
  expect(stderr).toBe(
    [
      `Recorded 1 exchange into ${into.path}:`,
      `  ${fine}`,
      'Differences from the recordings that they replace:',
      `  ${fine}: PATCH v1.0 204: 3 exchanges before, 1 now`,
      stayed,
      `  ${kept}\n`,
    ].join('\n'),
  );
  expect([into.files(), into.texts()[1]]).toEqual([[fine, kept], before]);
});

test.each<[string, (readonly (string | undefined)[])[], string[]]>([
  ['the newest first', [['3', '2', '1']], ['1', '2', '3']],
  ['in several files', [['5', '6'], ['1'], ['3', '4']], ['1', '3', '4', '5', '6']],
  ['of one moment', [['2', '1', '2']], ['1', '2', '2.001']],
  ['some without a valid time', [['3', undefined, 'x', '1', undefined]], ['1', '1.001', '3', '3.001', '3.002']],
  ['none with a time', [[undefined, undefined, undefined]], ['now', 'now', 'now']],
])('exchanges are recorded in the order of time: %s', async (_what, files, expected) => {
  const [begin, end] = [made.slice(0, 18), '.000Z'];
  const lines = files.map((seconds) => seconds.map((second) => JSON.stringify({ when: second && `${begin}${second}${end}`, ...exchange })));
  await record('--from', ...lines.map((of, index) => into.write(`${index}.ndjson`, of.join('\n'))));
  const all = timesIn(into.texts());
  const shown = all.map((when) => (when.startsWith(begin) ? when.slice(begin.length).replace(/(?:\.000)?Z$/, '') : 'now'));
  expect(shown).toEqual(expected);
  expect([all.toSorted(), new Set(all).size]).toEqual([all, all.length]);
});

test('exchanges whose newest comes first are replayed in the order of time', async () => {
  const lines = [3, 1, 2].map((second) => {
    const headers = { 'retry-after': String(second) };
    return { when: `2001-02-03T04:05:0${second}Z`, ...exchange, response: { status: 429, headers } };
  });
  await record('--from', captured(...lines));
  const client = `(async () => {
    for (let asked = 0; asked < 3; asked += 1) {
      const { headers } = await fetch(process.env.GRAPH_BASE_URL + ${JSON.stringify(new URL(url).pathname)}, {
        method: 'PATCH',
        headers: ${JSON.stringify(request.headers)},
        body: ${JSON.stringify(request.body)},
      });
      console.log('second ' + headers.get('retry-after'));
    }
  })()`;
  const { stdout } = await runCli(['serve', '--recordings', into.path, '--own-ids', '--', process.execPath, '-e', client]);
  expect(stdout.match(/^second .*$/gm)).toEqual(['second 1', 'second 2', 'second 3']);
});

test('other files in a folder are passed over, and named', async () => {
  into.write('captures/made.ndjson', JSON.stringify(exchange));
  const settings = into.write('captures/settings.json', JSON.stringify({ name: 'of an editor' }));
  const { stderr } = await record('--from', dirname(settings));
  expect(into.files()).toHaveLength(1);
  expect(stderr).toContain(`Skipped files of unknown format: ${settings}.`);
});

test('no report is written over a capture', async () => {
  const file = captured(exchange);
  const text = readFileSync(file, 'utf8');
  const { code, stderr } = await record('--from', file, '--report', `json=${file}`);
  expect([code, into.files(), readFileSync(file, 'utf8')]).toEqual([2, [], text]);
  expect(stderr).toBe(`graph-contracts: The report would overwrite ${file}, which is an input. Give another file.\n`);
});

test('a pact is refused', async () => {
  const { code, stderr } = await runCli(['record', '--folder', into.path, '--from', 'contracts/pacts']);
  expect([code, into.files()]).toEqual([2, []]);
  expect(stderr).toContain('is a pact: it holds what a consumer expects, and no traffic.');
});
