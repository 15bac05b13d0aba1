import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli, runScript } from '../../run-cli.js';

const folder = useTemporaryFolder();

async function annotations(): Promise<string[]> {
  const { stdout } = await runScript(join(packageRoot, 'dist/scripts/github/annotate.js'), ['out.sarif'], { cwd: folder.path });
  return stdout.trimEnd().split('\n');
}

const broken = {
  request: {
    method: 'PATCH',
    url: 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a/assignments/b',
    headers: { authorization: 'Bearer made-up', 'content-type': 'application/json' },
    body: { '@odata.type': '#microsoft.graph.deviceConfigurationAssignment', targets: {} },
  },
};

test('every line of the input that breaks the contract is annotated, with the line of the page', async () => {
  folder.write('traffic.ndjson', `${JSON.stringify(broken)}\n\n${JSON.stringify(broken)}\n`);
  await runCli(['check', 'traffic.ndjson', '--report', 'sarif=out.sarif'], { cwd: folder.path });
  const lines = await annotations();
  for (const line of [1, 3]) {
    const start = `::error file=traffic.ndjson,line=${line},title=request.body.missing-property::`;
    expect(lines).toContainEqual(
      expect.stringMatching(
        new RegExp(`^${start}.+ Promised in contracts/pages/[\\w-]+\\.md:\\d+\\. See https://learn\\.microsoft\\.com/[\\w/-]+\\.$`),
      ),
    );
  }
});

test('nothing from traffic ends a command or begins another', async () => {
  const artifactLocation = { uri: encodeURIComponent('a,line=9::x.json') };
  const locations = [{ physicalLocation: { artifactLocation, region: { startLine: 3 } } }];
  const result = { ruleId: 'request.method', level: 'error', message: { text: '100 %\r\n::set-env name=A::b' }, locations };
  folder.write('out.sarif', JSON.stringify({ runs: [{ results: [result, { ...result, level: 'note' }] }] }));
  expect(await annotations()).toEqual([
    '::error file=a%2Cline=9%3A%3Ax.json,line=3,title=request.method::100 %25%0D%0A::set-env name=A::b',
  ]);
});
