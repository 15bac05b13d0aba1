import type { ApiVersion, Contract } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { Exchange, ExchangeResponse } from '../../../contracts/judge/exchange.js';
import type { AssignmentCheck } from '../../../scripts/client/assignment.js';
import { GraphClient, type AssignmentClient } from '../../../scripts/client/graph-client.js';
import { checkAssignment, type CheckResult } from '../../../scripts/drift/check-assignment.js';
import { Journal } from '../../../scripts/drift/journal/journal.js';
import { runDrift, type DriftResult } from '../../../scripts/drift/run-drift.js';
import { DriftRun, type DriftMode } from '../../../scripts/drift/session/drift-run.js';
import type { FailOn } from '../../../scripts/verdict/report.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { answerInProcess, connectionTo } from './runs-in-process.js';
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

interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** @param index how many requests came before. */
type Answer = (request: SentRequest, index: number) => ScriptedAnswer;

interface CheckOptions {
  /** The first one by default. */
  readonly contract?: Contract;
  readonly failOn?: FailOn;
  readonly mode?: DriftMode;
  readonly version?: ApiVersion;
  readonly clock?: VirtualClock;
  readonly budget?: number;
}

export interface Checked {
  readonly result: CheckResult;
  readonly outcome: Record<'verdict' | 'status' | 'findings' | 'reasons', unknown>;
  /** The methods that were sent, in order. */
  readonly methods: readonly string[];
  readonly sent: readonly SentRequest[];
  readonly remarks: readonly string[];
}

export interface ScriptedChecks {
  /** Checks the first operation, in beta and without retries by default. */
  readonly checkBy: (answer: Answer, options?: CheckOptions) => Promise<Checked>;
  /** As `checkBy`, with the answers to the first GET, to each PATCH, and to each GET after that. */
  readonly check: (answers: readonly [ScriptedAnswer, ScriptedAnswer?, ScriptedAnswer?], options?: CheckOptions) => Promise<Checked>;
  /** A whole run of the same check. */
  readonly runBy: (answer: Answer, options?: CheckOptions) => Promise<DriftResult>;
  readonly runOn: (client: AssignmentClient, options?: CheckOptions) => DriftRun;
  readonly journal: () => Journal;
}

/** Checks in this process, against scripted answers and with a state folder of its own for each test. */
export function useScriptedChecks(): ScriptedChecks {
  const folder = useTemporaryFolder();
  const origin = 'http://127.0.0.1:1';
  let sent: SentRequest[];
  let current: Answer | undefined;
  beforeEach(() => {
    current = undefined;
  });
  const client = new GraphClient({ baseUrl: origin, token: () => Promise.resolve('made-up') });
  const fetchBy =
    (answerTo: Answer): typeof fetch =>
    (url, { method = '', body } = {}) => {
      const request = { method, path: (url as string).slice(origin.length), body: (body as string | undefined) ?? '' };
      const answer = answerTo(request, sent.length);
      sent.push(request);
      if (answer === 'connection-lost') return Promise.reject(new TypeError('fetch failed', { cause: { code: 'UND_ERR_SOCKET' } }));
      const { status, headers = { 'content-type': 'application/json' }, body: shown = null } = answer;
      const text = shown === null || typeof shown === 'string' ? shown : JSON.stringify(shown);
      return Promise.resolve(new Response(text, { status, headers: headers as Record<string, string> }));
    };
  answerInProcess(() => current && fetchBy(current));
  const start = (answer: Answer, { contract: about = contract, version = 'beta' }: CheckOptions): AssignmentCheck => {
    current = answer;
    sent = [];
    return { contract: about, version, ids };
  };

  const runOn: ScriptedChecks['runOn'] = (by, { failOn = 'breaking', clock, budget = 0 } = {}) =>
    new DriftRun(connectionTo(origin, folder.path, [], { client: by, clock, tenant: 't', requestLimit: 200 }), { failOn, budget });

  const checkBy: ScriptedChecks['checkBy'] = async (answer, options = {}) => {
    const check = start(answer, options);
    const run = runOn(client, options);
    const result = await checkAssignment(run, check);
    return { result, outcome: outcomeOf(result), methods: sent.map(({ method }) => method), sent, remarks: run.remarks };
  };

  const check: ScriptedChecks['check'] = ([before, update, after], options) => {
    let updated = false;
    return checkBy(({ method }) => {
      updated ||= method !== 'GET';
      return (method === 'GET' ? (updated ? after : before) : update) ?? 'connection-lost';
    }, options);
  };

  const runBy: ScriptedChecks['runBy'] = (answer, { mode, ...options } = {}) =>
    runDrift(connectionTo(origin, folder.path, [start(answer, options)], { client }), { failOn: 'breaking', mode, budget: 0 });

  return { checkBy, check, runBy, runOn, journal: () => new Journal(`${folder.path}/journal.json`) };
}

export function methodsOf(exchanges: readonly Exchange[]): string[] {
  return exchanges.map(({ request }) => request.method);
}

/** The outcome of a check, in short. */
export function outcomeOf({ row, judged }: CheckResult): Checked['outcome'] {
  return {
    verdict: row.verdict,
    status: row.status,
    findings: judged.flatMap(({ judgement }) => judgement.findings.map(({ code }) => code)),
    reasons: judged.flatMap(({ judgement }) => (judgement.kind === 'inconclusive' ? judgement.reason : [])),
  };
}
