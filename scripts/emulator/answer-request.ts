import { withoutNames } from '../../contracts/compare/compare-rules.js';
import type { ApiVersion, Contract } from '../../contracts/contract.js';
import { headerOf, type ExchangeRequest } from '../../contracts/judge/exchange.js';
import { headerFits } from '../../contracts/judge/header-value.js';
import { judge, type Judgement } from '../../contracts/judge/judge.js';
import { matchOperation } from '../../contracts/judge/match-operation.js';
import { isObject, type JsonObject } from '../../contracts/json-value.js';
import { graphError, jsonAnswer, type Answer, type ErrorIds } from '../http/answer.js';
import { documentedBody, intuneError, liveBody, noRouteError } from './graph-answers.js';
import { simulations, type SimulationName } from './simulations.js';
import { isUpdate, mainMember, type EmulatedObject, type Tenant } from './tenant.js';

export interface EmulatorSettings {
  readonly contracts: readonly Contract[];
  readonly tenant: Tenant;
  readonly simulate: SimulationName | undefined;
  readonly writesRootType: boolean;
  readonly origin: string;
  readonly ids: ErrorIds;
}

/** Answers one request in the order of Graph: path, credentials, method, body, object. @param judged the judgement of the request, if there is one. */
export function answerRequest(request: ExchangeRequest, settings: EmulatorSettings, judged?: Judgement): Answer {
  const { tenant, ids: errorIds } = settings;
  const { method } = request;
  if (request.bodyWithheld === true) return graphError(413, 'RequestEntityTooLarge', 'The emulator takes bodies of up to 4 MiB.', errorIds);
  const match = matchOperation(request.url);
  if (match === undefined || match.misspelt.length > 0) {
    const message = 'Resource not found for a segment of this path. The emulator knows the paths of its contracts.';
    return graphError(400, 'BadRequest', message, errorIds);
  }
  if (match.version === undefined) return graphError(400, 'BadRequest', 'Invalid version. Use v1.0 or beta.', errorIds);
  if (lacksToken(request))
    return graphError(401, 'InvalidAuthenticationToken', 'Access token is empty.', errorIds, { 'www-authenticate': 'Bearer' });

  const { template } = match;
  const ids = match.parameters.map(({ value }) => value);
  const contract = operationAt(template, method, settings.contracts);
  if (contract === undefined || ids.some((id) => id.trim() === '')) return noRouteError(method, errorIds);
  const refusal = isUpdate(contract) && method !== 'GET' ? refusedUpdate(judged ?? judge({ request }), errorIds) : undefined;
  if (refusal !== undefined) return refusal;
  const object = tenant.find({ path: template, ids });
  if (object === undefined)
    return intuneError(404, 'ResourceNotFound', `The emulator has no such ${contract.resourceType ?? 'object'}.`, errorIds);
  const operation = { contract, version: match.version };
  return method === 'GET' ? objectAnswer(200, operation, object, settings) : update(request, operation, object, settings);
}

/** The contract of a request for one object. An object that can be updated can be read, too. Undefined for another method. */
function operationAt(template: string, method: string, contracts: readonly Contract[]): Contract | undefined {
  const ofPath = contracts.filter(({ paths }) => paths.some((path) => withoutNames(path) === withoutNames(template)));
  const toUpdate = ofPath.find((contract) => isUpdate(contract) && contract.method === method);
  return method === 'GET' ? (ofPath.find((contract) => contract.method === method) ?? ofPath.find(isUpdate)) : toUpdate;
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

interface ObjectOperation {
  readonly contract: Contract;
  readonly version: ApiVersion;
}

function update(request: ExchangeRequest, operation: ObjectOperation, object: EmulatedObject, settings: EmulatorSettings): Answer {
  const { tenant, ids, simulate } = settings;
  const { contract, version } = operation;
  const updated = { ...object, members: { ...object.members, ...setMembers(contract, request) } };
  const status = contract.rules.flatMap(({ says }) => (says.what === 'status' ? [says.status] : []))[0] ?? 200;
  const hasBody = status !== 204 && !contract.rules.some(({ says }) => says.what === 'no-body' && says.side === 'response');
  const healthy = (): Answer => (hasBody ? objectAnswer(status, operation, updated, settings) : { status, headers: {} });
  const answer =
    simulate === undefined
      ? healthy()
      : simulations[simulate].answer({ contract, body: documentedBody(contract, version, updated), member: mainMember(contract), ids });
  if (answer.status >= 200 && answer.status < 300) tenant.put(updated);
  return answer;
}

/** The members that a valid request sets. */
function setMembers({ settable }: Contract, { body }: ExchangeRequest): JsonObject {
  const value: unknown = typeof body === 'string' ? JSON.parse(body.replace(/^\uFEFF/, '')) : body;
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => settable.includes(name))) : {};
}

function objectAnswer(status: number, { contract, version }: ObjectOperation, object: EmulatedObject, settings: EmulatorSettings): Answer {
  const live = liveBody(contract, version, object, settings.origin);
  return jsonAnswer(status, settings.writesRootType ? { ...documentedBody(contract, version, object), ...live } : live);
}
