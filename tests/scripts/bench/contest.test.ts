import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import type { contest as Contest } from '../../../scripts/bench/measure/contest.js';

// The built one, because it loads a built file into the processes that it measures.
const { contest } = createRequire(__filename)(join(packageRoot, 'dist', 'scripts', 'bench', 'measure', 'contest.js')) as {
  contest: typeof Contest;
};

test('whoever fails or hangs is left out, and does not stop the others', async () => {
  const workFolder = mkdtempSync(join(tmpdir(), 'bench-contest-'));
  try {
    const results = await contest(
      [
        { name: 'fails', args: ['-e', 'console.error("an error of its own"); process.exit(7)'], exitCodes: [0] },
        { name: 'hangs', args: ['-e', 'setInterval(() => {}, 1000)'], exitCodes: [0] },
        { name: 'works', args: ['-e', 'console.log("done")'], exitCodes: [0] },
        {
          name: 'finds nothing',
          args: ['-e', '0'],
          exitCodes: [0],
          check: () => {
            throw new Error('found none of the planted faults');
          },
        },
      ],
      { runs: 2, timeoutSeconds: 2, workFolder, progress: () => undefined },
    );
    expect(results.get('fails')).toEqual({ kind: 'failed', reason: 'exit code 7: an error of its own' });
    expect(results.get('hangs')).toEqual({ kind: 'failed', reason: 'took longer than 2 s' });
    expect(results.get('finds nothing')).toEqual({ kind: 'failed', reason: 'found none of the planted faults' });
    const works = results.get('works');
    expect(works?.kind === 'measured' && works.seconds).toHaveLength(2);
    expect(works?.kind === 'measured' && (works.peakMemory ?? 0) > 1e6).toBe(true);
  } finally {
    rmSync(workFolder, { recursive: true });
  }
});
