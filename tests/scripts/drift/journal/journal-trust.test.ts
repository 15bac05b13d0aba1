/** A run sends the state in a journal only if the journal is proven to be its own. */
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Report } from '../../../../scripts/verdict/report.js';
import { localTenantId } from '../../../equipment/local-authority.js';
import { runCli, type CliResult } from '../../../run-cli.js';
import { garbleUpdates, tenantState } from '../faulty-graph.js';
import { leaveJournal } from '../leave-journal.js';
import { useRunsOnCloud } from '../runs-on-cloud.js';

const key = 'a-made-up-key-of-the-journal';

const { cloud, stateFile, hasJournal, isUnchanged } = useRunsOnCloud();
let config: string;
beforeEach(() => {
  config = cloud.writeOneCheck();
});

const stateFolder = (): string => dirname(stateFile());
const sealed = (): string => stateFile('journal.sealed');

function run(more: readonly string[], secrets = key): Promise<CliResult> {
  const environment = { ...cloud.environment, DRIFT_JOURNAL_KEY: secrets };
  return runCli(['drift', '--config', config, '--budget', '0', ...more], { environment });
}

const check = (secrets?: string, ...more: string[]): Promise<CliResult> => run(['--format', 'json', ...more], secrets ?? '');
const problemsOf = ({ stdout }: CliResult): readonly string[] => (JSON.parse(stdout) as Report).problems ?? [];

/** A run whose updates Graph garbles: it leaves a journal. */
async function leaveSigned(secrets: string): Promise<void> {
  const mend = garbleUpdates(cloud.emulator);
  expect((await check(secrets)).code).toBe(5);
  mend();
  cloud.asked.length = 0;
}

/** Leaves a journal with another target, as an attacker would write it. */
async function leaveForged(changes: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await leaveSigned(key);
  const found = JSON.parse(readFileSync(stateFile(), 'utf8')) as { views: { body: object }[] };
  const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'forged' };
  const views = found.views.map((view) => ({ ...view, body: { ...view.body, target } }));
  writeFileSync(stateFile(), JSON.stringify({ ...found, views, ...changes }));
}

async function expectMended(secrets?: string): Promise<void> {
  const { code } = await check(secrets);
  expect([code, isUnchanged(), hasJournal()]).toEqual([0, true, false]);
}

const advice = '"graph-contracts drift --config <file> --restore --trust-journal"';

describe('an unproven journal is not sent', () => {
  test.each<readonly [string, () => unknown, string | undefined, string]>([
    ['of the old format, with a key', () => leaveJournal(cloud), key, 'not signed with DRIFT_JOURNAL_KEY'],
    ['with a forged target', () => leaveForged(), key, 'not signed with DRIFT_JOURNAL_KEY'],
    ['without its mac', () => leaveForged({ mac: undefined }), key, 'not signed with DRIFT_JOURNAL_KEY'],
    ['of another key', () => leaveSigned('another'), key, 'append the earlier one after a comma'],
    ['with a mac, without a key', () => leaveSigned(key), undefined, 'DRIFT_JOURNAL_KEY is not set. Set it'],
  ])('%s', async (_, leave, secrets, message) => {
    await leave();
    const found = tenantState(cloud.emulator.tenant);
    for (const more of [[], ['--dry-run'], ['--restore']]) {
      const result = await check(secrets, ...more);
      expect([result.code, cloud.asked, tenantState(cloud.emulator.tenant), hasJournal()]).toEqual([5, [], found, true]);
      for (const part of [message, advice]) expect(problemsOf(result).join(' ')).toContain(part);
      expect(result.stderr).toContain(advice);
    }
  });

  test('and outweighs a failed sign-in', async () => {
    leaveJournal(cloud);
    cloud.authority.refusal = 'html';
    expect((await check(key)).code).toBe(5);
  });

  test('except with --restore --trust-journal', async () => {
    leaveJournal(cloud);
    const result = await check(key, '--restore', '--trust-journal');
    expect([result.code, hasJournal(), isUnchanged()]).toEqual([0, false, true]);
    await expectMended(key);
  });

  test('--trust-journal is refused without --restore', async () => {
    expect(await run(['--trust-journal'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("option '--trust-journal' cannot be used without option '--restore'") as string,
    });
    expect(cloud.asked).toEqual([]);
  });
});

describe('a proven journal restores the assignment', () => {
  test.each([
    ['by the same key', key],
    ['by an earlier key', `new,${key}`],
    ['by an earlier key among empty entries', `,new, ${key} ,`],
  ])('%s', async (_, secrets) => {
    await leaveSigned(key);
    expect(JSON.parse(readFileSync(stateFile(), 'utf8'))).toMatchObject({
      format: 1,
      mac: expect.stringMatching(/^[\w+/]{43}=$/) as string,
    });
    await expectMended(secrets);
  });

  test('without keys, by the folder alone', async () => {
    await leaveSigned('');
    expect(readFileSync(stateFile(), 'utf8')).not.toContain('"mac"');
    await expectMended();
  });
});

describe('a folder or a file that others can write', () => {
  const isRoot = process.getuid?.() === 0;

  test.each<readonly [string, () => string, number | undefined]>([
    ['a folder of the group', stateFolder, 0o770],
    ['a folder of all', stateFolder, 0o777],
    ['a file of the group', stateFile, 0o660],
    ...(isRoot
      ? ([
          ['a file of another user', stateFile, undefined],
          ['a folder of another user', stateFolder, undefined],
        ] as const)
      : []),
  ])('%s', async (_, path, mode) => {
    leaveJournal(cloud);
    if (mode === undefined) chownSync(path(), 12_345, 12_345);
    else chmodSync(path(), mode);
    for (const secrets of [undefined, key]) {
      const result = await check(secrets);
      expect([result.code, cloud.asked]).toEqual([4, []]);
      const message = mode === undefined ? 'belongs to another user (uid 12345' : 'run: chmod go-w';
      expect(problemsOf(result)).toEqual([expect.stringContaining(message)]);
    }
  });

  test('is refused without a journal too: the next one could be forged', async () => {
    mkdirSync(stateFolder());
    chmodSync(stateFolder(), 0o777);
    expect(await check()).toMatchObject({ code: 4 });
    chmodSync(stateFolder(), 0o755);
    await expectMended();
  });
});

describe('the sealed copy', () => {
  const seal = (secrets?: string): Promise<CliResult> => run(['--seal'], secrets);
  const unseal = (secrets?: string): Promise<CliResult> => run(['--unseal'], secrets);

  test('moves a journal to another machine, shows no id, and is unsealed once', async () => {
    await leaveSigned(key);
    expect(await seal()).toMatchObject({ code: 0, stdout: expect.stringContaining(sealed()) as string });
    const copy = readFileSync(sealed(), 'utf8');
    const { assignments } = cloud.config() as { assignments: { policyId: string; assignmentId: string }[] };
    const ids = [localTenantId, ...assignments.flatMap(({ policyId, assignmentId }) => [policyId, assignmentId])];
    const plain = copy + Buffer.from(copy.split('\n')[1] ?? '', 'base64').toString('latin1');
    expect(ids.filter((id) => plain.includes(id))).toEqual([]);
    expect(statSync(sealed()).mode & 0o777).toBe(0o600);

    rmSync(stateFolder(), { recursive: true });
    mkdirSync(stateFolder());
    writeFileSync(sealed(), copy);
    expect((await unseal(`new,${key}`)).code).toBe(0);
    expect((await unseal()).code).toBe(0);
    await expectMended(key);
    expect(await seal()).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to seal') as string });
    expect(await unseal()).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to unseal') as string });
    expect(readdirSync(stateFolder()).filter((name) => !name.includes('.found'))).toEqual([]);
    expect(cloud.asked.length).toBeGreaterThan(0);
  });

  test.each([
    ['of another key', () => undefined, 'another'],
    ['that is cut off', (text: string) => text.slice(0, 60), key],
    ['that is not a sealed journal', () => '{"format":1}', key],
    ['that is empty', () => '', key],
  ])('%s is neither opened nor removed: 5', async (_, change, secrets) => {
    leaveJournal(cloud);
    await seal();
    rmSync(stateFile());
    const text = change(readFileSync(sealed(), 'utf8'));
    if (text !== undefined) writeFileSync(sealed(), text);
    for (const act of [unseal, seal]) {
      const { code, stderr } = await act(secrets);
      expect([code, hasJournal(), existsSync(sealed()), cloud.asked]).toEqual([5, false, true, []]);
      expect(stderr).toContain(`The sealed journal ${sealed()} cannot be opened with DRIFT_JOURNAL_KEY`);
    }
  });

  test('does not prove an unproven journal', async () => {
    leaveJournal(cloud);
    await seal();
    rmSync(stateFile());
    expect((await unseal()).code).toBe(0);
    expect((await check(key)).code).toBe(5);
    expect(cloud.asked).toEqual([]);
  });

  test('does not overwrite another journal', async () => {
    leaveJournal(cloud);
    await seal();
    leaveJournal(cloud, { differed: true });
    const found = readFileSync(stateFile(), 'utf8');
    expect(await unseal()).toMatchObject({ code: 4, stderr: expect.stringContaining('is not overwritten') as string });
    expect(readFileSync(stateFile(), 'utf8')).toBe(found);
  });

  test.each(['--seal', '--unseal'])('%s without a key, or without a tenant, names the missing option', async (option) => {
    for (const secrets of ['', ' , '])
      expect(await run([option], secrets)).toMatchObject({ code: 2, stderr: expect.stringContaining('openssl rand -base64 32') as string });
    const { code, stderr } = await runCli(['drift', option], { environment: { DRIFT_JOURNAL_KEY: key } });
    expect([code, stderr]).toEqual([2, expect.stringContaining(`option '${option}' cannot be used without option '--config'`)]);
    expect(await run([option, '--restore'])).toMatchObject({ code: 2 });
  });
});

describe('the key is shown nowhere', () => {
  /** All files of the cloud, and the output of the runs. */
  function everything(results: readonly CliResult[]): string {
    const files = readdirSync(cloud.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return [
      ...results.map(({ stdout, stderr }) => stdout + stderr),
      ...files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')),
    ].join('\n');
  }

  test('in no report, log or file', async () => {
    await leaveSigned(key);
    const reports = ['json', 'junit', 'sarif', 'markdown'].flatMap((format) => ['--report', `${format}=${join(cloud.folder, format)}`]);
    const results = [
      await run(['--seal']),
      await run(['--unseal']),
      await run(['--format', 'pretty', ...reports, '--history', join(cloud.folder, 'history.ndjson')]),
      await run(['--restore', '--trust-journal'], `${key},${key}`),
      await run(['--seal', '--dry-run']),
    ];
    expect(everything(results)).not.toContain(key);
  });

  test('in no child process: the Azure CLI, and a command that serve runs', async () => {
    const seen = join(cloud.folder, 'environment');
    const bin = join(cloud.folder, 'bin');
    mkdirSync(bin);
    const answer = JSON.stringify({ accessToken: cloud.authority.issue(), expires_on: Math.floor(Date.now() / 1000) + 3600 });
    writeFileSync(join(bin, 'az'), `#!/bin/sh\nenv >>${seen}\necho '${answer}'\n`, { mode: 0o755 });
    const { NODE_EXTRA_CA_CERTS = '' } = cloud.environment;
    const environment = { NODE_EXTRA_CA_CERTS, DRIFT_JOURNAL_KEY: key, PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    config = cloud.writeOneCheck({ signIn: 'azure-cli' });
    expect(await runCli(['drift', '--config', config], { environment })).toMatchObject({ code: 0 });
    const program = `fs.appendFileSync(${JSON.stringify(seen)}, JSON.stringify(process.env))`;
    await runCli(['serve', '--allow-empty', '--', process.execPath, '-e', program], { environment });
    const text = readFileSync(seen, 'utf8');
    expect(text).toContain('PATH=');
    expect(text).toContain('GRAPH_BASE_URL');
    expect(text).not.toMatch(new RegExp(`DRIFT_JOURNAL_KEY|${key}`));
  });
});
