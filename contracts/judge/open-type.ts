import { writtenForms } from '../type-family.js';
import type { Subject } from './finding.js';

/** Whether a value names a type that a newer published page shows and no metadata knows. */
export function isOpenType({ contract }: Subject, value: unknown): value is string {
  return typeof value === 'string' && contract.openTypes.some(({ name }) => writtenForms(name).includes(value));
}
