import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiVersion, Contract } from '../../../contracts/contract.js';
import type { Code, InconclusiveReason } from '../../../contracts/judge/codes.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import type { Known } from '../../../contracts/judge/judge-answer.js';
import { assignmentPath, updateBody } from '../../../scripts/client/assignment.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import type { SimulationName } from '../../../scripts/emulator/simulations.js';
import { sampleValues } from '../../../scripts/emulator/samples.js';
import type { JsonObject } from '../../../contracts/json-value.js';
import { assignmentsIn } from '../../equipment/emulated-assignments.js';

/** The expected judgement of one simulated answer, for both operations. */
export interface SimulationRow {
  readonly simulation: SimulationName;
  /** Default: both. */
  readonly versions?: readonly ApiVersion[];
  /** The type of the target that is sent. Default: that of the documented example. */
  readonly sends?: string;
  readonly known?: Known;
  readonly verdict: 'agrees' | 'additive' | 'unknown' | 'breaking' | 'inconclusive';
  readonly reason?: InconclusiveReason;
  /** All findings. `rule` names the rule whose line must be cited; `says` is a part of the message. */
  readonly findings: readonly { readonly code: Code; readonly pointer: string; readonly rule: string; readonly says?: string }[];
}

export const simulationRows = JSON.parse(readFileSync(join(__dirname, 'simulations.json'), 'utf8')) as readonly SimulationRow[];

const origin = 'http://127.0.0.1';

/** The update that a row sends, and the answer of the emulator, without a server. */
export function simulatedExchange(row: SimulationRow, contract: Contract, version: ApiVersion): Exchange {
  const emulator = new Emulator({ simulate: row.simulation });
  const ids = assignmentsIn(emulator.tenant).find(({ operation }) => operation === contract.name);
  if (ids === undefined) throw new Error(`The emulator has no assignment of ${contract.name}.`);
  const request = {
    method: contract.method,
    url: `${origin}${assignmentPath(contract, version, ids)}`,
    headers: { authorization: 'Bearer made-up', accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(updateBody(contract, { target: targetOf(row, contract) })),
  };
  const { status, headers, body, drop } = emulator.answer(request, origin);
  if (drop) return { request, failure: 'ECONNRESET' };
  return { request, response: { status, headers, body } };
}

/** The target of a row: the sample that it names, or the target of the documented example. */
export function targetOf({ sends }: SimulationRow, contract: Contract): JsonObject {
  const documented = contract.examples[0]?.request?.body as { readonly target: JsonObject };
  const target = sends === undefined ? documented.target : sampleValues[sends]?.value;
  if (target === undefined) throw new Error(`There is no sample of ${String(sends)}.`);
  return target;
}
