import { coverageOf } from '../../contracts/judge/coverage.js';
import type { Exchange } from '../../contracts/judge/exchange.js';
import type { Judgement } from '../../contracts/judge/judge.js';
import type { OperationRow } from '../verdict/report.js';
import type { Check } from '../client/check.js';

/** How many rules of each layer an update put to the test, of how many there are. */
export function rulesSeen({ contract, version }: Check, exchange: Exchange | undefined, judgement: Judgement): OperationRow['rulesSeen'] {
  const seen = exchange === undefined ? [] : coverageOf(exchange, judgement);
  const known = contract.rules.filter(({ says }) => says.what !== 'type-property' || says.versions.includes(version));
  const count = (layer: string): readonly [number, number] => [
    seen.filter(({ at }) => at.layer === layer).length,
    known.filter(({ at }) => at.layer === layer).length,
  ];
  return { documented: count('documented'), metadata: count('metadata') };
}
