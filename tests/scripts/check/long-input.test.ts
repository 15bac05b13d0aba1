import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { faultKind, inputText, writeInput } from '../../../scripts/bench/inputs.js';
import { graphContracts } from '../../../scripts/bench/programs.js';
import { mostPlaces } from '../../../scripts/verdict/samples.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli } from '../../run-cli.js';

const folder = useTemporaryFolder();

/** Enough for many chunks, and for findings with more places than a report shows. */
const count = 5_000;
const items = Array.from({ length: count }, (_, index) => index + 1);

interface Mark {
  readonly kind: string;
  readonly fingerprint: string;
  /** The place of the item, from 1. */
  readonly item: number;
  readonly line: number;
}

function marksIn(log: Log): Mark[] {
  return (log.runs[0]?.results ?? []).map(({ ruleId = '', properties, partialFingerprints, locations: [location] = [] }) => ({
    kind: `${ruleId} ${String(properties?.['pointer'])}`,
    fingerprint: partialFingerprints?.['graphContracts/v1'] ?? '',
    item: Number(/\d+$/.exec(location?.logicalLocations?.[0]?.fullyQualifiedName ?? '')?.[0]),
    line: location?.physicalLocation?.region?.startLine ?? 0,
  }));
}

test.each(['har', 'ndjson', 'pact'] as const)(
  'every fault in a long input is found, and marked where it occurs first: %s',
  async (format) => {
    folder.write('input', [...inputText(format, count)].join(''));
    const args = ['check', 'input', '--format', 'json', '--output', 'report.json', '--report', 'sarif=log.sarif'];
    expect((await runCli(args, { cwd: folder.path })).code).toBe(1);
    expect(graphContracts(format).check(folder.path, count)).toBe(count / 10);

    const kinds = new Set(items.flatMap((item) => faultKind(item - 1, format) ?? []));
    const marks = marksIn(JSON.parse(readFileSync(join(folder.path, 'log.sarif'), 'utf8')) as Log).filter(({ kind }) => kinds.has(kind));
    expect(marks.filter(({ item, line }) => line !== item)).toEqual([]);
    for (const kind of kinds) {
      // A fault has several fingerprints, such as one for each operation. Up to the place from which on one of them is only counted, all are marked.
      const ofKind = marks.filter((mark) => mark.kind === kind);
      const groups = [...new Set(ofKind.map(({ fingerprint }) => fingerprint))].map((fingerprint) =>
        ofKind.filter((mark) => mark.fingerprint === fingerprint).map(({ item }) => item),
      );
      for (const group of groups) expect(group).toEqual(group.toSorted((a, b) => a - b));
      const end = Math.min(count, ...groups.filter(({ length }) => length >= mostPlaces).map((group) => group.at(-1) ?? 0));
      const marked = new Set(groups.flat());
      expect(items.filter((item) => item <= end && marked.has(item))).toEqual(
        items.filter((item) => item <= end && faultKind(item - 1, format) === kind),
      );
      expect(Math.max(...groups.map(({ length }) => length))).toBeLessThanOrEqual(mostPlaces);
    }
  },
);

test.each(['har', 'ndjson'] as const)('broken items of a long input are named, and all others are judged: %s', async (format) => {
  const lines = [...inputText(format, count)].join('').split('\n');
  const separator = format === 'har' ? ',' : '';
  lines[4_000] = `{"request": s3cret}${separator}`;
  lines[4_500] = `{"request": s3cret too}${separator}`;
  const file = folder.write(`long.${format}`, lines.join('\n'));
  const { code, stdout, stderr } = await runCli(['check', file, '--format', 'json']);
  expect(code).toBe(2);
  expect((JSON.parse(stdout) as Report).summary).toMatchObject({ exchanges: count - 2, judged: count - 2 });
  const [first, second] = format === 'har' ? ['entry 4001 (line 4001)', 'entry 4501 (line 4501)'] : ['line 4001', 'line 4501'];
  expect(stderr).toBe(`graph-contracts: ${file}: ${first}: not valid JSON.\n${file}: ${second}: not valid JSON.\n`);
});

test.each(['har', 'ndjson'] as const)('a long input need not fit into memory: %s', async (format) => {
  const file = join(folder.path, `long.${format}`);
  await writeInput(file, format, 10_000);
  const heap = 16;
  expect(statSync(file).size).toBeGreaterThan(heap * 1024 * 1024);
  const { code } = await runCli(['check', file], { environment: { NODE_OPTIONS: `--max-old-space-size=${heap}` } });
  expect(code).toBe(1);
});
