import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import type { Asked } from '../../../scripts/bench/servers/in-process/asking-process.js';
import type {
  contestInProcess as ContestInProcess,
  InProcessResult,
} from '../../../scripts/bench/servers/in-process/in-process-contest.js';
import { inProcessAimRows, inProcessAims, renderInProcess } from '../../../scripts/bench/servers/in-process/render-in-process.js';

// The built one, because it starts built files.
const { contestInProcess } = createRequire(__filename)(
  join(packageRoot, 'dist', 'scripts', 'bench', 'servers', 'in-process', 'in-process-contest.js'),
) as { contestInProcess: typeof ContestInProcess };

const amounts = { kept: { warmUp: 1, requests: 2 }, repeated: { warmUp: 1, requests: 3 } };

/** Lets everybody ask a server that gives this status. @returns also how many requests it has seen. */
async function contestWith(status: number): Promise<{ results: InProcessResult[]; asked: number; left: string[] }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    request.resume().on('end', () => response.writeHead(status, { 'content-type': 'application/json' }).end('{"id":"one"}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const workFolder = mkdtempSync(join(tmpdir(), 'bench-in-process-'));
  try {
    const { port } = server.address() as AddressInfo;
    const results = await contestInProcess({ rounds: 1, port, workFolder, progress: () => undefined, amounts });
    return { results, asked, left: readdirSync(workFolder) };
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(workFolder, { recursive: true });
  }
}

test('every way to ask is measured with each recorder, and leaves nothing behind', async () => {
  const { results, asked, left } = await contestWith(200);
  const number = expect.any(Number) as number;
  const once = [{ cpu: number, wall: number, endCpu: number, endWall: number, heap: number }];
  expect(results).toEqual(
    ['node:http', 'fetch'].flatMap((by) => ['nothing', 'nock', 'ours'].map((recorder) => ({ by, recorder, kept: once, repeated: once }))),
  );
  expect(asked).toBe(6 * (3 + 4));
  expect(left).toEqual([]);
});

test('whoever gets another answer does not count', async () => {
  await expect(contestWith(500)).rejects.toThrow('in process, node:http, nothing: an answer was not 200');
});

/** Two rounds, the second on a machine that is three times as slow. */
function madeUp(added: Readonly<Record<InProcessResult['recorder'], number>>, heaps: typeof added): InProcessResult[] {
  const rounds = (what: number, heap: number): Asked[] =>
    [1, 3].map((slow) => ({ cpu: slow * (100 + what), wall: slow * (200 + what), endCpu: slow * what, endWall: 0, heap }));
  return (['node:http', 'fetch'] as const).flatMap((by) =>
    (['nothing', 'nock', 'ours'] as const).map((recorder) => ({
      by,
      recorder,
      kept: rounds(added[recorder], 0),
      repeated: rounds(added[recorder], heaps[recorder]),
    })),
  );
}

test('an aim is met by what is added, round by round', () => {
  const met = inProcessAimRows(madeUp({ nothing: 0, nock: 100, ours: 50 }, { nothing: 60, nock: 2_000, ours: 160 }));
  expect(met).toHaveLength(inProcessAims.length);
  expect(met.map(([, ...figures]) => figures)).toEqual([
    ...Array<string[]>(4).fill(['0.50 (0.50 to 0.50)', 'yes']),
    ...Array<string[]>(2).fill(['100 bytes (100 to 100)', 'yes']),
  ]);
  const missed = inProcessAimRows(madeUp({ nothing: 0, nock: 100, ours: 51 }, { nothing: 60, nock: 2_000, ours: 161 }));
  expect(missed.map(([, , isMet]) => isMet)).toEqual(missed.map(() => 'no'));
});

test('the figures are Markdown as Prettier writes it', () => {
  const text = `${renderInProcess(madeUp({ nothing: 0, nock: 100, ours: 50 }, { nothing: 0, nock: 2_000, ours: 0 })).join('\n\n')}\n`;
  expect(text).toContain('| `fetch`, `startRecording()`     |   300 µs | 100 µs |              200 µs |     100 µs |     0 bytes |');
  const prettier = join(packageRoot, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
  expect(
    execFileSync(process.execPath, [prettier, '--stdin-filepath', 'README.md'], { cwd: packageRoot, input: text, encoding: 'utf8' }),
  ).toBe(text);
  expect(renderInProcess([])).toEqual([]);
});
