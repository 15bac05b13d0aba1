import { apiVersions, type ApiVersion } from '../../../contracts/contract.js';
import { isObject } from '../../../contracts/json-value.js';
import { isSameId, type ConfiguredAssignment } from '../../client/assignment.js';

/** An assignment as one API version shows it. */
export interface View {
  readonly version: ApiVersion;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An assignment before the first update: everything needed to restore it. It holds ids, and never leaves the machine unencrypted. */
export interface BeforeState extends ConfiguredAssignment {
  readonly format: 1;
  /** The state of one tenant is never written into another. */
  readonly tenant: string;
  /** The first one is of the API version that was checked. */
  readonly views: readonly View[];
  /** True once a read has shown a different state. */
  readonly differed: boolean;
}

/** The before-state in the parsed text of a journal; undefined unless it is complete. */
export function beforeStateIn(value: unknown): BeforeState | undefined {
  if (!isObject(value) || value['format'] !== 1) return undefined;
  const { tenant, operation, policyId, assignmentId, views, differed } = value;
  const texts = [tenant, operation, policyId, assignmentId];
  if (!texts.every((text) => typeof text === 'string' && text !== '') || typeof differed !== 'boolean') return undefined;
  if (!Array.isArray(views) || views.length === 0 || !views.every((view) => isView(view, String(assignmentId)))) return undefined;
  return value as unknown as BeforeState;
}

/** Without this check, a view of another assignment, or one without a usable target, could be sent to this one. */
function isView(value: unknown, assignmentId: string): boolean {
  if (!isObject(value) || !isObject(value['body']) || !isTarget(value['body']['target'])) return false;
  return isSameId(String(value['body']['id']), assignmentId) && apiVersions.some((version) => version === value['version']);
}

/** A target that Graph can understand: it names its type. */
export function isTarget(value: unknown): boolean {
  return isObject(value) && typeof value['@odata.type'] === 'string' && /\S/.test(value['@odata.type']);
}
