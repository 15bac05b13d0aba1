import { isObject } from '../../contracts/json-value.js';
import { updateBody } from '../client/update-body.js';
import type { PlannedRequest } from '../report/report.js';
import type { Check } from './assignment-client.js';
import { checkResult, type CheckResult } from './check-operation.js';
import { Conversation } from './conversation.js';
import { notRead } from './judge-round.js';
import type { Night } from './night.js';
import { targetToSend } from './state/control-information.js';
import { readState, versionsToRead } from './state/read-state.js';

export interface Plan {
  readonly requests: readonly PlannedRequest[];
  readonly result: CheckResult;
}

/** Reads an assignment, and says what a night would send if nothing stood in its way. */
export async function planCheck(night: Night, check: Check): Promise<Plan> {
  const { contract, version } = check;
  const talk = new Conversation(night, check);
  const versions = versionsToRead(check);
  const state = await readState(talk, 'GET before', versions, night.patience);
  const target = state.kind === 'read' ? state.views[0]?.body['target'] : undefined;
  if (!isObject(target)) {
    const reason = state.kind === 'read' ? 'not-found' : state.reason;
    return {
      requests: [],
      result: checkResult(talk, { rounds: [], tenant: 'not-touched', other: [notRead(check, 'GET before', reason)] }),
    };
  }
  const template = contract.paths[0] ?? '';
  const reads = versions.map((each) => ({ method: 'GET', path: `/${each}${template}` }));
  const update = {
    method: contract.method,
    path: `/${version}${template}`,
    body: withoutValues(updateBody(contract, targetToSend(target))),
  };
  return { requests: [...reads, update, ...reads], result: checkResult(talk, { rounds: [], tenant: 'not-touched', complete: true }) };
}

/** The shape of a body: names of types stay, each other value gives way to the name of its member. */
function withoutValues(value: unknown, name = 'value'): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutValues(item, name));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutValues(inner, key)]));
  if (value === null || typeof value === 'boolean' || name === '@odata.type') return value;
  return `{${name}}`;
}
