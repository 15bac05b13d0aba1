import { headerOf, type ExchangeRequest } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import { judge, type Judgement } from '../../contracts/judge/judge.js';
import { headerFits } from '../../contracts/judge/header-value.js';
import { BoundedMemory } from '../../contracts/judge/bounded-memory.js';
import { oncePerContract } from '../../contracts/judge/once-per-contract.js';
import { matchOperation, type OperationMatch } from '../../contracts/judge/match-operation.js';
import { isObject } from '../../contracts/json-value.js';
import { sameJson } from '../../recordings/replay/same-request.js';
import type { AssignmentIds } from '../client/assignment.js';
import { jsonAnswer, type Answer } from './answer.js';
import { documentedBody, liveBody } from './documented-answer.js';
import { graphError, intuneMessage, notRouted, type RequestIds } from './graph-error.js';
import { simulations, type SimulationName } from './simulations.js';
import type { Assignment, Target, Tenant } from './tenant.js';

export interface EmulatorSettings {
  readonly tenant: Tenant;
  readonly simulate: SimulationName | undefined;
  readonly writesRootType: boolean;
  readonly origin: string;
  readonly ids: RequestIds;
}

/**
 * Answers one request as Graph does: route, credentials, body, object, in that order.
 * @param judged what the contract says of the request, if it was judged already.
 */
export function answerRequest(request: ExchangeRequest, settings: EmulatorSettings, judged?: Judgement): Answer {
  const { ids } = settings;
  const match = matchOperation(request.url);
  if (match === undefined || match.misspelt.length > 0) {
    return graphError(
      400,
      'BadRequest',
      'Resource not found for a segment of this path. The emulator knows one assignment of both operations.',
      ids,
    );
  }
  if (match.version === undefined) return graphError(400, 'BadRequest', 'Invalid version. Use v1.0 or beta.', ids);
  if (lacksToken(request)) {
    return graphError(401, 'InvalidAuthenticationToken', 'Access token is empty.', ids, { 'www-authenticate': 'Bearer' });
  }
  if (match.parameters.some(({ value }) => value.trim() === '')) return notRouted(request.method, ids);
  const [policy, assignment] = match.parameters;
  const address = { policyId: policy?.value ?? '', assignmentId: assignment?.value ?? '' };
  if (request.method === 'GET') return read(match, address, settings);
  return request.method === match.contract.method
    ? update(request, judged ?? judge({ request }), match, address, settings)
    : notRouted(request.method, ids);
}

/** A token that may have been left out on the way to us is not asked for. */
function lacksToken({ headers = {}, withheld = [] }: ExchangeRequest): boolean {
  const sent = headerOf(headers, 'authorization');
  if (sent === undefined && withheld.includes('authorization')) return false;
  return !headerFits({ kind: 'bearer' }, sent ?? '');
}

function read(match: OperationMatch, address: AssignmentIds, settings: EmulatorSettings): Answer {
  const found = settings.tenant.find(match.contract.name, address);
  return found === undefined ? notFound(settings.ids) : answerAbout(200, match, found, settings);
}

function update(
  request: ExchangeRequest,
  judged: Judgement,
  match: OperationMatch,
  address: AssignmentIds,
  settings: EmulatorSettings,
): Answer {
  const { tenant, ids, simulate } = settings;
  const broken = requestFindings(judged);
  if (broken.length > 0) {
    const [first] = broken;
    const text = `${broken.map(({ message }) => message).join(' ')} (The emulator judged the request; see "graph-contracts explain ${first?.code ?? ''}".)`;
    return graphError(
      400,
      first?.code === 'request.body.not-json' ? 'BadRequest' : 'ModelValidationFailure',
      intuneMessage(text, ids),
      ids,
    );
  }
  const found = tenant.find(match.contract.name, address);
  if (found === undefined) return notFound(ids);

  const target = targetOf(request);
  // The same again leaves everything as it is, and so what was made of it.
  const updated: Assignment = sameJson(found.target, target) ? found : { ...found, target };
  if (simulate === undefined) {
    // Also for an update that changes nothing: watchers of the tenant see that there was one.
    tenant.put(updated);
    return answerAbout(documentedStatus(match.contract), match, updated, settings);
  }
  const answer = simulations[simulate].answer({
    method: request.method,
    body: documentedBody(match.contract, updated),
    sentTarget: target,
    ids,
  });
  if (answer.status >= 200 && answer.status < 300) tenant.put(updated);
  return answer;
}

/** What the contract says against a request, before anything has answered it. */
function requestFindings(judged: Judgement): Finding[] {
  return judged.kind === 'outside' ? [] : judged.findings.filter(({ severity }) => severity === 'breaking');
}

/** The target that a request sends. */
function targetOf(request: ExchangeRequest): Target {
  const body: unknown = typeof request.body === 'string' ? JSON.parse(request.body.replace(/^\uFEFF/, '')) : request.body;
  const target = isObject(body) && isObject(body['target']) ? body['target'] : {};
  return target;
}

/** Answers about an assignment as it stands, kept as long as it stands so. */
const answers = new WeakMap<Assignment, BoundedMemory<Answer>>();

function answerAbout(status: number, match: OperationMatch, assignment: Assignment, settings: EmulatorSettings): Answer {
  let known = answers.get(assignment);
  if (known === undefined) answers.set(assignment, (known = new BoundedMemory()));
  const key = `${status} ${match.versionSegment} ${settings.writesRootType ? 'full' : 'minimal'} ${settings.origin}`;
  return known.recall(key, () => jsonAnswer(status, bodyOf(match, assignment, settings)));
}

function bodyOf(match: OperationMatch, assignment: Assignment, settings: EmulatorSettings): Record<string, unknown> {
  const live = liveBody(match.contract, match.version ?? 'v1.0', assignment, settings.origin);
  return settings.writesRootType ? { ...documentedBody(match.contract, assignment), ...live } : live;
}

/** The status that the page promises: the emulator answers as documented, whatever that is. */
const documentedStatus = oncePerContract(
  (contract) => contract.rules.flatMap(({ says }) => (says.what === 'status' ? [says.status] : []))[0] ?? 200,
);

function notFound(ids: RequestIds): Answer {
  return graphError(404, 'ResourceNotFound', intuneMessage('The emulator has no such assignment.', ids), ids);
}
