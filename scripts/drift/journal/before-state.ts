import { apiVersions, type ApiVersion } from '../../../contracts/contract.js';
import { isObject } from '../../../contracts/json-value.js';
import type { AssignmentIds } from '../../client/assignment.js';
import { isSameId } from '../../client/same-id.js';
import { isTarget } from '../state/update-refusal.js';

/** An assignment as one API version shows it. */
export interface View {
  readonly version: ApiVersion;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How an assignment was before the first update: all that is needed to put it back. It holds ids, and never leaves the machine. */
export interface BeforeState extends AssignmentIds {
  readonly format: 1;
  /** Tells tenants apart: what was read in one is not written into another. */
  readonly tenant: string;
  /** The name of the contract. */
  readonly operation: string;
  /** The first one is in the API version that was checked. */
  readonly views: readonly View[];
  /** True once a read has shown a different state. */
  readonly differed: boolean;
}

/** Takes what a journal holds for a before-state if it is one, whole. */
export function beforeStateIn(value: unknown): BeforeState | undefined {
  if (!isObject(value) || value['format'] !== 1) return undefined;
  const { tenant, operation, policyId, assignmentId, views, differed } = value;
  const texts = [tenant, operation, policyId, assignmentId];
  if (!texts.every((text) => typeof text === 'string' && text !== '') || typeof differed !== 'boolean') return undefined;
  if (!Array.isArray(views) || views.length === 0 || !views.every((view) => isView(view, String(assignmentId)))) return undefined;
  return value as unknown as BeforeState;
}

/** A view of another assignment, or one without a target that could be sent, must never be put in the place of this one. */
function isView(value: unknown, assignmentId: string): boolean {
  if (!isObject(value) || !isObject(value['body']) || !isTarget(value['body']['target'])) return false;
  return isSameId(String(value['body']['id']), assignmentId) && apiVersions.some((version) => version === value['version']);
}
