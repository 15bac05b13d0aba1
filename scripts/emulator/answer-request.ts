import { headerOf, type ExchangeRequest } from '../../contracts/judge/exchange.js';
import { headerFits } from '../../contracts/judge/header-value.js';
import { judge, type Judgement } from '../../contracts/judge/judge.js';
import { matchOperation, type OperationMatch } from '../../contracts/judge/match-operation.js';
import { isObject } from '../../contracts/json-value.js';
import { graphError, jsonAnswer, type Answer, type ErrorIds } from '../http/answer.js';
import { documentedBody, intuneError, liveBody, noRouteError } from './graph-answers.js';
import { simulations, type SimulationName } from './simulations.js';
import type { Assignment, Target, Tenant } from './tenant.js';

export interface EmulatorSettings {
  readonly tenant: Tenant;
  readonly simulate: SimulationName | undefined;
  readonly writesRootType: boolean;
  readonly origin: string;
  readonly ids: ErrorIds;
}

/** Answers one request in the order of Graph: path, credentials, method, body, object. @param judged the judgement of the request, if there is one. */
export function answerRequest(request: ExchangeRequest, settings: EmulatorSettings, judged?: Judgement): Answer {
  const { tenant, ids } = settings;
  const { method } = request;
  if (request.bodyWithheld === true) return graphError(413, 'RequestEntityTooLarge', 'The emulator takes bodies of up to 4 MiB.', ids);
  const match = matchOperation(request.url);
  if (match === undefined || match.misspelt.length > 0) {
    const message = 'Resource not found for a segment of this path. The emulator knows one assignment of both operations.';
    return graphError(400, 'BadRequest', message, ids);
  }
  if (match.version === undefined) return graphError(400, 'BadRequest', 'Invalid version. Use v1.0 or beta.', ids);
  if (lacksToken(request))
    return graphError(401, 'InvalidAuthenticationToken', 'Access token is empty.', ids, { 'www-authenticate': 'Bearer' });

  const [policyId = '', assignmentId = ''] = match.parameters.map(({ value }) => value);
  const isUpdate = method === match.contract.method;
  if (policyId.trim() === '' || assignmentId.trim() === '' || !(isUpdate || method === 'GET')) return noRouteError(method, ids);
  const refusal = isUpdate ? refusedUpdate(judged ?? judge({ request }), ids) : undefined;
  if (refusal !== undefined) return refusal;
  const assignment = tenant.find(match.contract.name, { policyId, assignmentId });
  if (assignment === undefined) return intuneError(404, 'ResourceNotFound', 'The emulator has no such assignment.', ids);
  return isUpdate ? update(request, match, assignment, settings) : assignmentAnswer(200, match, assignment, settings);
}

/** False if a client may have left its token out on purpose. */
function lacksToken({ headers = {}, withheld = [] }: ExchangeRequest): boolean {
  const sent = headerOf(headers, 'authorization');
  if (sent === undefined && withheld.includes('authorization')) return false;
  return !headerFits({ kind: 'bearer' }, sent ?? '');
}

/** The answer to a request that breaks the contract. */
function refusedUpdate(judged: Judgement, ids: ErrorIds): Answer | undefined {
  const breaking = judged.kind === 'outside' ? [] : judged.findings.filter(({ severity }) => severity === 'breaking');
  const [first] = breaking;
  if (first === undefined) return undefined;
  const text = `${breaking.map(({ message }) => message).join(' ')} (The emulator judged the request; see "graph-contracts explain ${first.code}".)`;
  return intuneError(400, first.code === 'request.body.not-json' ? 'BadRequest' : 'ModelValidationFailure', text, ids);
}

function update(request: ExchangeRequest, match: OperationMatch, assignment: Assignment, settings: EmulatorSettings): Answer {
  const { tenant, ids, simulate } = settings;
  const { contract } = match;
  const target = targetOf(request);
  const updated = { ...assignment, target };
  const status = contract.rules.flatMap(({ says }) => (says.what === 'status' ? [says.status] : []))[0] ?? 200;
  const answer =
    simulate === undefined
      ? assignmentAnswer(status, match, updated, settings)
      : simulations[simulate].answer({ method: request.method, body: documentedBody(contract, updated), sentTarget: target, ids });
  if (answer.status >= 200 && answer.status < 300) tenant.put(updated);
  return answer;
}

/** The target that a valid request sends. */
function targetOf({ body }: ExchangeRequest): Target {
  const value: unknown = typeof body === 'string' ? JSON.parse(body.replace(/^\uFEFF/, '')) : body;
  return isObject(value) && isObject(value['target']) ? value['target'] : {};
}

function assignmentAnswer(status: number, match: OperationMatch, assignment: Assignment, settings: EmulatorSettings): Answer {
  const { contract, version = 'v1.0' } = match;
  const live = liveBody(contract, version, assignment, settings.origin);
  return jsonAnswer(status, settings.writesRootType ? { ...documentedBody(contract, assignment), ...live } : live);
}
