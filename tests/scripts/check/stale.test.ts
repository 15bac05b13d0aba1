import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { staleReasons } from '../../../recordings/traffic/staleness.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { formats } from '../../../scripts/verdict/destinations.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { runCli } from '../../run-cli.js';
import { expectValid } from '../report/expect-valid.js';

interface Definition {
  readonly scope: string;
  readonly path: string;
  readonly method: string;
  readonly status: number;
  readonly response: unknown;
  readonly body?: unknown;
  readonly reqheaders?: Readonly<Record<string, string>>;
}

function pairs(headers: Readonly<Record<string, string>> = {}): { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

const [contract, other] = contracts;
const hash = contract?.hash ?? '';
const url = `https://graph.microsoft.com:443/v1.0${contract?.paths[0] ?? ''}`;
const now = Date.parse('2026-03-01T00:00:00Z');
const when = '2026-02-01T00:00:00.000Z'; // 28 days before

test.each<readonly [string, { when?: string; contract?: string; url?: string; maxAge?: number }, readonly string[]]>([
  ['one of today’s contract', {}, []],
  ['that is as old as it may be', { maxAge: 28 }, []],
  ['that is older', { maxAge: 27.9 }, ['age']],
  ['from tomorrow', { when: '2026-03-02T00:00:00Z', maxAge: 0 }, []],
  ['from next week', { when: '2026-03-08T00:00:00Z', maxAge: 1000 }, ['date']],
  ['of an unreadable date', { when: 'yesterday', maxAge: 1000 }, ['date']],
  ['of an unreadable date, of which no age is asked', { when: 'yesterday' }, []],
  ['of an older contract', { contract: 'sha256:0' }, ['contract']],
  ['of the contract of the other operation', { contract: other?.hash ?? '' }, ['contract']],
  ['of another operation, under a contract of ours', { url: 'https://graph.microsoft.com/v1.0/me', contract: other?.hash ?? '' }, []],
  ['of an older contract, and too old', { contract: 'sha256:0', maxAge: 1 }, ['contract', 'age']],
])('a recording %s', (_, { maxAge, url: path = url, ...recorded }, reasons) => {
  expect(staleReasons({ when, contract: hash, ...recorded }, path, { now, maxAge })).toEqual(reasons);
});

describe('check', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stale-'));
    file = join(folder, 'recording.json');
    const text = readFileSync(join(packageRoot, 'recordings/update-device-configuration-assignment/200-group-target-beta.json'), 'utf8');
    // So old, or so new, that the day on which this runs does not matter.
    writeFileSync(
      file,
      text
        .replace(/"when": "[^"]+"/, '"when": "2001-01-01T00:00:00.000Z"')
        .replace(/"when": "20[12][^"]+"/g, `"when": "${new Date().toISOString()}"`),
    );
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** The same recording under a contract that has moved on. */
  const moveContract = (): void => {
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/sha256:[0-9a-f]+/g, 'sha256:0'));
  };

  test('says nothing of age unless it is asked', async () => {
    const { code, stdout } = await runCli(['check', file]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.not.stringContaining('stale') as string });
  });

  test('lists what is too old; it passes, unless it may not', async () => {
    const { code, stdout } = await runCli(['check', file, '--max-age', '30']);
    expect(stdout).toMatch(/^ {2}stale recordings {2}\(1 file\)\n {4}\S+recording\.json, 1 exchange of 2001-01-01: too old\n/);
    expect(code).toBe(0);
    const strict = await runCli(['check', file, '--max-age', '30', '--fail-on-stale']);
    expect(strict.stdout).toMatch(/disagrees: 3 exchanges.*Exit code 1\./);
    expect(strict.code).toBe(1);
  });

  test('says of a date that is yet to come that it cannot be right', async () => {
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/"when": "[^"]+"/g, '"when": "2999-01-01T00:00:00.000Z"'));
    const { stdout } = await runCli(['check', file, '--max-age', '30']);
    expect(stdout).toMatch(/\n {4}\S+recording\.json, 3 exchanges of 2999-01-01: without a valid date\n/);
  });

  test.each<readonly [string, (recorded: object) => object, RegExp]>([
    ['no date', (recorded) => ({ ...recorded, when: undefined }), /, 3 exchanges: without a valid date\n/],
    ['a number for its date', (recorded) => ({ ...recorded, when: 1 }), /, 3 exchanges: without a valid date\n/],
    ['no contract', (recorded) => ({ ...recorded, contract: undefined }), /made under another contract/],
  ])('takes no recording for that of somebody else, or for fresh, that has %s', async (_, change, said) => {
    const definitions = JSON.parse(readFileSync(file, 'utf8')) as { recorded: object }[];
    writeFileSync(file, JSON.stringify(definitions.map((one) => ({ ...one, recorded: change(one.recorded) }))));
    const { code, stdout } = await runCli(['check', file, '--max-age', '30', '--fail-on-stale']);
    expect(stdout).toMatch(said);
    expect(code).toBe(1);
  });

  test('judges what was made under another contract by today’s, and says so in every report', async () => {
    moveContract();
    const markdown = join(folder, 'report.md');
    const json = join(folder, 'report.js');
    const { code, stdout } = await runCli(['check', file, '--report', `markdown=${markdown}`, '--report', `json=${json}`]);
    expect(code).toBe(0);
    expect(stdout).toContain('3 exchanges of 2001-01-01: made under another contract');
    const report = JSON.parse(readFileSync(json, 'utf8')) as Report;
    await expectValid.json(readFileSync(json, 'utf8'));
    expect(report.summary).toMatchObject({ exchanges: 3, judged: 1, outside: 2 });
    expect(report.recordings).toEqual({ stale: [{ file, reasons: ['contract'], when: '2001-01-01T00:00:00.000Z', count: 3 }] });
    await expectValid.markdown(readFileSync(markdown, 'utf8'));
    expect(readFileSync(markdown, 'utf8')).toContain('stale recordings');
  });

  test('finds the same in a long input', async () => {
    const definitions = JSON.parse(readFileSync(file, 'utf8')) as object[];
    writeFileSync(file, JSON.stringify(Array.from({ length: 1_500 }, () => definitions).flat()));
    const { stdout } = await runCli(['check', file, '--max-age', '30', '--format', 'json']);
    expect((JSON.parse(stdout) as Report).recordings).toMatchObject({ stale: [{ count: 1_500, reasons: ['age'] }] });
  });

  const foreign: Readonly<Record<string, (definitions: readonly Definition[]) => unknown>> = {
    'a HAR': (definitions) => ({
      log: {
        entries: definitions.map(({ scope, path, method, status, response, reqheaders, body }) => ({
          startedDateTime: '2001-01-01T00:00:00.000Z',
          request: { method, url: `${scope}${path}`, headers: pairs(reqheaders), postData: { text: JSON.stringify(body) } },
          response: { status, headers: [], content: { text: JSON.stringify(response) } },
        })),
      },
    }),
    'foreign nock': (definitions) => definitions.map((one) => ({ ...one, recorded: undefined })),
    'a pact': () =>
      JSON.parse(readFileSync(join(packageRoot, 'contracts/pacts/graph-assignment-client-microsoft-graph.json'), 'utf8')) as unknown,
  };

  describe.each(Object.keys(foreign))('%s', (name) => {
    const count = name === 'a pact' ? 14 : 1;
    const exchanges = count === 1 ? '1 exchange' : `${count} exchanges`;
    const says = (options: string): string =>
      `${options} to recordings of graph-contracts only: ${exchanges} from elsewhere ${count === 1 ? 'has' : 'have'} no date.`;
    beforeEach(() => {
      const definitions = JSON.parse(readFileSync(file, 'utf8')) as Definition[];
      writeFileSync(join(folder, 'foreign.json'), JSON.stringify(foreign[name]?.(definitions)));
    });

    test.each<readonly [readonly string[], string, number, boolean]>([
      [['--max-age', '30'], '--max-age applies', 0, false],
      [['--max-age', '30', '--fail-on-stale'], '--max-age and --fail-on-stale apply', 1, true],
      [['--max-age', '30', '--fail-on-stale'], '--max-age and --fail-on-stale apply', 2, false],
      [['--fail-on-stale'], '--fail-on-stale applies', 2, false],
      [['--fail-on-stale'], '--fail-on-stale applies', 0, true],
      [[], '', 0, false],
    ])('is not dated, and %s says so: %s, %d, beside a recording: %s', async (options, names, code, besideOurs) => {
      const reports = formats.flatMap((format) => ['--report', `${format}=${join(folder, format)}`]);
      const files = [...(besideOurs ? [file] : []), join(folder, 'foreign.json')];
      const result = await runCli(['check', ...files, ...options, ...reports]);
      const report = JSON.parse(readFileSync(join(folder, 'json'), 'utf8')) as Report;
      const advice = ' No recording could be checked. Give recordings of graph-contracts, or leave --fail-on-stale out.';
      expect([result.code, report.exitCode, result.stderr]).toEqual([
        code,
        code,
        names === '' ? '' : code === 2 ? `graph-contracts: ${says(names)}${advice}\n` : `${says(names)}\n`,
      ]);
      expect(report.recordings?.undated).toEqual(names === '' ? undefined : [{ message: says(names), count }]);
      for (const format of formats) {
        const text = readFileSync(join(folder, format), 'utf8');
        await expectValid[format](text);
        // Annotations leave out notes.
        if (format !== 'github') expect(/ha(?:s|ve) no date\./.test(text)).toBe(names !== '');
      }
    });
  });

  test('refuses an age that is none', async () => {
    const { code, stderr } = await runCli(['check', file, '--max-age', 'old']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('Give a number of days, such as 90.') as string });
  });
});
