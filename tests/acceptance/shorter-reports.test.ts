/** `--quiet` and `--max-findings` shorten reports for people, and nothing else. */
import { sharedTemporaryFolder } from '../recordings/temporary-folder.js';
import { runCli } from '../run-cli.js';

const folder = sharedTemporaryFolder();
const url = 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';
const headers = { Authorization: 'Bearer x', 'Content-Type': 'application/json' };
const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' };
const exchanges = [
  // Two findings that fail a run, one that does not, and notes.
  { request: { method: 'PATCH', url, headers, body: { target, tagret: 1 } } },
  { request: { method: 'PATCH', url, headers, body: { target: 'all' } } },
  {
    request: { method: 'PATCH', url, headers, body: { target } },
    response: { status: 200, headers: { 'content-type': 'application/json' }, body: { id: 'b', target, newProperty: 1 } },
  },
];

let input: string;
beforeAll(() => {
  input = folder.write('traffic.ndjson', exchanges.map((exchange) => JSON.stringify(exchange)).join('\n'));
});

async function report(...options: string[]): Promise<string> {
  const { code, stdout } = await runCli(['check', input, ...options]);
  expect(code).toBe(1);
  return stdout;
}

test.each(['pretty', 'markdown', 'html'])('%s: --quiet shows what fails the run, and counts everything', async (format) => {
  const whole = await report('--format', format);
  const quiet = await report('--format', format, '--quiet');
  for (const code of ['request.body.undocumented-property', 'request.body.type']) expect(quiet).toContain(code);
  for (const code of ['response.body.undocumented-property', 'response.body.type-omitted']) {
    expect(whole).toContain(code);
    expect(quiet).not.toContain(code);
  }
  const summary = /3 exchanges, .*Exit code 1/;
  expect(summary.exec(quiet)?.[0]).toBe(summary.exec(whole)?.[0]);
  expect(await report('--format', format, '--quiet', '--fail-on', 'additive')).toContain('response.body.undocumented-property');
});

test.each([
  ['pretty', 'and 2 more findings; --format json has all.'],
  ['markdown', '2 more findings are left out here'],
  ['html', '2 more are left out here; --format json has all.'],
])('%s: --max-findings limits the list, and says how many are left out', async (format, sentence) => {
  const text = await report('--format', format, '--max-findings', '1');
  expect(text).toContain(sentence);
  expect(text).toContain('request.body.undocumented-property');
  expect(text).not.toContain('request.body.type');
});

test.each(['json', 'junit', 'sarif'])('%s is whole', async (format) => {
  expect(await report('--format', format, '--quiet', '--max-findings', '1')).toBe(await report('--format', format));
});

test.each(['0', '-1', 'all', '1.5', ''])('--max-findings "%s" is a mistake of usage', async (value) => {
  const { code, stderr } = await runCli(['check', input, '--max-findings', value]);
  expect(code).toBe(2);
  expect(stderr).toContain('Give a number from 1.');
});
