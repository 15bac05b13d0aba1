/** An input without an end, or that is not a file, ends the run with a sentence; a folder search passes it over. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { finished, type CliResult } from '../run-cli.js';
import { testWith } from '../equipment/needs-tool.js';

const cli = join(packageRoot, 'dist/scripts/cli.js');
const pact = join(packageRoot, 'contracts/pacts/graph-assignment-client-microsoft-graph.json');

const folder = useTemporaryFolder();

/** Runs a line of bash, in which `check` runs the command with little memory. */
function bash(line: string): Promise<CliResult> {
  const script = `node=$0 cli=$1; check() { "$node" --max-old-space-size=128 "$cli" check "$@"; }; ${line}`;
  return finished(spawn('bash', ['-c', script, process.execPath, cli, pact], { cwd: folder.path }));
}

const blank = 'its first 16 MiB are blanks or zero bytes. Check that it is the right file.';
const device = 'it is a device. Give a file, a pipe, or - for standard input.';

testWith('bash').each<readonly [string, string, string]>([
  ['a device of zeros', 'check /dev/zero', `/dev/zero: ${device}`],
  ['a device of nothing', 'check /dev/null', `/dev/null: ${device}`],
  ['a link to a device', 'ln -s /dev/zero a.json; check a.json', `a.json: ${device}`],
  ['zeros as standard input', 'check - </dev/zero', `standard input: ${blank}`],
  ['blanks without end', 'yes " " | check -', `standard input: ${blank}`],
  ['blanks without end, in a pipe with a name', 'mkfifo p; yes "" >p & check p', `p: ${blank}`],
  ['a file of zeros', 'truncate -s 3G zeros.json; check zeros.json', `zeros.json: ${blank}`],
  ['a file of zeros that is found', 'truncate -s 3G zeros.json; check .', `zeros.json: ${blank}`],
  [
    'a line without end',
    '(printf "{\\"request\\":{\\"method\\":\\"PATCH\\",\\"url\\":\\""; tr "\\0" x </dev/zero) | check -',
    'it is larger than 512 MiB',
  ],
  [
    'an entry without end',
    '(printf "{\\"log\\":{\\"version\\":\\"1.2\\",\\"entries\\":[{\\"x\\":\\""; tr "\\0" x </dev/zero) | check -',
    'it is larger than 512 MiB',
  ],
  [
    'a definition without end',
    '(printf "[{\\"scope\\":\\"https://graph.microsoft.com\\",\\"method\\":\\""; tr "\\0" x </dev/zero) | check -',
    'it is larger than 512 MiB',
  ],
  ['brackets without end', 'tr "\\0" "[" </dev/zero | check -', 'larger than 16 MiB'],
])('%s', async (_, line, problem) => {
  const { code, stderr } = await bash(line);
  expect([code, stderr]).toEqual([2, expect.stringContaining(problem)]);
});

testWith('bash').each<readonly [string, string]>([
  ['a pipe', 'cat "$2" | check -'],
  ['a pipe, by its path', 'cat "$2" | check /dev/stdin'],
  ['a file as standard input, by its path', 'check /dev/fd/0 <"$2"'],
  ['the output of a process', 'check <(cat "$2")'],
  ['a pipe with a name', 'mkfifo p; cat "$2" >p & check p'],
])('%s is read', async (_, line) => {
  const { code, stdout, stderr } = await bash(line);
  expect([code, stdout, stderr]).toEqual([0, expect.stringContaining('14 judged'), '']);
});

testWith('bash')('a folder search passes pipes and sockets by', async () => {
  const { code, stderr } = await bash('mkfifo p.json; ln -s p.json q.json; ln -s /dev/zero z.json; cp "$2" pact.json; check .');
  expect([code, stderr]).toEqual([0, '']);
});

test('a socket is no file', async () => {
  const server = createServer().listen(join(folder.path, 's.json'));
  await new Promise((resolve) => server.once('listening', resolve));
  const { code, stderr } = await finished(spawn(process.execPath, [cli, 'check', 's.json'], { cwd: folder.path }));
  server.close();
  expect([code, stderr]).toEqual([2, expect.stringContaining('s.json: it is a socket.')]);
});

testWith('bash')('a pact of 100 MB in one interaction is refused', async () => {
  const line = `(printf '{"consumer":{"name":"c"},"provider":{"name":"p"},"interactions":[{"x":"'; head -c 100000000 /dev/zero | tr '\\0' x; printf '"}]}') >a.json; check a.json`;
  const { code, stderr } = await bash(line);
  expect([code, stderr]).toEqual([2, expect.stringContaining('a.json: interaction 1 (line 1): larger than 64 MiB.')]);
});
