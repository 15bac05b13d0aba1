import { createHash } from 'node:crypto';
import type { AssignmentIds } from './assignment.js';

/** Tells the assignments of a configuration apart in reports and histories, from run to run, without showing an id. */
export function assignmentKey({ policyId, assignmentId }: AssignmentIds): string {
  return createHash('sha256').update(`${policyId}/${assignmentId}`.toLowerCase()).digest('hex').slice(0, 6);
}
