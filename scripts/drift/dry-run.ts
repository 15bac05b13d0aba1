import { describeName, describeProperty } from '../../contracts/judge/describe.js';
import { isObject } from '../../contracts/json-value.js';
import { updateBody } from '../client/update-body.js';
import type { PlannedRequest } from '../verdict/report.js';
import type { Check } from '../client/check.js';
import { checkResult, type CheckResult } from './check-assignment.js';
import { Conversation } from './assignment-session.js';
import { notRead } from './judge-rounds.js';
import type { Night } from './drift-run.js';
import { refusalOf } from './refusal.js';
import { targetToSend } from './state/assignment-body.js';
import { firstRead, readBefore } from './state/read-state.js';

const typeMember = '@odata.type';

export interface Plan {
  readonly requests: readonly PlannedRequest[];
  readonly result: CheckResult;
}

/** Reads an assignment, and says what a night would send in good weather. */
export async function planCheck(night: Night, check: Check): Promise<Plan> {
  const { contract, version } = check;
  const talk = new Conversation(night, check);
  const state = await readBefore(talk);
  if (state.kind !== 'read') {
    const other = [notRead(check, firstRead, state.reason)];
    return { requests: [], result: checkResult(talk, { rounds: [], tenant: 'not-touched', other }) };
  }
  const refusal = refusalOf(check, state);
  if (refusal !== undefined) return { requests: [], result: { ...checkResult(talk, { rounds: [], tenant: 'not-touched' }), refusal } };
  const [view] = state.views;
  if (view === undefined) throw new Error('A state that was read has a view.');
  const template = contract.paths[0] ?? '';
  const reads = state.views.map((view) => ({ method: 'GET', path: `/${view.version}${template}` }));
  const update = {
    method: contract.method,
    path: `/${version}${template}`,
    body: withoutValues(updateBody(contract, targetToSend(view))),
  };
  return { requests: [...reads, update, ...reads], result: checkResult(talk, { rounds: [], tenant: 'not-touched' }) };
}

/** The shape of a body, fit to be said: names of types stay, each other value gives way to the name of its member. */
function withoutValues(value: unknown, name = 'value'): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutValues(item, name));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [shown(key), withoutValues(inner, shown(key))]));
  if (value === null || typeof value === 'boolean') return value;
  return name === typeMember ? describeName(value) : `{${name}}`;
}

/** The type of a member stands beside it, under its name. */
function shown(name: string): string {
  if (!name.endsWith(typeMember)) return describeProperty(name);
  const of = name.slice(0, -typeMember.length);
  return of === '' ? name : `${describeProperty(of)}${typeMember}`;
}
