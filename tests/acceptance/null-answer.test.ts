/** A null that the pages leave open fails no run by itself. Each report says so, and what the history knows of it. */
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { runCli } from '../run-cli.js';

const folder = useTemporaryFolder();
const history = ['--history', 'runs.ndjson'];
const green = 'It does not fail the run, since no page says whether it is wrong. With --fail-on unknown it does.';
const search = 'Look for code that reads the value and fails on null.';

test.each(['pretty', 'markdown', 'junit', 'sarif'])('as %s', async (format) => {
  const drift = async (simulation: string, options: readonly string[] = history): Promise<{ code: number | null; text: string }> => {
    const { code, stdout } = await runCli(['drift', '--simulate', simulation, '--format', format, ...options], { cwd: folder.path });
    return { code, text: stdout };
  };
  const alone = await drift('target-null', []);
  expect(alone.code).toBe(0);
  for (const words of [green, `${search} With --history, later runs say whether the null is new.`]) expect(alone.text).toContain(words);

  const failing = await drift('target-null', ['--fail-on', 'unknown']);
  expect(failing.code).toBe(1);
  expect(failing.text).not.toContain(green);

  await drift('documented');
  expect((await drift('target-null')).text).toContain('Graph has changed its answer: no earlier run had null here.');
  expect((await drift('target-null')).text).toContain(`Nothing, if your services cope with it: it is not new. If not: ${search}`);
});
