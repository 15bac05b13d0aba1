import type { ApiVersion, Contract } from '../../../contracts/contract.js';
import { parseBody } from '../../../contracts/judge/body.js';
import type { InconclusiveReason } from '../../../contracts/judge/codes.js';
import { describeProperty } from '../../../contracts/judge/describe.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { inconclusiveReasonIn } from '../../../contracts/judge/inconclusive-answer.js';
import { isObject, type JsonObject } from '../../../contracts/json-value.js';
import { settableWords } from '../../../contracts/settable-words.js';
import { identityMember, isSameId, type AssignmentCheck } from '../../client/assignment.js';
import type { AssignmentSession } from './assignment-session.js';
import { abstractMembers, type BeforeState, type View } from '../journal/before-state.js';
import { differingMembers } from './assignment-body.js';
import type { RetryBudget } from './retry-budget.js';
import { stateDoubt } from './update-refusal.js';

/** The result of reading an assignment. `gone`: Graph reports in every version that it does not exist. */
export type StateRead =
  | { readonly kind: 'read'; readonly views: readonly View[]; readonly doubts: readonly string[] }
  | { readonly kind: 'gone'; readonly reason: InconclusiveReason; readonly exchange: Exchange }
  | { readonly kind: 'unread'; readonly reason: InconclusiveReason };

/** The first step of each check. */
export const firstRead = 'GET before';

/** Reads an assignment before its update: in the checked version, and in beta, which shows members that an update in v1.0 could change. */
export async function readBefore(session: AssignmentSession): Promise<StateRead> {
  const { contract, version } = session.check;
  const versions = [version, ...contract.apiVersions.filter((other) => other === 'beta' && other !== version)];
  const state = await readState(session, firstRead, versions, session.run.retries);
  if (state.kind !== 'read') return state;
  const missing = state.views.map(({ body }) => missingState(contract, body)).find((words) => words !== undefined);
  return missing === undefined ? state : unread(session, firstRead, `200 with an assignment that has no ${missing}`);
}

/** What an assignment lacks of the state that an update can set, in words: values that cannot be null, or all members. */
function missingState(contract: Contract, body: JsonObject): string | undefined {
  const needed = abstractMembers(contract).find((member) => !isObject(body[member]));
  return needed ?? (contract.settable.some((member) => member in body) ? undefined : settableWords([contract]));
}

/** Reads an assignment in each of these versions. A remark reports an answer that shows another assignment or none. */
async function readState(
  session: AssignmentSession,
  step: string,
  versions: readonly ApiVersion[],
  retries: RetryBudget,
): Promise<StateRead> {
  const views: View[] = [];
  const doubts: string[] = [];
  let gone: Exchange | undefined;
  for (const version of versions) {
    const exchange = await session.read(version === versions[0] ? step : `${step}, as ${version} shows it`, version, retries);
    const reason = inconclusiveReasonIn(exchange);
    if (isGone(exchange)) {
      gone = exchange;
      continue;
    }
    if (reason !== undefined) return { kind: 'unread', reason };
    const body = assignmentIn(exchange, session.check);
    if (typeof body === 'string') return unread(session, step, body);
    views.push({ version, body });
    const doubt = stateDoubt(session.check.contract, exchange.response?.body, body);
    if (doubt !== undefined) doubts.push(doubt);
  }
  if (gone === undefined) return { kind: 'read', views, doubts };
  return views.length === 0 ? { kind: 'gone', reason: 'not-found', exchange: gone } : { kind: 'unread', reason: 'not-found' };
}

/** Whether Graph itself reports that there is no such assignment. A 404 without Graph's error comes from a proxy or gateway. */
function isGone({ response }: Exchange): boolean {
  const body = parseBody(response?.body);
  return response?.status === 404 && body.kind === 'json' && isObject(body.value) && isObject(body.value['error']);
}

/** The assignment in an answer, or a description of an answer that shows none. */
function assignmentIn({ response }: Exchange, { contract, ids }: AssignmentCheck): Record<string, unknown> | string {
  const { status, body } = response ?? { status: 0 };
  if (status !== 200) return `${status}, which shows no assignment`;
  const read = parseBody(body);
  if (read.kind !== 'json' || !isObject(read.value)) return '200 without a JSON object';
  const id = read.value[identityMember(contract)];
  if (typeof id !== 'string') return `200 with an object that has no ${identityMember(contract)}`;
  return isSameId(id, ids.assignmentId) ? read.value : '200 with another assignment than the configured one';
}

function unread({ run, check: { contract, version } }: AssignmentSession, step: string, answer: string): StateRead {
  run.remarks.push(
    `${step} ${contract.name} ${version}: the answer was ${answer}. Check both ids with a GET of the same URL, and the proxies between this machine and Graph.`,
  );
  return { kind: 'unread', reason: 'not-found' };
}

/** The assignment compared with its before-state. */
export type Comparison =
  | { readonly kind: 'same' }
  /** `members` are names that are safe to show. */
  | { readonly kind: 'differs'; readonly members: readonly string[]; readonly views: readonly View[] }
  | { readonly kind: 'gone' | 'unread'; readonly reason: InconclusiveReason };

/** Reads the assignment again, in every API version of its before-state, and compares everything but control information. */
export async function compareState(
  session: AssignmentSession,
  before: BeforeState,
  step: string,
  retries: RetryBudget,
): Promise<Comparison> {
  const { contract } = session.check;
  const versions = before.views.map(({ version }) => version);
  const after = await readAfterUpdate(session, step, versions, retries);
  if (after.kind !== 'read') return { kind: after.kind, reason: after.reason };
  const differing = (): string[] =>
    before.views.flatMap(({ body }, index) => differingMembers(contract, body, after.views[index]?.body ?? {}));
  // An answer that cannot be compared proves nothing: it counts as changed, so that the earlier state is sent.
  const members = (await session.run.errors.attempt(() => [...new Set(differing().map(describeProperty))])) ?? contract.settable;
  return members.length === 0 ? { kind: 'same' } : { kind: 'differs', members, views: after.views };
}

/** An existing assignment may be missing briefly, when a part of Graph answers that does not have the update yet. */
async function readAfterUpdate(
  session: AssignmentSession,
  step: string,
  versions: readonly ApiVersion[],
  retries: RetryBudget,
): Promise<StateRead> {
  for (let attempt = 1; ; attempt += 1) {
    const begun = session.now();
    const after = await readState(session, step, versions, retries);
    if (after.kind !== 'gone' || !(await session.wait(retries, after.exchange, attempt, begun, 'twice'))) return after;
  }
}
