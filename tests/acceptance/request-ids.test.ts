/** Every report of a run has its request ids. What a run leaves may be public, so they stay out of it if that is wanted. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../run-cli.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';

const folder = useTemporaryFolder();

test.each([
  { options: [], holds: true },
  { options: ['--no-request-ids'], holds: false },
])('drift $options: the history and the reports hold request ids: $holds', async ({ options, holds }) => {
  const formats = ['pretty', 'json', 'markdown', 'junit', 'sarif'];
  const reports = formats.flatMap((format) => ['--report', `${format}=${format}`]);
  const args = ['drift', '--simulate', 'no-content', '--history', 'runs.ndjson', ...reports, ...options];
  expect((await runCli(args, { cwd: folder.path })).code).toBe(1);
  const left = (name: string): string => readFileSync(join(folder.path, name), 'utf8');
  // The emulator numbers its requests.
  const requestId = /00000000-0000-4000-[0-9a-f]{4}-0{8}/;
  expect(requestId.test(left('runs.ndjson'))).toBe(holds);
  expect(formats.filter((format) => requestId.test(left(format)))).toEqual(holds ? formats : []);
});
