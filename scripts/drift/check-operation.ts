import { isDeepStrictEqual } from 'node:util';
import type { ApiVersion, Contract } from '../../contracts/contract.js';
import { readBody } from '../../contracts/judge/body.js';
import { coverageOf } from '../../contracts/judge/coverage.js';
import type { Exchange } from '../../contracts/judge/exchange.js';
import { findingAbout, type Finding } from '../../contracts/judge/finding.js';
import { judge, type Judgement } from '../../contracts/judge/judge.js';
import { weatherIn } from '../../contracts/judge/weather.js';
import { isObject } from '../../contracts/json-value.js';
import type { AssignmentIds } from '../client/assignment-path.js';
import type { GraphClient } from '../client/graph-client.js';
import type { FailOn, OperationRow } from '../report/report.js';
import { verdictOf, type Judged } from '../report/tally.js';

/** One assignment to be checked, in one API version. */
export interface Check {
  readonly contract: Contract;
  readonly version: ApiVersion;
  readonly ids: AssignmentIds;
}

export interface CheckResult {
  readonly row: OperationRow;
  readonly judged: readonly Judged[];
  /** What went over the wire, in order. */
  readonly exchanges: readonly Exchange[];
}

/**
 * Reads an assignment, sends it its own target, judges the answer, and reads it back: the documented update that changes nothing.
 * @param clock gives milliseconds, from any start.
 */
export async function checkOperation(client: GraphClient, check: Check, failOn: FailOn, clock: () => number): Promise<CheckResult> {
  const { contract, version, ids } = check;
  const start = clock();
  const exchanges: Exchange[] = [];
  const judged: Judged[] = [];
  const add = (step: string, exchange: Exchange, judgement: Judgement): void => {
    exchanges.push(exchange);
    if (judgement.kind !== 'outside') judged.push({ source: sourceOf(check, step), judgement });
  };

  const before = await client.read(contract, version, ids);
  const target = targetIn(before);
  let update: Exchange | undefined;
  let updateJudgement: Judgement = { kind: 'outside' };
  if (target === undefined) {
    // Without its target there is nothing that could be sent without changing something.
    add('GET before', before, nothingToSay(check, before));
  } else {
    exchanges.push(before);
    update = await client.update(contract, version, ids, target);
    const sent = { ...update, source: sourceOf(check, contract.method) };
    updateJudgement = judge(sent, { objectExists: true, targetFromGraph: true });
    add(contract.method, sent, updateJudgement);
    const after = await client.read(contract, version, ids);
    add('GET after', after, readBack(check, target, after));
  }
  const milliseconds = Math.round(clock() - start);
  const findings = judged.flatMap(({ judgement }) => (judgement.kind === 'outside' ? [] : judgement.findings));
  const anyInconclusive = judged.some(({ judgement }) => judgement.kind === 'inconclusive');
  return {
    row: {
      operation: contract.name,
      apiVersion: version,
      verdict: verdictOf(findings, anyInconclusive, failOn),
      status: update?.response?.status ?? null,
      milliseconds,
      rulesSeen: rulesSeen(contract, version, update, updateJudgement),
    },
    judged,
    exchanges,
  };
}

function sourceOf({ contract, version }: Check, step: string): { file: string; index: number; description: string } {
  return { file: 'drift', index: 0, description: `${step} ${contract.name} ${version}` };
}

function targetIn(exchange: Exchange): Record<string, unknown> | undefined {
  if (exchange.response?.status !== 200) return undefined;
  const body = readBody(exchange.response.body);
  return body.kind === 'json' && isObject(body.value) && isObject(body.value['target']) ? body.value['target'] : undefined;
}

/** A read that gave no target: weather if it is that, else the assignment is not one that can be checked. */
function nothingToSay({ contract, version }: Check, exchange: Exchange): Judgement {
  return { kind: 'inconclusive', operation: contract.name, version, findings: [], reason: weatherIn(exchange) ?? 'not-found' };
}

/** Compares the target that is there after the update with the one before it. A read that failed leaves the run inconclusive. */
function readBack(check: Check, before: Record<string, unknown>, exchange: Exchange): Judgement {
  const after = targetIn(exchange);
  if (after === undefined) return nothingToSay(check, exchange);
  const about = { operation: check.contract.name, version: check.version };
  if (isDeepStrictEqual(comparable(after), comparable(before))) return { kind: 'outside' };
  const finding: Finding = findingAbout(
    { contract: check.contract, version: check.version },
    'response.body.not-updated',
    'response.body.updated',
    {
      pointer: '/target',
      expected: 'the target that was there before, and was sent',
      actual: 'another target',
      message: 'The assignment has another target after an update that sent its own: look at it by hand.',
      identity: 'read back',
    },
  );
  return { kind: 'judged', ...about, findings: [finding] };
}

/** A target without control information, and with the bare name of its type: neither its context nor a `#` is a change. */
function comparable(target: Record<string, unknown>): Record<string, unknown> {
  const members = Object.entries(target).filter(([name]) => !name.includes('@'));
  return { ...Object.fromEntries(members), type: String(target['@odata.type']).replace(/^#/, '') };
}

function rulesSeen(
  contract: Contract,
  version: ApiVersion,
  exchange: Exchange | undefined,
  judgement: Judgement,
): OperationRow['rulesSeen'] {
  const seen = exchange === undefined ? [] : coverageOf(exchange, judgement);
  const known = contract.rules.filter(({ says }) => says.what !== 'type-property' || says.versions.includes(version));
  const count = (layer: string): readonly [number, number] => [
    seen.filter(({ at }) => at.layer === layer).length,
    known.filter(({ at }) => at.layer === layer).length,
  ];
  return { documented: count('documented'), metadata: count('metadata') };
}
