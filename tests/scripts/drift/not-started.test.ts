/** Something keeps a run from beginning, while the journal of an earlier one says how an assignment was: that is told, and a tenant that stands changed comes first. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../../scripts/verdict/report.js';
import { useLocalCloud } from '../../equipment/local-cloud.js';
import { ReadOnlyFolder } from '../../equipment/read-only-folder.js';
import { runCli, type CliResult } from '../../run-cli.js';
import { leaveJournal } from './leave-journal.js';

const cloud = useLocalCloud();
beforeEach(() => {
  mkdirSync(stateFolder());
});

const stateFolder = (): string => join(cloud.folder, '.graph-contracts');
const journal = (): string => join(stateFolder(), 'journal.json');

interface Hindrance {
  readonly name: string;
  /** @returns variables of the run. */
  readonly prepare: () => Readonly<Record<string, string>>;
  /** What tells it. */
  readonly says: string;
  /** The exit code when no assignment is known to be changed. */
  readonly code: number;
}

const hindrances: readonly Hindrance[] = [
  {
    name: 'an authority that answers with a page',
    prepare: () => {
      cloud.authority.refusal = 'html';
      return {};
    },
    says: 'The authority gave no token',
    code: 3,
  },
  {
    name: 'a token without the permission',
    prepare: () => {
      cloud.authority.claims = { ...cloud.authority.claims, roles: [] };
      return {};
    },
    says: 'DeviceManagementConfiguration.ReadWrite.All',
    code: 3,
  },
  {
    name: 'a token for another tenant',
    prepare: () => {
      cloud.authority.claims = { ...cloud.authority.claims, tid: '00000000-0000-4000-8000-00000000eeee' };
      return {};
    },
    says: 'The token is for another tenant than the configured one',
    code: 4,
  },
  {
    name: 'a lock of another machine',
    prepare: () => {
      writeFileSync(`${journal()}.lock`, JSON.stringify({ host: 'elsewhere', pid: 1, began: '' }));
      return {};
    },
    says: 'Another run is under way (process 1 on elsewhere)',
    code: 4,
  },
  {
    name: 'a lock that cannot be written',
    prepare: () => {
      const folder = new ReadOnlyFolder(stateFolder());
      folder.close();
      return folder.environment;
    },
    says: 'journal.json.lock cannot be written (EROFS)',
    code: 2,
  },
  { name: 'a secret that is not there', prepare: () => ({ AZURE_CLIENT_SECRET: '' }), says: 'AZURE_CLIENT_SECRET', code: 2 },
];

const drift = ['drift'] as const;
const record = ['record', '--folder', 'recorded'] as const;
const everyCommand = [drift, [...drift, '--restore'], record] as const;

/** Runs them one after the other, and holds each against what is expected of all of them. */
async function expectOf(
  commands: readonly (readonly string[])[],
  { prepare, says }: Pick<Hindrance, 'prepare' | 'says'>,
  code: number,
  sentences: readonly string[],
): Promise<void> {
  const environment = { ...cloud.environment, ...prepare() };
  const config = cloud.writeOneCheck({ signIn: 'client-secret' });
  const text = readFileSync(journal(), 'utf8');
  for (const command of commands) {
    const args = [...command, '--config', config, '--format', 'json', '--budget', '0'];
    const result = await runCli(args, { cwd: cloud.folder, environment });
    const said = saidBy(result);
    expect([command, result.code]).toEqual([command, code]);
    for (const sentence of [says, journal(), ...sentences]) expect(said).toContain(sentence);
    expect(said).not.toMatch(/this is a bug|00000000-/);
    // The worst news is on stderr too.
    if (code === 5) for (const sentence of sentences) expect(result.stderr).toContain(sentence);
  }
  expect([cloud.asked, readFileSync(journal(), 'utf8')]).toEqual([[], text]);
}

/** What a run tells: in its report, of its own verdict, or on stderr when it could not run. */
function saidBy({ code, stdout, stderr }: CliResult): string {
  if (code === 2) return stderr;
  const report = JSON.parse(stdout) as Report;
  expect(report.exitCode).toBe(code);
  return report.night?.remarks.join(' ') ?? '';
}

describe.each(hindrances.map((hindrance) => [hindrance.name, hindrance] as const))('%s', (_, hindrance) => {
  test('5, when an assignment was seen otherwise than it was', async () => {
    leaveJournal(cloud, { differed: true });
    await expectOf(everyCommand, hindrance, 5, [
      'An assignment of update-device-compliance-policy-assignment could not be restored. This run could not start.',
      'holds its ids and its earlier state: send PATCH /beta/deviceManagement/deviceCompliancePolicies/',
      'Until then no run touches anything.',
    ]);
  });

  test(`${hindrance.code}, when nothing shows that it was changed`, async () => {
    leaveJournal(cloud);
    await expectOf([record], hindrance, hindrance.code, ['holds its earlier state. The next run checks it before anything else;']);
  });
});

const [hindrance] = hindrances;
if (hindrance === undefined) throw new Error('There is no hindrance.');

test('5: the journal is damaged', async () => {
  writeFileSync(journal(), '{"format":1,');
  await expectOf([drift], hindrance, 5, ['is damaged']);
});

test('5: the journal is about another tenant', async () => {
  leaveJournal(cloud, { differed: true, tenant: 'https://graph.microsoft.com another' });
  await expectOf([drift], hindrance, 5, ['of another tenant than the configured one', 'could not be restored.']);
});

test('3: without a journal there is nothing to tell, and no state folder is made', async () => {
  hindrance.prepare();
  rmSync(stateFolder(), { recursive: true });
  const { code, stdout } = await runCli(['drift', '--config', cloud.writeOneCheck(), '--format', 'json'], {
    environment: cloud.environment,
  });
  expect([code, (JSON.parse(stdout) as Report).night?.remarks.length, existsSync(stateFolder())]).toEqual([3, 1, false]);
});

test('the history counts that night too, among those that said nothing', async () => {
  hindrance.prepare();
  leaveJournal(cloud, { differed: true });
  const history = join(cloud.folder, 'history.ndjson');
  const args = ['drift', '--config', cloud.writeOneCheck(), '--history', history];
  expect((await runCli(args, { environment: cloud.environment })).code).toBe(5);
  expect(JSON.parse(readFileSync(history, 'utf8'))).toMatchObject({ verdict: 'inconclusive', reasons: ['outage'] });
});
