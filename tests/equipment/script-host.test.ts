/** A script ends in a host as it would in a process of its own, in the first run as in the next. */
import { spawn } from 'node:child_process';
import { TemporaryFolder } from '../recordings/temporary-folder.js';
import { finished } from '../run-cli.js';
import { ScriptHosts } from './script-host.js';

const folder = new TemporaryFolder();
const hosts = new ScriptHosts();
afterAll(() => {
  hosts.kill();
  folder.remove();
});

const environment = { PATH: process.env['PATH'] ?? '', GREETING: 'hello' };

const rows: readonly (readonly [what: string, script: string, code: number])[] = [
  ['arguments, environment and folder', 'console.log(process.argv.slice(2), Object.keys(process.env).sort(), process.cwd());', 0],
  ['an exit code', 'process.exitCode = 3;', 3],
  ['an exit code after a while', 'process.exitCode = 2; setTimeout(() => (process.exitCode = 0), 20);', 0],
  ['a promise that never settles', 'process.exitCode = 2; new Promise(() => {}).then(() => (process.exitCode = 0));', 2],
  ['work in the thread pool', "require('node:zlib').brotliCompress('x', () => console.log('compressed'));", 0],
  ['an early end', 'console.error("bye"); process.exit(4);', 4],
  ['a signal', 'process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);', NaN],
  ['long output', 'console.log("\\u00fc".repeat(500_001)); console.error("\\u20ac".repeat(100_001));', 0],
  ['output of a child', "require('node:child_process').spawn('sh', ['-c', 'echo out; echo err >&2'], { stdio: 'inherit' });", 0],
  ['many listeners', 'for (let n = 0; n < 4; n += 1) process.on("SIGTERM", () => {}), process.stdout.on("error", () => {});', 0],
];

test.each(rows)('%s', async (_, text, code) => {
  const script = folder.write('script.cjs', text);
  const process_ = await finished(spawn(process.execPath, [script, 'a b'], { cwd: folder.path, env: environment }));
  expect(process_.code ?? NaN).toBe(code);
  for (let run = 0; run < 4; run += 1) expect(await hosts.run(script, ['a b'], { cwd: folder.path, environment })).toEqual(process_);
});

test('an error that nobody catches ends a run with its stack', async () => {
  const script = folder.write('broken.cjs', 'throw new Error("a mistake");');
  const { code, stderr } = await hosts.run(script, [], { cwd: folder.path, environment });
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^Error: a mistake\n\s+at .*broken\.cjs:1:7/m)]);
});

test('runs at the same time do not wait for each other', async () => {
  const fifo = folder.write('wait.cjs', "require('node:http').createServer(() => {}).listen(0);");
  const waiting = hosts.run(fifo, [], { cwd: folder.path, environment });
  const script = folder.write('quick.cjs', 'console.log("done");');
  expect(await hosts.run(script, [], { cwd: folder.path, environment })).toEqual({ code: 0, stdout: 'done\n', stderr: '' });
  hosts.kill();
  expect(await waiting).toMatchObject({ code: null });
});

test('what Node reads when it starts is as the run wants it', async () => {
  const script = folder.write('options.cjs', 'console.log(new Error("x").stack.split("\\n").length);');
  const lines = async (more: Record<string, string>): Promise<string> =>
    (await hosts.run(script, [], { cwd: folder.path, environment: { ...environment, ...more } })).stdout;
  expect([await lines({}), await lines({ NODE_OPTIONS: '--stack-trace-limit=1' }), await lines({})]).toEqual(['11\n', '2\n', '11\n']);
});
