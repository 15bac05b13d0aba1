import type { ApiVersion, Contract } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { ExchangeResponse } from '../../../contracts/judge/exchange.js';
import type { AssignmentClient } from '../../../scripts/client/graph-client.js';
import { checkAssignment, type CheckResult } from '../../../scripts/drift/check-assignment.js';
import { DriftRun } from '../../../scripts/drift/session/drift-run.js';
import { Journal } from '../../../scripts/drift/journal/journal.js';
import type { FailOn } from '../../../scripts/verdict/report.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { methodsOf, scriptedGraph, type ScriptedGraph } from './scripted-graph.js';
import { VirtualClock } from './virtual-clock.js';

export const [contract] = contracts as readonly [Contract, ...Contract[]];
export const ids = { policyId: 'policy', assignmentId: 'policy_target' };
export const ownTarget = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'g' };
export const otherTarget = { ...ownTarget, groupId: 'h' };

export type ScriptedAnswer = ExchangeResponse | 'connection-lost';

export const throttled: ExchangeResponse = { status: 429, body: { error: { code: 'TooManyRequests', message: '' } } };
export const notFound: ExchangeResponse = { status: 404, body: { error: { code: 'ResourceNotFound', message: '' } } };

/** An answer that shows the assignment. */
export function ok(target: unknown = ownTarget, more: Readonly<Record<string, unknown>> = {}): ExchangeResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: { id: ids.assignmentId, target, ...more } };
}

interface CheckOptions {
  readonly failOn?: FailOn;
  readonly version?: ApiVersion;
  readonly clock?: VirtualClock;
  readonly budget?: number;
}

export interface Checked {
  readonly result: CheckResult;
  /** The methods that were sent, in order. */
  readonly methods: readonly string[];
  readonly sent: ScriptedGraph['asked'];
  readonly remarks: readonly string[];
}

export interface ScriptedChecks {
  /** Checks the first operation, in beta and without retries by default. */
  readonly checkBy: (answer: Parameters<typeof scriptedGraph>[0], options?: CheckOptions) => Promise<Checked>;
  /** As `checkBy`, with the answers to the first GET, to each PATCH, and to each GET after that. */
  readonly check: (answers: readonly [ScriptedAnswer, ScriptedAnswer?, ScriptedAnswer?], options?: CheckOptions) => Promise<Checked>;
  readonly runOn: (client: AssignmentClient, options?: CheckOptions) => DriftRun;
  readonly journal: () => Journal;
}

/** A state folder of its own for each test. */
export function useScriptedChecks(): ScriptedChecks {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder();
  });
  afterEach(() => {
    folder.remove();
  });
  const journalFile = (): string => `${folder.path}/journal.json`;

  const runOn: ScriptedChecks['runOn'] = (client, { failOn = 'breaking', clock = new VirtualClock(), budget = 0 } = {}) =>
    new DriftRun({ client, tenant: 't', checks: [], journalFile: journalFile(), clock, requestLimit: 200 }, { failOn, budget });

  const checkBy: ScriptedChecks['checkBy'] = async (answer, options = {}) => {
    const graph = scriptedGraph(answer);
    const run = runOn(graph.client, options);
    const result = await checkAssignment(run, { contract, version: options.version ?? 'beta', ids }).finally(graph.close);
    return { result, methods: methodsOf(graph), sent: graph.asked, remarks: run.remarks };
  };

  const check: ScriptedChecks['check'] = ([before, update, after], options) => {
    let updated = false;
    return checkBy(({ method }) => {
      updated ||= method !== 'GET';
      return (method === 'GET' ? (updated ? after : before) : update) ?? 'connection-lost';
    }, options);
  };

  return { checkBy, check, runOn, journal: () => new Journal(journalFile()) };
}
