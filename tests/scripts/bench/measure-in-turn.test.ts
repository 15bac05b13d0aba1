import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import type { Measurement, measureInTurn as MeasureInTurn, Program } from '../../../scripts/bench/measure/measure-in-turn.js';
import { pinToOneCore } from '../../../scripts/bench/measure/one-core.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';

// The built one, because it preloads a built file into the processes that it measures.
const { measureInTurn } = createRequire(__filename)(join(packageRoot, 'dist', 'scripts', 'bench', 'measure', 'measure-in-turn.js')) as {
  measureInTurn: typeof MeasureInTurn;
};

function program(name: string, script: string, check: Program['check'] = () => 0): Program {
  return { name, args: ['-e', script], check };
}

test('a program that fails yields its error and does not stop the others', async () => {
  const folder = new TemporaryFolder();
  try {
    const results = await measureInTurn(
      [
        program('fails', 'console.error("an error of its own"); process.exit(7)'),
        program('hangs', 'setInterval(() => {}, 1000)'),
        program('works', 'process.exit(1)', (_, size) => size),
        program('finds nothing', '0', () => {
          throw new Error('reported none of the planted faults');
        }),
        program('changes', 'if (fs.existsSync("seen")) process.exit(1); fs.writeFileSync("seen", "")'),
      ],
      { folder: folder.path, size: 20, runs: 2, timeoutSeconds: 2 },
    );
    expect(results).toEqual([
      new Error('exit code 7: an error of its own'),
      new Error('took longer than 2 s'),
      { seconds: [expect.any(Number), expect.any(Number)], peakMemory: expect.any(Number) as number, findings: 20, exitCode: 1 },
      new Error('reported none of the planted faults'),
      new Error('exit code 1, after 0 in the first run'),
    ]);
    expect((results[2] as Measurement).peakMemory).toBeGreaterThan(1e6);
  } finally {
    folder.remove();
  }
});

test('processes are pinned to one core until that is undone', () => {
  const cores = (): number => Number(execFileSync(process.execPath, ['-p', 'os.availableParallelism()'], { encoding: 'utf8' }));
  const before = cores();
  const unpin = pinToOneCore();
  if (unpin === undefined) {
    expect(spawnSync('taskset', ['--version']).error).toBeDefined();
    return;
  }
  try {
    expect(cores()).toBe(1);
  } finally {
    unpin();
  }
  expect(cores()).toBe(before);
});
