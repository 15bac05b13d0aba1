/** `graph-contracts docs`: upstream pages against our contracts. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Log } from 'sarif';
import { packageRoot, pagesFolder } from '../../contracts/folders.js';
import type { HistoryLine } from '../../scripts/history/history-line.js';
import type { Report } from '../../scripts/verdict/report.js';
import { asGiven, editedTexts, lineOf } from '../contracts/compare/edits.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { runCli, type CliResult } from '../run-cli.js';
import { formats } from '../../scripts/verdict/destinations.js';
import { expectValid } from '../scripts/report/expect-valid.js';

const folder = useTemporaryFolder();
const published = join(__dirname, '..', 'contracts', 'compiler', 'same-promises', 'pages');
const ours = readFileSync(join(pagesFolder, 'update-device-configuration-assignment.md'), 'utf8');
/** The line of our page that names the status. */
const line = lineOf(ours, '`200 OK`');

function write(name: string, text: string): string {
  const file = join(folder.path, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

async function reportOn(...args: readonly string[]): Promise<CliResult & { readonly report: Report }> {
  const result = await runCli(['docs', '--format', 'json', ...args], { cwd: folder.path });
  return { ...result, report: JSON.parse(result.stdout) as Report };
}

test('the two original pages agree', async () => {
  expect(await runCli(['docs', published])).toEqual({ code: 0, stdout: 'agrees: 2 pages, 2 compared. Exit code 0.\n', stderr: '' });
});

/** SARIF lists a finding at 20 places. */
const batch = 20;

test('each text of an edited history is reported as intended, and none stops the run', async () => {
  const texts = editedTexts();
  const sarif = join(folder.path, 'report.sarif');
  for (let start = 0; start < texts.length; start += batch) {
    const part = texts.slice(start, start + batch);
    const files = part.map((_, index) => `history/${start}/${index}.md`);
    for (const [index, { text }] of part.entries()) write(files[index] ?? '', text);
    const { code, report } = await reportOn(...files, '--report', `sarif=${sarif}`, '--fail-on', 'additive');
    const isFailing = part.some(({ gives }) => gives.length > 0);
    expect([code, report.problems, report.summary.judged]).toEqual([isFailing ? 1 : 0, undefined, part.length]);

    const { runs } = JSON.parse(readFileSync(sarif, 'utf8')) as Log;
    const results = runs.flatMap((run) => run.results ?? []);
    for (const [index, one] of part.entries()) {
      const uri = `history/${start}/${index}.md`;
      const ofPage = results.filter(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri === uri);
      const found = ofPage.map(({ ruleId = '', properties }) => `${ruleId} ${String(properties?.['pointer'])}`);
      expect({ name: one.name, found: asGiven(found, one) }).toEqual({ name: one.name, found: [...one.gives].sort() });
    }
  }
});

test('a finding shows both lines, in each format', async () => {
  const page = write('upstream/page.md', ours.replaceAll('200 OK', '202 Accepted'));
  const shown = new Map<string, string>();
  for (const format of formats) {
    const { code, stdout } = await runCli(['docs', 'upstream/page.md', '--format', format], { cwd: folder.path });
    await expectValid[format](stdout);
    expect(code).toBe(1);
    shown.set(format, stdout);
  }
  expect(shown.get('pretty')).toContain(
    [
      '  breaking  docs.changed  (once)',
      `    response.status 200 → 202 (page.md:${line})`,
      `    our page: contracts/pages/update-device-configuration-assignment.md:${line}`,
      `      ${ours.split('\n')[line - 1] ?? ''}`,
      '      https://learn.microsoft.com/graph/api/intune-deviceconfig-deviceconfigurationassignment-update',
      `    other page: ${page.slice(folder.path.length + 1)}:${line}, PATCH update-device-configuration-assignment v1.0`,
      `      ${(ours.split('\n')[line - 1] ?? '').replace('200 OK', '202 Accepted')}`,
    ].join('\n'),
  );
  expect(JSON.parse(shown.get('json') ?? '')).toMatchObject({
    command: 'docs',
    findings: [
      {
        code: 'docs.changed',
        documentedAt: { file: 'contracts/pages/update-device-configuration-assignment.md', line },
        seenAt: { file: 'upstream/page.md', line },
      },
    ],
  });
  expect(JSON.parse(shown.get('sarif') ?? '')).toMatchObject({
    runs: [
      {
        results: [
          {
            ruleId: 'docs.changed',
            locations: [{ physicalLocation: { artifactLocation: { uri: 'upstream/page.md' }, region: { startLine: line } } }],
            relatedLocations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'contracts/pages/update-device-configuration-assignment.md' },
                  region: { startLine: line },
                },
              },
            ],
          },
        ],
      },
    ],
  });
  for (const format of ['junit', 'markdown']) {
    expect(shown.get(format)).toContain(`upstream/page.md:${line}`);
    expect(shown.get(format)).toContain(`contracts/pages/update-device-configuration-assignment.md:${line}`);
  }
});

/** Each line of a history, by operation: its version and verdict. */
function linesOf(history: string): string[] {
  const lines = readFileSync(history, 'utf8').trim().split('\n');
  return lines
    .map((text) => JSON.parse(text) as HistoryLine)
    .map(({ operation, version, verdict }) => `${operation} ${version} ${verdict}`)
    .sort();
}

test('pages are found by their HTTP requests, in both API versions, whatever their names', async () => {
  write('checkout/api-reference/v1.0/api/a.md', ours.replaceAll('{deviceConfigurationId}', '{id}'));
  write('checkout/api-reference/beta/api/b.md', ours);
  write(
    'checkout/includes/c.md',
    ours.replace('# Update', '# Set').replace('Changes', '> APIs under the `/beta` version change.\n\nChanges'),
  );
  write(
    'checkout/d.md',
    ours.replace('Changes', ':::zone pivot="graph-preview"\n[!INCLUDE [beta-disclaimer](beta.md)]\n:::zone-end\n\nChanges'),
  );
  write('checkout/api-reference/v1.0/api/get.md', ours.replaceAll('PATCH', 'GET'));
  write('checkout/api-reference/v1.0/api/other.md', ours.replaceAll('deviceConfigurations', 'mobileApps'));
  write('checkout/concepts/d.md', '# Hello\n\n``` http\nPATCH /deviceManagement/deviceConfigurations/{id}/assignments/{id}\n```\n');
  write('checkout/node_modules/e.md', '# Not searched\n');
  const history = join(folder.path, 'runs.ndjson');
  const { code, report } = await reportOn('checkout', '--history', history);

  expect([code, report.verdict, report.summary.judged]).toEqual([0, 'agrees', 4]);
  expect(linesOf(history)).toEqual([
    ...['beta', 'v1.0'].map((version) => `update-device-compliance-policy-assignment ${version} inconclusive`),
    ...['beta', 'beta', 'v1.0', 'v1.0'].map((version) => `update-device-configuration-assignment ${version} agrees`),
  ]);
});

describe('an operation of ours without a page in searched folders', () => {
  test.each(formats)('is a finding of its own that fails nothing by default, as %s', async (format) => {
    write('checkout/a.md', ours);
    const { code, stdout, stderr } = await runCli(['docs', 'checkout', '--format', format], { cwd: folder.path });
    await expectValid[format](stdout);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('docs.not-comparable');
    expect(stdout).toMatch(/no page of PATCH \/deviceManagement\/deviceCompliancePolicies\/.+ was found among 1 in checkout/);
  });

  test('fails a run with --fail-on additive, with one fingerprint wherever it was searched, which a baseline accepts', async () => {
    write('checkout/a.md', ours);
    write('other/b.md', ours.replaceAll('200 OK', '202 Accepted'));
    const one = await reportOn('checkout', '--fail-on', 'additive');
    const both = await reportOn('checkout', 'other');
    expect([one.code, one.report.verdict]).toEqual([1, 'disagrees']);
    expect(one.report.summary).toMatchObject({ exchanges: 1, judged: 1, unknown: 1 });
    expect(one.report.findings).toMatchObject([
      {
        code: 'docs.not-comparable',
        severity: 'unknown',
        documentedAt: { file: 'contracts/pages/update-device-compliance-policy-assignment.md' },
        source: { file: 'checkout', description: 'PATCH update-device-compliance-policy-assignment' },
      },
    ]);
    expect(one.report.findings[0]).not.toHaveProperty('seenAt');
    const fingerprint = one.report.findings[0]?.fingerprint ?? '';
    expect(both.report.findings.map((finding) => finding.fingerprint)).toContain(fingerprint);

    const acceptance = ['--owner', 'us', '--reason', 'a partial checkout', '--expires', '2999-01-01'];
    await runCli(['docs', '--baseline', 'docs.json', '--accept', fingerprint, ...acceptance], { cwd: folder.path });
    const under = await reportOn('checkout', '--fail-on', 'additive', '--baseline', 'docs.json');
    expect([under.code, under.report.summary.accepted]).toEqual([0, 1]);
  });

  test('has a line in the history, which says since when and why it was not compared', async () => {
    const pages = write('checkout/a.md', ours);
    write('checkout/b.md', readFileSync(join(pagesFolder, 'update-device-compliance-policy-assignment.md'), 'utf8'));
    await reportOn('checkout', '--history', 'runs.ndjson');
    rmSync(pages);
    await reportOn('checkout', '--history', 'runs.ndjson', '--fail-on', 'additive');
    await reportOn('checkout', '--history', 'runs.ndjson');
    expect(linesOf(join(folder.path, 'runs.ndjson'))).toContain('update-device-configuration-assignment beta disagrees');
    const { code, stdout: shown } = await runCli(['history', 'runs.ndjson', '--fail-after', '1'], { cwd: folder.path });
    expect(code).toBe(3);
    expect(shown).toMatch(/no page of PATCH \/deviceManagement\/deviceConfigurations\/.+ was found/);
  });

  test('is found too if its page has another method now', async () => {
    const page = readFileSync(join(pagesFolder, 'update-device-compliance-policy-assignment.md'), 'utf8');
    write('checkout/a.md', ours);
    write('checkout/b.md', page.replaceAll('PATCH', 'PUT'));
    expect((await reportOn('checkout', '--fail-on', 'unknown')).code).toBe(1);
  });

  test('is no finding if files are named', async () => {
    const page = write('a.md', ours);
    expect((await reportOn(page, '--fail-on', 'additive')).report.findings).toEqual([]);
  });
});

test("the baseline of the nightly check of the pages accepts the permission that Microsoft's pages name, and no other", async () => {
  const named = (text: string, permission: string): string =>
    text.replaceAll(/^(\|(?:Delegated \(work or school account\)|Application)\|).*$/gm, `$1${permission}|`);
  for (const name of ['configuration', 'compliance-policy'])
    for (const version of ['v1.0', 'beta']) {
      const page = readFileSync(join(pagesFolder, `update-device-${name}-assignment.md`), 'utf8');
      write(`checkout/${version}/api/${name}.md`, named(page, 'DeviceManagementConfiguration.ReadWrite.All'));
      write(`other/${version}/api/${name}.md`, named(page, 'DeviceManagementApps.ReadWrite.All'));
    }
  const fingerprints = ({ report }: { readonly report: Report }): string[] => report.findings.map(({ fingerprint }) => fingerprint).sort();
  const { accepted } = JSON.parse(readFileSync(join(packageRoot, '.github', 'docs.baseline.json'), 'utf8')) as {
    accepted: { fingerprint: string }[];
  };
  const known = accepted.map(({ fingerprint }) => fingerprint).sort();
  expect(fingerprints(await reportOn('checkout'))).toEqual(known);
  expect(fingerprints(await reportOn('other')).filter((one) => known.includes(one))).toEqual([]);
});

describe('a page that cannot be compared', () => {
  test('does not keep the others from being compared', async () => {
    write('mixed/broken.md', `${ours}\n## Colours\n`);
    write('mixed/changed.md', ours.replaceAll('200 OK', '202 Accepted'));
    const { code, stderr, report } = await reportOn('mixed');

    expect([code, report.verdict]).toEqual([2, 'cannot-run']);
    const problem = `mixed/broken.md:${ours.split('\n').length + 1}: no reader understands the section "Colours"`;
    expect(report.problems).toEqual([problem]);
    expect(stderr).toContain(problem);
    expect(report.findings.map((finding) => finding.code)).toEqual(['docs.changed', 'docs.not-comparable']);
  });

  test.each<[string, readonly string[], RegExp]>([
    ['a missing file', ['none.md'], /^graph-contracts: none\.md: no such file or folder\. Check the path\.$/m],
    [
      'a folder without one',
      ['empty'],
      /^graph-contracts: Cannot find a page of our operations in empty \(pages searched: 1\)\. Give pages whose HTTP request is PATCH \/deviceManagement\//m,
    ],
    [
      'a named page of another operation',
      ['empty/get.md'],
      /^graph-contracts: empty\/get\.md: its HTTP request is none of our operations\. Give/m,
    ],
    ['no path', [], /^graph-contracts: Give pages: files, folders, or a checkout/m],
    ['a report over a page', ['over/page.md', '--output', 'over/page.md'], /^graph-contracts: The report would overwrite over\/page\.md/m],
    [
      'a missing baseline',
      ['over/page.md', '--baseline', 'none.json'],
      /^graph-contracts: none\.json: no such file\..+"npx graph-assignment-contracts docs --baseline none\.json --accept <fingerprint>"\.$/m,
    ],
    ['--accept without a baseline', ['--accept', '0123456789abcdef'], /'--accept' cannot be used without option '--baseline'/],
  ])('%s', async (_, args, says) => {
    write('empty/get.md', ours.replaceAll('PATCH', 'GET'));
    write('over/page.md', ours);
    const { code, stderr } = await runCli(['docs', ...args], { cwd: folder.path });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
  });
});

test('a baseline accepts a finding, and says when it no longer occurs', async () => {
  const page = write('accepted/page.md', ours.replace('`200 OK`', '`202 Accepted`'));
  const { report } = await reportOn('accepted');
  const fingerprint = report.findings[0]?.fingerprint ?? '';
  const accepted = await runCli(
    ['docs', '--accept', fingerprint, '--baseline', 'docs.json', '--owner', 'us', '--reason', 'known', '--expires', '2999-01-01'],
    { cwd: folder.path },
  );
  expect(accepted).toMatchObject({ code: 0, stderr: '' });
  const under = await reportOn('accepted', '--baseline', 'docs.json');
  expect([under.code, under.report.verdict, under.report.summary.accepted]).toEqual([0, 'agrees', 1]);

  copyFileSync(join(pagesFolder, 'update-device-configuration-assignment.md'), page);
  const gone = await reportOn('accepted', '--baseline', 'docs.json');
  expect(gone.report.baseline?.removable.map((entry) => entry.fingerprint)).toEqual([fingerprint]);
});

test('--fail-on additive fails for a new permission', async () => {
  const page = write('permission.md', ours.replace(/^(\|Application\|).+$/m, '$1Device.Read.All|'));
  expect((await reportOn(page)).code).toBe(0);
  expect((await reportOn(page, '--fail-on', 'additive')).code).toBe(1);
});

describe('--against', () => {
  const name = 'update-device-configuration-assignment.md';
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', folder.path, '-c', 'user.name=a', '-c', 'user.email=a@contoso.example', ...args], { encoding: 'utf8' });

  function clone(): void {
    cpSync(pagesFolder, join(folder.path, 'contracts/pages'), { recursive: true });
    git('init', '--quiet');
    git('add', '-A');
    git('commit', '--quiet', '-m', 'pages');
  }

  const against = (...args: readonly string[]): Promise<CliResult & { readonly report: Report }> =>
    reportOn('contracts/pages', '--against', ...args);

  test('shows what a change of our own page means, what it contradicts, and misspelt types', async () => {
    clone();
    const page = join(folder.path, 'contracts/pages', name);
    writeFileSync(
      page,
      ours.replace('`200 OK`', '`204 No Content`').replace('Changes one [deviceC', 'Changes a deviceConfigurationAsignment, one [deviceC'),
    );
    const { code, stdout } = await runCli(['docs', 'contracts/pages', '--against', 'HEAD'], { cwd: folder.path });

    expect(code).toBe(1);
    expect(stdout).toContain(`    response.status 200 → 204 (${name}:${line})\n    before: contracts/pages/${name}:${line}\n`);
    expect(stdout).toContain(`    now: contracts/pages/${name}:${line}, PATCH update-device-configuration-assignment\n`);
    expect(stdout).toContain('the example answers 200, the text says 204');
    expect(stdout).toContain('Did you mean deviceConfigurationAssignment?');
    const shown = await Promise.all(
      (['junit', 'markdown', 'sarif'] as const).map((format) =>
        runCli(['docs', 'contracts/pages', '--against', 'HEAD', '--format', format], { cwd: folder.path }),
      ),
    );
    const [junit, markdown, sarif] = shown.map((result) => result.stdout);
    expect(junit).toMatch(/^before: contracts.+$/m);
    expect(junit).toMatch(/^now: contracts.+$/m);
    expect(markdown).toMatch(/^\| Severity \| Finding \| Before \| Now \|/m);
    expect(sarif).toContain(`Before: contracts/pages/${name}:${line}.`);
    for (const text of [stdout, junit, markdown]) expect(text).not.toMatch(/o(?:ur|ther) page:/i);
    const byFolder = await runCli(['docs', 'contracts/pages', '--against', pagesFolder], { cwd: folder.path });
    expect(byFolder.stdout.replaceAll(pagesFolder, 'contracts/pages')).toBe(stdout);
  });

  test('finds a change of a type once for each operation that has it', async () => {
    clone();
    const file = join(folder.path, 'contracts/pages/assignment-targets.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace('|groupId|String|', '|groupId|Int32|'));
    const { code, report } = await against('HEAD');

    expect(code).toBe(1);
    expect(report.findings.map((finding) => [finding.message.replace(/ \(.*/, ''), finding.seenAt?.file])).toEqual(
      [0, 1].map(() => ['type.groupAssignmentTarget/groupId string → integer', 'contracts/pages/assignment-targets.md']),
    );
  });

  test('agrees for unchanged pages, names an operation that is new, and finds one that is gone', async () => {
    clone();
    expect(await against('HEAD')).toMatchObject({ code: 0, stderr: '' });
    renameSync(join(folder.path, 'contracts/pages', name), join(folder.path, 'contracts/pages/renamed.md'));
    expect(await against('HEAD')).toMatchObject({ code: 0, stderr: '' });
    rmSync(join(folder.path, 'contracts/pages/renamed.md'));
    write('contracts/pages/new.md', ours.replaceAll('deviceConfigurations/', 'lamps/'));
    const { code, stderr, report } = await against('HEAD');
    expect(stderr).toMatch(/^contracts\/pages\/new\.md: PATCH \S+ is new: HEAD has no page of it\.\n$/);
    expect([code, report.verdict]).toEqual([1, 'disagrees']);
    expect(report.findings).toMatchObject([
      {
        code: 'docs.gone',
        severity: 'breaking',
        message: expect.stringMatching(/^PATCH \S+ is gone: only HEAD has a page of it\.$/) as string,
        documentedAt: { file: `contracts/pages/${name}` },
      },
    ]);
  });

  test('finds a page whose method has changed, and pages that are all gone, with the same fingerprint', async () => {
    clone();
    const page = join(folder.path, 'contracts/pages', name);
    writeFileSync(page, ours.replaceAll('PATCH', 'PUT'));
    const changed = await against('HEAD');
    expect([changed.code, changed.report.findings.map((finding) => finding.code)]).toEqual([1, ['docs.gone']]);
    rmSync(page);
    rmSync(join(folder.path, 'contracts/pages/update-device-compliance-policy-assignment.md'));
    const { code, report } = await against('HEAD');
    expect([code, report.summary.breaking]).toEqual([1, 2]);
    expect(report.findings.map((finding) => finding.fingerprint)).toContain(changed.report.findings[0]?.fingerprint);
    for (const format of formats) {
      const { stdout } = await runCli(['docs', 'contracts/pages', '--against', 'HEAD', '--format', format], { cwd: folder.path });
      await expectValid[format](stdout);
      expect(stdout).toContain(`contracts/pages/${name}`);
    }
  });

  test.each<[string, readonly string[], RegExp]>([
    ['another word', ['nothing'], /"nothing" is neither a folder nor a revision of git in contracts\/pages/],
    ['an option for git', ['--upload-pack=x'], /argument missing|neither a folder nor a revision/],
    ['a second folder', ['HEAD', 'more'], /give one folder of pages, or none for our own/],
    ['a baseline', ['HEAD', '--baseline', 'x'], /cannot be used with/],
  ])('refuses %s', async (_, args, says) => {
    clone();
    const { code, stderr } = await runCli(['docs', 'contracts/pages', '--against', ...args], { cwd: folder.path });
    expect(stderr).toMatch(says);
    expect(code).toBe(2);
  });

  test('a page that cannot be compiled is named, and the others are compared', async () => {
    clone();
    appendFileSync(join(folder.path, 'contracts/pages', name), '\n## Colours\n');
    const { code, report } = await against('HEAD');
    expect([code, report.summary.judged, report.summary.breaking]).toEqual([2, 1, 0]);
    expect(report.problems?.[0]).toMatch(/update-device-configuration-assignment\.md:\d+: no reader understands the section "Colours"/);
  });
});
