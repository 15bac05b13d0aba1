/** Files of other tools that look like traffic or pacts: a folder search passes them over, and when named they are none of the formats. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import type { Report } from '../../scripts/verdict/report.js';
import { TemporaryFolder } from '../recordings/temporary-folder.js';
import { runCli } from '../run-cli.js';
import { lookAlikes, read, update, type Sample } from './look-alikes.js';

const layouts: Readonly<Record<string, (value: object) => string>> = {
  'on one line': (value) => `${JSON.stringify(value)}\n`,
  indented: (value) => JSON.stringify(value, null, 2),
  'indented, with the last members first': (value) => JSON.stringify(reversed(value), null, 1),
};

function reversed(value: object): object {
  return Array.isArray(value) ? value : Object.fromEntries(Object.entries(value).reverse());
}

const samples: Readonly<Record<string, Sample>> = { 'an update': update, 'a read': read };
const rows = Object.keys(samples).flatMap((sample) => Object.keys(layouts).map((layout) => ({ sample, layout })));

describe.each(rows)('$sample, $layout', ({ sample, layout }) => {
  let folder: TemporaryFolder;
  const files = Object.keys(lookAlikes).map((name) => `${name}.json`);
  beforeAll(() => {
    folder = new TemporaryFolder();
    folder.write('pact.json', readFileSync(join(packageRoot, 'contracts/pacts/graph-assignment-client-microsoft-graph.json')));
    for (const [name, build] of Object.entries(lookAlikes)) {
      folder.write(`${name}.json`, layouts[layout]?.(build(samples[sample] ?? read)) ?? '');
    }
  });
  afterAll(() => {
    folder.remove();
  });

  test('found in a folder', async () => {
    const { code, stdout, stderr } = await runCli(['check', '.', '--strict', '--format', 'json'], { cwd: folder.path });
    const { problems = [], summary } = JSON.parse(stdout) as Report;
    const passedOver = /^Passed over, as none of the formats that can be judged: (.+)\.$/m.exec(stderr)?.[1]?.split(', ') ?? [];
    expect(problems).toEqual([]);
    expect(files.filter((file) => !passedOver.includes(file))).toEqual([]);
    expect([code, summary.exchanges]).toEqual([0, 14]);
  });

  test('named', async () => {
    const { code, stdout } = await runCli(['check', ...files, '--format', 'json'], { cwd: folder.path });
    const { problems = [], summary } = JSON.parse(stdout) as Report;
    expect(problems.filter((problem) => !problem.includes(': none of the formats that can be judged: '))).toEqual([]);
    expect(files.filter((file) => !problems.some((problem) => problem.startsWith(`${file}: `)))).toEqual([]);
    expect([code, summary.exchanges]).toEqual([2, 0]);
  });
});
