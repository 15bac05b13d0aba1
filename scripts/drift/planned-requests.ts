import { describeName, describeProperty } from '../../contracts/judge/describe.js';
import { isObject } from '../../contracts/json-value.js';
import { updateBody, type AssignmentCheck } from '../client/assignment.js';
import type { PlannedRequest } from '../verdict/report.js';
import type { View } from './journal/before-state.js';
import { ownState } from './session/assignment-body.js';

const typeMember = '@odata.type';

/** The requests that a check sends if nothing goes wrong, with placeholders for ids and values. */
export function plannedRequests({ contract }: AssignmentCheck, views: readonly View[]): PlannedRequest[] {
  const template = contract.paths[0] ?? '';
  const reads = views.map(({ version }) => ({ method: 'GET', path: `/${version}${template}` }));
  const updates = views.slice(0, 1).map((view) => ({
    method: contract.method,
    path: `/${view.version}${template}`,
    body: withoutValues(updateBody(contract, ownState(contract, view))),
  }));
  return [...reads, ...updates, ...reads];
}

/** Keeps the names of types; replaces each other value by the name of its member. */
function withoutValues(value: unknown, name = 'value'): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutValues(item, name));
  if (isObject(value)) {
    const members = Object.entries(value).map(([key, inner]) => [safeName(key), withoutValues(inner, safeName(key))]);
    return Object.fromEntries(members) as unknown;
  }
  if (value === null || typeof value === 'boolean') return value;
  return name === typeMember ? describeName(value) : `{${name}}`;
}

/** The type of a member is annotated under the member's name. */
function safeName(name: string): string {
  if (!name.endsWith(typeMember) || name === typeMember) return name === typeMember ? name : describeProperty(name);
  return `${describeProperty(name.slice(0, -typeMember.length))}${typeMember}`;
}
