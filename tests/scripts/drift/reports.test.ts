/** What reports say of a night that was refused, or that could not put an assignment back. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import type { Report } from '../../../scripts/verdict/report.js';
import { useLocalCloud } from '../../equipment/local-cloud.js';
import { runCli } from '../../run-cli.js';

const cloud = useLocalCloud();

/** Runs a night of one check. @returns its exit code and its report in each format. */
async function night(): Promise<{ code: number | null; report: Report; text: string; junit: string; markdown: string; sarif: Log }> {
  const fileOf = (format: string): string => join(cloud.folder, `report.${format}`);
  const reports = ['json', 'junit', 'markdown', 'sarif'].flatMap((format) => ['--report', `${format}=${fileOf(format)}`]);
  const { code, stdout } = await runCli(['drift', '--config', cloud.writeOneCheck(), ...reports], { environment: cloud.environment });
  const [report, junit, markdown, sarif] = ['json', 'junit', 'markdown', 'sarif'].map((format) => readFileSync(fileOf(format), 'utf8'));
  if (report === undefined || junit === undefined || markdown === undefined || sarif === undefined) throw new Error('A report is missing.');
  return { code, report: JSON.parse(report) as Report, text: stdout, junit, markdown, sarif: JSON.parse(sarif) as Log };
}

/** The levels of the notifications of a SARIF log that say something. */
function levelsOf({ runs: [run] }: Log, says: string): unknown[] {
  const notifications = run?.invocations?.[0]?.toolExecutionNotifications ?? [];
  return notifications.filter(({ message: { text = '' } }) => text.includes(says)).map(({ level }) => level);
}

test('a check that is refused in the middle of a night is a problem, in each format', async () => {
  const says = 'its target names no type';
  cloud.intercept = ({ url = '' }, response) => {
    const id = decodeURIComponent(url.split('/').at(-1) ?? '');
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id, target: { groupId: 'g' } }));
  };
  const { code, report, text, junit, markdown, sarif } = await night();
  expect(cloud.asked).toEqual([expect.stringMatching(/^GET /)]);
  expect([code, report.verdict]).toEqual([4, 'refused']);
  expect(report.problems).toEqual([expect.stringContaining(says)]);
  expect(report.night?.remarks).toEqual(report.problems);
  // Once: it is not a remark as well.
  expect(levelsOf(sarif, says)).toEqual(['error']);
  expect(junit).toMatch(/<testsuite name="input" tests="1" failures="0" errors="1"/);
  for (const shown of [text, junit, markdown]) expect(shown).toContain(says);
});

test('an assignment that is gone after the update cannot be put back, and its report says why', async () => {
  cloud.intercept = (request, _response, pass) => {
    if (request.method === 'GET' && cloud.asked.some((asked) => asked.startsWith('PATCH'))) cloud.emulator.tenant.clear();
    pass();
  };
  const { code, report, sarif } = await night();
  const says = 'could not be restored. Graph reports that it is gone. The file ';
  expect([code, report.verdict, report.operations?.[0]?.tenant]).toEqual([5, 'not-restored', 'not-restored']);
  expect(report.problems).toEqual([expect.stringContaining(says)]);
  expect(report.problems?.[0]).toContain('create it again with that target');
  expect(levelsOf(sarif, says)).toEqual(['error']);
});
