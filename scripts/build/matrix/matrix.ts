/** `npm run matrix`: runs the packed package in another project on each supported Node. `--quick` runs `check` and `drift` on the oldest and the newest. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { cases, quickCases, type Case } from './cases.js';
import { installConsumer, installNodes, nodeVersions, RegistryUnreachable, type InstalledNode } from './install.js';

/** In milliseconds; stops a case that hangs, not one that is slow. */
const longest = 300_000;

/** Runs a case in a project. Returns the output of a failure, or undefined. */
function failureOf(project: string, { version, program }: InstalledNode, { name, runs, prints }: Case): string | undefined {
  const out = join(project, 'out', version, name.replaceAll(/\W+/g, '-'));
  mkdirSync(out, { recursive: true });
  const env = { PATH: `${dirname(program)}${delimiter}${process.env['PATH'] ?? ''}`, CI: 'true', NO_COLOR: '1' };
  let output = '';
  for (const args of runs) {
    const filled = args.map((arg) => arg.replace('{out}', out));
    const { status, signal, stdout, stderr, error } = spawnSync(program, filled, { cwd: project, env, encoding: 'utf8', timeout: longest });
    output = `${stdout}${stderr}`;
    if (status !== 0) return `${output}\n${error?.message ?? `exit code ${String(status ?? signal)}`}`;
  }
  return prints.test(output) ? undefined : `${output}\nnothing matches ${String(prints)}`;
}

function runMatrix(isQuick: boolean): void {
  const nodes = installNodes(isQuick ? nodeVersions.filter((_, at) => at === 0 || at === nodeVersions.length - 1) : nodeVersions);
  const project = realpathSync(mkdtempSync(join(tmpdir(), 'matrix-')));
  try {
    // Vitest 5 needs Node 22.
    installConsumer(project, isQuick ? [] : ['nock@14', 'jest@30', 'vitest@4', 'undici@7', 'undici8@npm:undici@8']);
    const table: Record<string, Record<string, string>> = {};
    const failures: string[] = [];
    for (const tried of isQuick ? quickCases : cases) {
      const row = (table[tried.name] = {} as Record<string, string>);
      for (const node of nodes) {
        const isTooOld = Number.parseInt(node.version, 10) < (tried.from ?? 0);
        const failure = isTooOld ? undefined : failureOf(project, node, tried);
        row[`Node ${node.version}`] = isTooOld ? 'needs a later Node' : failure === undefined ? 'passed' : 'FAILED';
        if (failure !== undefined) failures.push(`\nFAILED: ${tried.name} on Node ${node.version}\n${failure}`);
      }
    }
    console.table(table);
    for (const failure of failures) console.log(failure);
    if (failures.length > 0) process.exitCode = 1;
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

try {
  runMatrix(process.argv.includes('--quick'));
} catch (error) {
  if (!(error instanceof RegistryUnreachable)) throw error;
  console.log(`Skipped: the npm registry cannot be reached, so no other Node was tried. ${error.message}`);
}
