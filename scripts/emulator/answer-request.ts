import type { Contract } from '../../contracts/contract.js';
import { headerOf, type ExchangeRequest } from '../../contracts/judge/exchange.js';
import { headerFits } from '../../contracts/judge/header-value.js';
import { judge, type Judgement } from '../../contracts/judge/judge.js';
import { matchOperation, type OperationMatch } from '../../contracts/judge/match-operation.js';
import { isObject } from '../../contracts/json-value.js';
import { graphError, intuneError, jsonAnswer, noRouteError, type Answer, type RequestIds } from './answer.js';
import { documentedBody, liveBody } from './assignment-body.js';
import { simulations, type SimulationName } from './simulations.js';
import type { Address, Assignment, Target, Tenant } from './tenant.js';

export interface EmulatorSettings {
  readonly tenant: Tenant;
  readonly simulate: SimulationName | undefined;
  readonly writesRootType: boolean;
  readonly origin: string;
  readonly ids: RequestIds;
}

/** Answers one request in the order of Graph: path, credentials, method, body, object. @param judged the judgement of the request, if there is one. */
export function answerRequest(request: ExchangeRequest, settings: EmulatorSettings, judged?: Judgement): Answer {
  const { ids } = settings;
  if (request.bodyWithheld === true) return graphError(413, 'RequestEntityTooLarge', 'The emulator takes bodies of up to 4 MiB.', ids);
  const match = matchOperation(request.url);
  if (match === undefined || match.misspelt.length > 0) {
    const message = 'Resource not found for a segment of this path. The emulator knows one assignment of both operations.';
    return graphError(400, 'BadRequest', message, ids);
  }
  if (match.version === undefined) return graphError(400, 'BadRequest', 'Invalid version. Use v1.0 or beta.', ids);
  if (lacksToken(request)) {
    return graphError(401, 'InvalidAuthenticationToken', 'Access token is empty.', ids, { 'www-authenticate': 'Bearer' });
  }
  if (match.parameters.some(({ value }) => value.trim() === '')) return noRouteError(request.method, ids);
  const [policy, assignment] = match.parameters;
  const address = { policyId: policy?.value ?? '', assignmentId: assignment?.value ?? '' };
  if (request.method === 'GET') return read(match, address, settings);
  return request.method === match.contract.method
    ? update(request, judged ?? judge({ request }), match, address, settings)
    : noRouteError(request.method, ids);
}

/** False if a client may have left its token out on purpose. */
function lacksToken({ headers = {}, withheld = [] }: ExchangeRequest): boolean {
  const sent = headerOf(headers, 'authorization');
  if (sent === undefined && withheld.includes('authorization')) return false;
  return !headerFits({ kind: 'bearer' }, sent ?? '');
}

function read(match: OperationMatch, address: Address, settings: EmulatorSettings): Answer {
  const found = settings.tenant.find(match.contract.name, address);
  return found === undefined ? notFound(settings.ids) : assignmentAnswer(200, match, found, settings);
}

function update(request: ExchangeRequest, judged: Judgement, match: OperationMatch, address: Address, settings: EmulatorSettings): Answer {
  const { tenant, ids, simulate } = settings;
  const broken = judged.kind === 'outside' ? [] : judged.findings.filter(({ severity }) => severity === 'breaking');
  const [first] = broken;
  if (first !== undefined) {
    const text = `${broken.map(({ message }) => message).join(' ')} (The emulator judged the request; see "graph-contracts explain ${first.code}".)`;
    return intuneError(400, first.code === 'request.body.not-json' ? 'BadRequest' : 'ModelValidationFailure', text, ids);
  }
  const found = tenant.find(match.contract.name, address);
  if (found === undefined) return notFound(ids);

  const target = targetOf(request);
  const updated: Assignment = { ...found, target };
  const answer =
    simulate === undefined
      ? assignmentAnswer(documentedStatus(match.contract), match, updated, settings)
      : simulations[simulate].answer({
          method: request.method,
          body: documentedBody(match.contract, updated),
          sentTarget: target,
          ids,
        });
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

/** The first status that the page promises. */
function documentedStatus(contract: Contract): number {
  return contract.rules.flatMap(({ says }) => (says.what === 'status' ? [says.status] : []))[0] ?? 200;
}

function notFound(ids: RequestIds): Answer {
  return intuneError(404, 'ResourceNotFound', 'The emulator has no such assignment.', ids);
}
