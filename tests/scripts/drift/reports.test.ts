/** The reports of a run that was refused, or could not restore an assignment. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import type { Report } from '../../../scripts/verdict/report.js';
import { useLocalCloud } from '../../equipment/local-cloud.js';
import { runCli } from '../../run-cli.js';

const cloud = useLocalCloud();

interface Reports {
  readonly code: number | null;
  readonly report: Report;
  readonly sarif: Log;
  /** On stdout, JUnit and Markdown. */
  readonly texts: readonly [string, string, string];
}

async function run(): Promise<Reports> {
  const fileOf = (format: string): string => join(cloud.folder, `report.${format}`);
  const reports = ['json', 'junit', 'markdown', 'sarif'].flatMap((format) => ['--report', `${format}=${fileOf(format)}`]);
  const { code, stdout } = await runCli(['drift', '--config', cloud.writeOneCheck(), ...reports], { environment: cloud.environment });
  const read = (format: string): string => readFileSync(fileOf(format), 'utf8');
  const [report, sarif] = [JSON.parse(read('json')) as Report, JSON.parse(read('sarif')) as Log];
  return { code, report, sarif, texts: [stdout, read('junit'), read('markdown')] };
}

/** The levels of the notifications of a SARIF log with a text. */
function levelsOf({ runs: [first] }: Log, part: string): unknown[] {
  const notifications = first?.invocations?.[0]?.toolExecutionNotifications ?? [];
  return notifications.filter(({ message: { text = '' } }) => text.includes(part)).map(({ level }) => level);
}

test('a check that is refused during a run is a problem, in each format', async () => {
  const message = 'its target names no type';
  cloud.intercept = ({ url = '' }, response) => {
    const id = decodeURIComponent(url.split('/').at(-1) ?? '');
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id, target: { groupId: 'g' } }));
  };
  const { code, report, sarif, texts } = await run();
  expect(cloud.asked).toEqual([expect.stringMatching(/^GET /)]);
  expect([code, report.verdict]).toEqual([4, 'refused']);
  expect(report.problems).toEqual([expect.stringContaining(message)]);
  expect(report.night?.remarks).toEqual(report.problems);
  expect(levelsOf(sarif, message)).toEqual(['error']);
  expect(texts[1]).toMatch(/<testsuite name="input" tests="1" failures="0" errors="1"/);
  for (const text of texts) expect(text).toContain(message);
});

test('an assignment that is gone after the update cannot be restored, and the report names the reason', async () => {
  cloud.intercept = (request, _response, pass) => {
    if (request.method === 'GET' && cloud.asked.some((line) => line.startsWith('PATCH'))) cloud.emulator.tenant.clear();
    pass();
  };
  const { code, report, sarif } = await run();
  const message = 'could not be restored. Graph reports that it is gone. The file ';
  expect([code, report.verdict, report.operations?.[0]?.tenant]).toEqual([5, 'not-restored', 'not-restored']);
  expect(report.problems).toEqual([expect.stringContaining(message)]);
  expect(report.problems?.[0]).toContain('create it again with that target');
  expect(levelsOf(sarif, message)).toEqual(['error']);
});
