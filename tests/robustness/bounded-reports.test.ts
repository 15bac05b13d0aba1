/** However much is found, the reports that people and CI systems read have a limit, the worst first; JSON has all. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import type { Report } from '../../scripts/verdict/report.js';
import { judgedIn, reportOn, type GoldenInput } from '../scripts/report/golden-input.js';
import { renderers } from '../scripts/report/renderers.js';
import { TemporaryFolder } from '../recordings/temporary-folder.js';
import { runCli } from '../run-cli.js';
import { exchangesWithOwnFindings } from './own-findings.js';

const folder = new TemporaryFolder();
afterAll(() => {
  folder.remove();
});

const count = 12_000;

test('12,000 findings fit into 96 MiB, and each report says what it leaves out', async () => {
  folder.write('many.ndjson', exchangesWithOwnFindings(count));
  const reports = ['junit', 'sarif', 'markdown', 'json'].flatMap((format) => ['--report', `${format}=out.${format}`]);
  const environment = { NODE_OPTIONS: '--max-old-space-size=96' };
  const { code, stdout } = await runCli(['check', 'many.ndjson', ...reports], { cwd: folder.path, environment });
  expect([code, stdout]).toEqual([1, expect.stringContaining('and 11,950 more findings; --format json has all.') as string]);
  const text = (format: string): string => readFileSync(join(folder.path, `out.${format}`), 'utf8');
  expect((JSON.parse(text('json')) as Report).findings).toHaveLength(count);
  const [run] = (JSON.parse(text('sarif')) as Log).runs;
  expect(run?.results).toHaveLength(5_000);
  expect(run?.invocations?.[0]?.toolExecutionNotifications).toMatchObject([
    { level: 'warning', message: { text: '7,000 more results are left out here; --format json has all.' } },
  ]);
  expect(text('junit').match(/<testcase /g)).toHaveLength(5_000);
  expect(text('junit')).toContain('7,000 more exchanges left out here, none worse than those listed; --format json counts all.');
  expect(text('markdown')).toMatch(/\d{2},\d{3} more findings are left out here; `--format json` has all\./);
});

test('what fails the run is listed before what does not, whatever the order', () => {
  const input: GoldenInput = {
    judged: Array.from({ length: 6_001 }, (_, at) => ({
      source: { file: 'a', index: at, description: `number ${at}` },
      findings: [{ code: at === 6_000 ? 'request.method' : 'response.body.undocumented-property', message: String(at) }],
    })),
  };
  const all = judgedIn(input);
  const [one, other] = [all, all.toReversed()].map((order) => renderers.junit(reportOn(input, order), {}));
  expect(one).toContain('request.method');
  expect(one).toContain('1,001 more exchanges left out here');
  expect(one).toBe(other);
});

test('an exchange with hundreds of findings shows the first fifty in JUnit', () => {
  const findings = Array.from({ length: 300 }, (_, at) => ({ code: 'request.method' as const, message: String(at) }));
  const input = { judged: [{ source: { file: 'a', index: 0, description: '' }, findings }] };
  const text = renderers.junit(reportOn(input, judgedIn(input)), {});
  expect(text.match(/<failure /g)).toHaveLength(50);
  expect(text).toContain('250 more findings of this exchange left out here; --format json counts all.');
});
