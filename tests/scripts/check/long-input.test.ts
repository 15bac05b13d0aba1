import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log, Result } from 'sarif';
import { countFindings, faultAt, plantedFaults } from '../../../scripts/bench/inputs/faults.js';
import { inputText, sideOf, writeInput, type InputFormat } from '../../../scripts/bench/inputs/write-input.js';
import { mostPlaces } from '../../../scripts/verdict/samples.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli } from '../../run-cli.js';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

/** Enough for many chunks, and for findings with more places than a report shows. */
const count = 5_000;
const items = Array.from({ length: count }, (_, index) => index + 1);

/** The text of a long input. Each entry of a HAR is on a line of its own. */
function longText(format: InputFormat): string {
  const text = [...inputText(format, count)].join('');
  return format === 'har' ? text.replaceAll(',{"_connectionId"', ',\n{"_connectionId"') : text;
}

/** On the first line of each item, and on no other. */
const itemStart = { har: /\{"_connectionId"/, ndjson: /^\{/, pact: /^ {4}\{$/ };

interface Mark {
  readonly fingerprint: string;
  /** The place of the item, from 1. */
  readonly item: number;
  readonly line: number;
}

function markOf({ partialFingerprints, locations: [location] = [] }: Result): Mark {
  return {
    fingerprint: partialFingerprints?.['graphContracts/v1'] ?? '',
    item: Number(/\d+$/.exec(location?.logicalLocations?.[0]?.fullyQualifiedName ?? '')?.[0]),
    line: location?.physicalLocation?.region?.startLine ?? 0,
  };
}

/** What identifies a kind of fault; nothing for a healthy exchange. */
function keyOf(fault: ReturnType<typeof faultAt>): string[] {
  return fault === undefined ? [] : [`${fault.code} ${fault.pointer}`];
}

test.each(['har', 'ndjson', 'pact'] as const)(
  'every fault in a long input is found, and marked where it occurs first: %s',
  async (format) => {
    const side = sideOf[format];
    const text = longText(format);
    const file = folder.write(`long.${format}`, text);
    const log = join(folder.path, 'log.sarif');
    const { code, stdout } = await runCli(['check', file, '--format', 'json', '--report', `sarif=${log}`]);
    const { summary, findings } = JSON.parse(stdout) as Report;
    expect(code).toBe(1);
    expect(summary).toMatchObject({ exchanges: count, judged: count });
    expect(countFindings(findings)).toEqual(plantedFaults(count, side));

    const results = (JSON.parse(readFileSync(log, 'utf8')) as Log).runs[0]?.results ?? [];
    const starts = text.split('\n').flatMap((line, at) => (itemStart[format].test(line) ? [at + 1] : []));
    expect(starts).toHaveLength(count);
    const kinds = new Set(items.flatMap((item) => keyOf(faultAt(item - 1, side))));
    for (const kind of kinds) {
      const marks = results.filter((one) => kind === `${one.ruleId ?? ''} ${String(one.properties?.['pointer'])}`).map(markOf);
      for (const { item, line } of marks) {
        expect(line).toBeGreaterThanOrEqual(starts[item - 1] ?? Infinity);
        expect(line).toBeLessThan(starts[item] ?? Infinity);
      }
      // A fault has several fingerprints, such as one for each operation. Up to the place from which on one of them is only counted, all are marked.
      const groups = [...new Set(marks.map(({ fingerprint }) => fingerprint))].map((fingerprint) =>
        marks.filter((mark) => mark.fingerprint === fingerprint).map(({ item }) => item),
      );
      for (const group of groups) expect(group).toEqual(group.toSorted((a, b) => a - b));
      const end = Math.min(count, ...groups.filter(({ length }) => length >= mostPlaces).map((group) => group.at(-1) ?? 0));
      const marked = new Set(groups.flat().filter((item) => item <= end));
      expect(items.filter((item) => marked.has(item))).toEqual(
        items.filter((item) => item <= end && keyOf(faultAt(item - 1, side))[0] === kind),
      );
      expect(Math.max(...groups.map(({ length }) => length))).toBeLessThanOrEqual(mostPlaces);
    }
  },
);

test.each(['har', 'ndjson'] as const)('broken items of a long input are named, and all others are judged: %s', async (format) => {
  const separator = format === 'har' ? ',\n' : '\n';
  const texts = longText(format).split(separator);
  texts[4_000] = '{"request": s3cret}';
  texts[4_500] = '{"request": s3cret too}';
  const file = folder.write(`long.${format}`, texts.join(separator));
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
