/** `npm run matrix`: runs the packed package in a foreign project on each supported Node. `--quick` runs `check` and `drift` on the oldest and the newest. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cases, quickCases, type Case } from './cases.js';
import { ForeignProject } from './foreign-project.js';
import { fetchNodes, nodeVersions, type Node } from './nodes.js';
import { RegistryUnreachable } from './npm.js';
import { tableOf, type Result } from './table.js';

/** In milliseconds; for what hangs, and not for what is slow. */
const longest = 300_000;

function run(project: ForeignProject, { version, program }: Node, { name, runs, says, from = 0 }: Case): Result {
  const result = { node: version, case: name };
  if (Number.parseInt(version, 10) < from) return { ...result, outcome: 'needs a later Node', output: '' };
  const out = join(project.folder, 'out', version, name.replaceAll(/\W+/g, '-'));
  mkdirSync(out, { recursive: true });
  const env = { PATH: `${dirname(program)}${delimiter}${process.env['PATH'] ?? ''}`, CI: 'true', NO_COLOR: '1' };
  let output = '';
  for (const args of runs) {
    const filled = args.map((arg) => arg.replace('{command}', project.command).replace('{node}', program).replace('{out}', out));
    const { status, signal, stdout, stderr, error } = spawnSync(program, filled, {
      cwd: project.folder,
      env,
      encoding: 'utf8',
      timeout: longest,
    });
    output = `${stdout}${stderr}`;
    if (status !== 0)
      return { ...result, outcome: 'FAILED', output: `${output}\n${error?.message ?? `ended with ${String(status ?? signal)}`}` };
  }
  if (!says.test(output)) return { ...result, outcome: 'FAILED', output: `${output}\nnothing matches ${String(says)}` };
  return { ...result, outcome: 'passed', output };
}

function main(isQuick: boolean): void {
  const wanted = isQuick ? [nodeVersions[0], nodeVersions.at(-1)].flatMap((version) => version ?? []) : nodeVersions;
  const nodes = fetchNodes(wanted);
  const project = new ForeignProject(isQuick ? 'linked' : 'installed');
  try {
    const results = nodes.flatMap((node) => (isQuick ? quickCases : cases).map((one) => run(project, node, one)));
    console.log(tableOf(results));
    if (results.some(({ outcome }) => outcome === 'FAILED')) process.exitCode = 1;
  } finally {
    project.remove();
  }
}

try {
  main(process.argv.includes('--quick'));
} catch (error) {
  if (!(error instanceof RegistryUnreachable)) throw error;
  console.log(`Skipped: the npm registry cannot be reached, so no other Node was tried. ${error.message}`);
}
