import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { packageRoot } from '../../../contracts/folders.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { useLocalCloud, type CurrentCloud } from '../../equipment/local-cloud.js';
import { runCli, type CliResult } from '../../run-cli.js';
import { tenantState } from './faulty-graph.js';

const schema = JSON.parse(readFileSync(join(packageRoot, 'scripts/report/report.schema.json'), 'utf8')) as object;
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

/** The JSON report on stdout, which the schema allows. */
export function reportOf({ code, stdout, stderr }: CliResult): Report {
  expect(stderr).not.toMatch(/this is a bug|^\s+at /m);
  const report = JSON.parse(stdout) as Report;
  validate(report);
  expect(validate.errors ?? []).toEqual([]);
  expect(report.exitCode).toBe(code);
  return report;
}

export function remarksIn({ night }: Report): string {
  return night?.remarks.join(' ') ?? '';
}

export interface RunsOnCloud {
  readonly cloud: CurrentCloud;
  /** The arguments of a run without retries that writes JSON. */
  readonly args: (config: string, ...more: string[]) => string[];
  readonly run: (config: string, ...more: string[]) => Promise<CliResult>;
  /** The path of a file in the state folder. */
  readonly stateFile: (name?: string) => string;
  readonly hasJournal: () => boolean;
  readonly isUnchanged: () => boolean;
  /** The methods that reached Graph, in order. */
  readonly methods: () => string;
  /** Holds the first request of a method until `act` calls `pass`. */
  readonly atFirst: (method: string, act: (pass: () => void, held: { request: IncomingMessage; response: ServerResponse }) => void) => void;
  /** Neither stream holds the id of the tenant, a policy or an assignment. */
  readonly expectNoIds: (result: CliResult) => void;
  /** The next run passes, and leaves the tenant as it was at the start of the test. */
  readonly expectMended: (config: string) => Promise<void>;
  /** The tenant is unchanged, neither a journal nor a lock is left, and no id is shown. */
  readonly expectClean: (result: CliResult) => void;
}

/** Runs of the built command against a new cloud for each test. */
export function useRunsOnCloud(): RunsOnCloud {
  const cloud = useLocalCloud();
  let before: string;
  beforeEach(() => {
    before = tenantState(cloud.emulator.tenant);
  });
  const args = (config: string, ...more: string[]): string[] => ['drift', '--config', config, '--format', 'json', '--budget', '0', ...more];
  const stateFile = (name = 'journal.json'): string => join(cloud.folder, '.graph-contracts', name);
  const isUnchanged = (): boolean => tenantState(cloud.emulator.tenant) === before;
  const expectNoIds = ({ stdout, stderr }: CliResult): void => {
    const { tenantId, assignments } = cloud.config() as { tenantId: string; assignments: { policyId: string; assignmentId: string }[] };
    const ids = assignments.flatMap(({ policyId, assignmentId }) => [policyId, assignmentId]);
    expect([tenantId, ...ids].filter((id) => (stdout + stderr).includes(id))).toEqual([]);
  };
  const run: RunsOnCloud['run'] = (config, ...more) => runCli(args(config, ...more), { cwd: cloud.folder, environment: cloud.environment });
  const hasJournal = (): boolean => existsSync(stateFile());
  return {
    cloud,
    args,
    run,
    stateFile,
    hasJournal,
    isUnchanged,
    methods: () => cloud.asked.map((line) => line.split(' ')[0]).join(' '),
    atFirst: (method, act) => {
      let isHeld = false;
      cloud.intercept = (request, response, pass) => {
        if (isHeld || request.method !== method) {
          pass();
        } else {
          isHeld = true;
          act(pass, { request, response });
        }
      };
    },
    expectNoIds,
    expectMended: async (config) => {
      cloud.intercept = undefined;
      const { code } = await run(config);
      expect([code, isUnchanged(), hasJournal()]).toEqual([0, true, false]);
    },
    expectClean: (result) => {
      expect([isUnchanged(), ...['journal.json', 'journal.json.lock'].map((name) => existsSync(stateFile(name)))]).toEqual([
        true,
        false,
        false,
      ]);
      expectNoIds(result);
    },
  };
}
