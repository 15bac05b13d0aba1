import { runCli } from '../run-cli.js';

const commands = ['check', 'drift', 'drift init', 'record', 'docs', 'history', 'serve', 'export', 'explain'];

test.each(commands)('%s --help: common options first, then two examples of this command, then the exit codes', async (command) => {
  const { code, stdout } = await runCli([...command.split(' '), '--help']);
  expect(code).toBe(0);
  const headings = [...stdout.matchAll(/^([A-Z][\w ,]+):$/gm)].map(([, heading = '']) => heading);
  expect(headings).toEqual(
    ['Arguments', 'Options', 'Advanced', 'A Pact Broker', 'Commands', 'Examples', 'Exit codes, the same for every command'].filter(
      (heading) => headings.includes(heading),
    ),
  );
  const [, options = '', examples = ''] = /^Options:\n([^]*)^Examples:\n([^]*?)\n\n/m.exec(stdout) ?? [];
  const lines = examples.split('\n');
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line).toMatch(new RegExp(`^ {2}graph-contracts ${command}\\b`));
    const [own = ''] = line.split(' -- ');
    for (const [option] of own.matchAll(/--[a-z-]+/g)) expect(options).toMatch(new RegExp(`^ +(?:-\\w, )?${option}\\b`, 'm'));
  }
});
