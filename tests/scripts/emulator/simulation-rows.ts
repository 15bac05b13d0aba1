import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiVersion } from '../../../contracts/contract.js';
import type { Code, InconclusiveReason } from '../../../contracts/judge/codes.js';
import type { Known } from '../../../contracts/judge/judge-answer.js';
import type { SimulationName } from '../../../scripts/emulator/simulations.js';

/** What must be made of one simulated answer, for both operations. */
export interface SimulationRow {
  readonly simulation: SimulationName;
  /** Both, unless told. */
  readonly versions?: readonly ApiVersion[];
  /** The type of the target that is sent; that of the documented example, unless told. */
  readonly sends?: string;
  readonly known?: Known;
  readonly verdict: 'agrees' | 'additive' | 'unknown' | 'breaking' | 'inconclusive';
  readonly reason?: InconclusiveReason;
  /** All findings. `rule` names the rule whose line must be cited; `says` is a part of the message. */
  readonly findings: readonly { readonly code: Code; readonly pointer: string; readonly rule: string; readonly says?: string }[];
}

export const simulationRows = JSON.parse(readFileSync(join(__dirname, 'simulations.json'), 'utf8')) as readonly SimulationRow[];
