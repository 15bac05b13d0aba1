import type { ApiVersion } from '../../../contracts/contract.js';
import { parseBody } from '../../../contracts/judge/body.js';
import type { InconclusiveReason } from '../../../contracts/judge/codes.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { inconclusiveReasonIn } from '../../../contracts/judge/inconclusive-answer.js';
import { isObject } from '../../../contracts/json-value.js';
import type { Check } from '../../client/check.js';
import type { Conversation } from '../assignment-session.js';
import type { View } from '../journal/before-state.js';
import type { Patience } from '../retry-budget.js';
import { isSameId } from '../../client/same-id.js';
import { targetDoubt } from './update-refusal.js';

/** An assignment, as far as it could be read. `gone`: Graph says that there is none, and shows it in no version. */
export type StateRead =
  | {
      readonly kind: 'read';
      readonly views: readonly View[];
      /** Why a target that was read must not be sent: see `targetDoubt`. */
      readonly doubts: readonly string[];
    }
  | { readonly kind: 'gone'; readonly reason: InconclusiveReason; readonly exchange: Exchange }
  | { readonly kind: 'unread'; readonly reason: InconclusiveReason };

/** The step of a night that comes before all others. */
export const firstRead = 'GET before';

/**
 * The API versions in which an assignment is looked at: the one that is checked, and the one that shows most. An update in v1.0 could change what
 * v1.0 does not show.
 */
function versionsToRead({ contract, version }: Pick<Check, 'contract' | 'version'>): ApiVersion[] {
  return version !== 'beta' && contract.apiVersions.includes('beta') ? [version, 'beta'] : [version];
}

/** Reads an assignment before anything is sent to it. Without its target there is nothing that could be sent without changing something. */
export async function readBefore(talk: Conversation): Promise<StateRead> {
  const state = await readState(talk, firstRead, versionsToRead(talk.check), talk.night.patience);
  if (state.kind !== 'read' || state.views.every(({ body }) => isObject(body['target']))) return state;
  return unread(talk, firstRead, '200 with an assignment that has no target');
}

/** Reads an assignment in each of these versions. What is no weather, and shows another assignment or none, is told to the people of the night. */
export async function readState(talk: Conversation, step: string, versions: readonly ApiVersion[], patience: Patience): Promise<StateRead> {
  const views: View[] = [];
  const doubts: string[] = [];
  let gone: Exchange | undefined;
  for (const version of versions) {
    const exchange = await talk.read(version === versions[0] ? step : `${step}, as ${version} shows it`, version, patience);
    const reason = inconclusiveReasonIn(exchange);
    if (saysGone(exchange)) {
      gone = exchange;
      continue;
    }
    if (reason !== undefined) return { kind: 'unread', reason };
    const body = assignmentIn(exchange, talk.check);
    if (typeof body === 'string') return unread(talk, step, body);
    views.push({ version, body });
    const doubt = targetDoubt(exchange.response?.body, body['target']);
    if (doubt !== undefined) doubts.push(doubt);
  }
  if (gone === undefined) return { kind: 'read', views, doubts };
  return views.length === 0 ? { kind: 'gone', reason: 'not-found', exchange: gone } : { kind: 'unread', reason: 'not-found' };
}

/** Whether it is Graph that knows of no such assignment: a 404 without its error is that of something on the way. */
function saysGone({ response }: Exchange): boolean {
  const body = parseBody(response?.body);
  return response?.status === 404 && body.kind === 'json' && isObject(body.value) && isObject(body.value['error']);
}

/** The assignment that an answer shows; or, in words, what it shows in its place, such as the answer of a portal on the way. */
function assignmentIn({ response }: Exchange, { ids }: Check): Record<string, unknown> | string {
  const { status, body } = response ?? { status: 0 };
  if (status !== 200) return `${status}, which shows no assignment`;
  const read = parseBody(body);
  if (read.kind !== 'json' || !isObject(read.value)) return '200 without a JSON object';
  const { id } = read.value;
  if (typeof id !== 'string') return '200 with an object that has no id';
  return isSameId(id, ids.assignmentId) ? read.value : '200 with another assignment than the configured one';
}

function unread({ night, check: { contract, version } }: Conversation, step: string, answer: string): StateRead {
  night.remarks.push(
    `${step} ${contract.name} ${version}: the answer was ${answer}. Check both ids with a GET of the same URL, and what stands between this machine and Graph.`,
  );
  return { kind: 'unread', reason: 'not-found' };
}
