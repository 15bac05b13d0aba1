import { join } from 'node:path';
import type { Log } from 'sarif';
import { packageRoot } from '../../../contracts/folders.js';
import { annotations } from '../../../scripts/github/annotations.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli, runScript } from '../../run-cli.js';

const folder = new TemporaryFolder();
afterAll(() => {
  folder.remove();
});

const broken = {
  request: {
    method: 'PATCH',
    url: 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a/assignments/b',
    headers: { authorization: 'Bearer made-up', 'content-type': 'application/json' },
    body: { '@odata.type': '#microsoft.graph.deviceConfigurationAssignment', targets: {} },
  },
};

test('every line of the input that breaks the contract is marked, with the line of the page', async () => {
  folder.write('traffic.ndjson', `${JSON.stringify(broken)}\n\n${JSON.stringify(broken)}\n`);
  await runCli(['check', 'traffic.ndjson', '--report', 'sarif=out.sarif'], { cwd: folder.path });
  const { stdout } = await runScript(join(packageRoot, 'dist/scripts/github/annotate.js'), ['out.sarif'], { cwd: folder.path });
  const marked = stdout.split('\n').filter((line) => line.startsWith('::error file=traffic.ndjson,'));
  for (const line of [1, 3]) {
    expect(marked).toContainEqual(
      expect.stringMatching(
        new RegExp(`,line=${line},title=request\\.body\\.missing-property::.+ Promised in contracts/pages/[\\w-]+\\.md:\\d+\\.$`),
      ),
    );
  }
});

function logOf(text: string, uri: string): Log {
  const location = { physicalLocation: { artifactLocation: { uri: encodeURIComponent(uri) }, region: { startLine: 3 } } };
  const results = [{ ruleId: 'request.method', level: 'error' as const, message: { text }, locations: [location] }];
  return { version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results }] };
}

test('nothing from traffic ends a command or begins another', () => {
  expect(annotations(logOf('100 %\r\n::set-env name=A::b', 'a,line=9::x.json'))).toEqual([
    '::error file=a%2Cline=9%3A%3Ax.json,line=3,title=request.method::100 %25%0D%0A::set-env name=A::b',
  ]);
});
