/** A run cannot start while a journal is left: the report names the journal, and a changed tenant outweighs the failure. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ReadOnlyFolder } from '../../equipment/read-only-folder.js';
import { runCli, type CliResult } from '../../run-cli.js';
import { leaveJournal } from './leave-journal.js';
import { reportOf, remarksIn, useRunsOnCloud } from './runs-on-cloud.js';

const { cloud, run, stateFile } = useRunsOnCloud();
beforeEach(() => {
  mkdirSync(dirname(stateFile()));
});

interface StartFailure {
  readonly name: string;
  /** @returns variables of the run. */
  readonly prepare: () => Readonly<Record<string, string>> | undefined;
  readonly message: string;
  /** The exit code if no assignment is known to be changed. */
  readonly code: number;
}

const noToken: StartFailure = {
  name: 'an authority that answers with a page',
  prepare: () => {
    cloud.authority.refusal = 'html';
  },
  message: 'The authority gave no token',
  code: 3,
};

const startFailures: readonly StartFailure[] = [
  noToken,
  {
    name: 'a token without the permission',
    prepare: () => {
      cloud.authority.claims = { ...cloud.authority.claims, roles: [] };
    },
    message: 'DeviceManagementConfiguration.ReadWrite.All',
    code: 3,
  },
  {
    name: 'a token for another tenant',
    prepare: () => {
      cloud.authority.claims = { ...cloud.authority.claims, tid: '00000000-0000-4000-8000-00000000eeee' };
    },
    message: 'The token is for another tenant than the configured one',
    code: 4,
  },
  {
    name: 'a lock of another machine',
    prepare: () => {
      writeFileSync(`${stateFile()}.lock`, JSON.stringify({ host: 'elsewhere', pid: 1, began: '' }));
    },
    message: 'Another run is under way (process 1 on elsewhere)',
    code: 4,
  },
  {
    name: 'a lock that cannot be written',
    prepare: () => {
      const folder = new ReadOnlyFolder(dirname(stateFile()));
      folder.close();
      return folder.environment;
    },
    message: 'journal.json.lock cannot be written (EROFS)',
    code: 2,
  },
  { name: 'a missing secret', prepare: () => ({ AZURE_CLIENT_SECRET: '' }), message: 'AZURE_CLIENT_SECRET', code: 2 },
];

const drift = ['drift'] as const;
const record = ['record', '--folder', 'recorded'] as const;

/** Runs the commands one after the other. Each ends with the code and the sentences. */
async function expectOf(
  commands: readonly (readonly string[])[],
  { prepare, message }: StartFailure,
  code: number,
  sentences: readonly string[],
): Promise<void> {
  const environment = { ...cloud.environment, ...prepare() };
  const config = cloud.writeOneCheck({ signIn: 'client-secret' });
  const journal = readFileSync(stateFile(), 'utf8');
  for (const command of commands) {
    const args = [...command, '--config', config, '--format', 'json', '--budget', '0'];
    const result = await runCli(args, { cwd: cloud.folder, environment });
    const text = messagesOf(result);
    expect([command, result.code]).toEqual([command, code]);
    for (const sentence of [message, stateFile(), ...sentences]) expect(text).toContain(sentence);
    expect(text).not.toMatch(/this is a bug|00000000-/);
    if (code === 5) for (const sentence of sentences) expect(result.stderr).toContain(sentence);
  }
  expect([cloud.asked, readFileSync(stateFile(), 'utf8')]).toEqual([[], journal]);
}

/** The remarks of the report, or stderr if the command could not run. */
function messagesOf(result: CliResult): string {
  return result.code === 2 ? result.stderr : remarksIn(reportOf(result));
}

describe.each(startFailures.map((failure) => [failure.name, failure] as const))('%s', (_, failure) => {
  test('5, if an earlier run saw an assignment changed', async () => {
    leaveJournal(cloud, { differed: true });
    await expectOf([drift, [...drift, '--restore'], record], failure, 5, [
      'An assignment of update-device-compliance-policy-assignment could not be restored. This run could not start.',
      'holds its ids and its earlier state: send PATCH /beta/deviceManagement/deviceCompliancePolicies/',
      'Until then no run touches anything.',
    ]);
  });

  test(`${failure.code}, if no run saw a change`, async () => {
    leaveJournal(cloud);
    await expectOf([record], failure, failure.code, ['holds its earlier state. The next run checks it before anything else;']);
  });
});

test('5: the journal is damaged', async () => {
  writeFileSync(stateFile(), '{"format":1,');
  await expectOf([drift], noToken, 5, ['is damaged']);
});

test('5: the journal is about another tenant', async () => {
  leaveJournal(cloud, { differed: true, tenant: 'https://graph.microsoft.com another' });
  await expectOf([drift], noToken, 5, ['of another tenant than the configured one', 'could not be restored.']);
});

test('3: without a journal the report has one remark, and no state folder is created', async () => {
  noToken.prepare();
  rmSync(dirname(stateFile()), { recursive: true });
  const result = await run(cloud.writeOneCheck());
  expect([result.code, reportOf(result).night?.remarks.length, existsSync(dirname(stateFile()))]).toEqual([3, 1, false]);
});

test('the history has an inconclusive line of a run that could not start', async () => {
  noToken.prepare();
  leaveJournal(cloud, { differed: true });
  const history = join(cloud.folder, 'history.ndjson');
  expect((await run(cloud.writeOneCheck(), '--history', history)).code).toBe(5);
  expect(JSON.parse(readFileSync(history, 'utf8'))).toMatchObject({ verdict: 'inconclusive', reasons: ['outage'] });
});
