import { writtenType } from '../type-family.js';
import type { Subject } from './finding.js';
import { nearestName } from './known-properties.js';
import { oncePerContract } from './once-per-contract.js';

const typesWithRule = oncePerContract(({ rules }) => rules.flatMap(({ says }) => (says.what === 'known-type' ? says.typeName : [])));

/** The known type whose name differs from a given one by its case, its namespace, or a slip of up to two letters. */
export function nearestType(subject: Subject, written: unknown): string | undefined {
  if (typeof written !== 'string') return undefined;
  const name = written.slice(Math.max(written.lastIndexOf('.'), written.lastIndexOf('#')) + 1);
  return nearestName(name, typesWithRule(subject.contract));
}

/** A sentence for the end of another, which begins with a blank; empty without a type. */
export function didYouMean(type: string | undefined): string {
  return type === undefined ? '' : ` Did you mean ${writtenType(type)}?`;
}
