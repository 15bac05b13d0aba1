import type { ApiVersion, Contract } from '../../contracts/contract.js';
import { parseBody } from '../../contracts/judge/body.js';
import { isFilledIn } from '../../contracts/judge/dummy-value.js';
import type { ExchangeRequest } from '../../contracts/judge/exchange.js';
import type { Operations } from '../../contracts/judge/match-operation.js';
import { isObject, type JsonObject } from '../../contracts/json-value.js';
import { identityMember } from '../client/assignment.js';
import { jsonAnswer, type Answer, type ErrorIds } from '../http/answer.js';
import { composedId, mainMember, objectNamed, samplesFor, type EmulatedObject, type ObjectAddress } from './emulated-object.js';
import { collectionOf, documentedBody, intuneError, liveObject } from './graph-answers.js';
import { assignable, type Route, type Routes } from './routes.js';
import { simulations, type SimulationName } from './simulations.js';
import type { Tenant } from './tenant.js';

export interface EmulatorSettings {
  readonly routes: Routes;
  readonly operations: Operations;
  readonly tenant: Tenant;
  /** The objects that the tenant began with. */
  readonly initial: readonly EmulatedObject[];
  /** Whether an object is made when a request names it first. */
  readonly anyIds: boolean;
  readonly simulate: SimulationName | undefined;
  readonly writesRootType: boolean;
  readonly origin: string;
  readonly ids: ErrorIds;
}

/** A request for an object, or for its collection: then the id of the object is empty. */
interface ObjectRequest {
  readonly request: ExchangeRequest;
  /** The update of the object. */
  readonly contract: Contract;
  readonly version: ApiVersion;
  readonly address: ObjectAddress;
  readonly settings: EmulatorSettings;
}

/** The answers to requests that may be carried out, by kind of path and method. */
export const answers: ReadonlyMap<`${Route['kind']} ${string}`, (request: ObjectRequest) => Answer> = new Map([
  ['object GET', (request) => onObject(request, (object) => objectAnswer(200, request, object))],
  ['object PATCH', (request) => onObject(request, (object) => update(request, object))],
  ['object DELETE', (request) => onObject(request, (object) => remove(request, object))],
  ['collection GET', list],
  ['assign POST', assign],
]);

/** False for an id that was never filled in, and for dots, which URLs resolve. */
function isUsable(id: string): boolean {
  return isFilledIn(id) && id !== '.' && id !== '..';
}

/** Objects that a message lists. */
const mostListed = 5;

function onObject(operation: ObjectRequest, answer: (object: EmulatedObject) => Answer): Answer {
  const { contract, address, settings } = operation;
  const { tenant, anyIds } = settings;
  const found = tenant.find(address);
  if (found !== undefined) return answer(found);
  if (!anyIds || tenant.hasSeen(address) || !address.ids.every(isUsable)) return notFound(operation);
  const made = objectNamed(contract, address);
  tenant.put(made);
  return answer(made);
}

function notFound({ contract, address, settings: { tenant, initial, anyIds, ids } }: ObjectRequest): Answer {
  const why = `The emulator has no such ${contract.resourceType ?? 'object'}${whyNot()}`;
  return { ...intuneError(404, 'ResourceNotFound', why, ids), notFound: why };

  function whyNot(): string {
    if (tenant.hasSeen(address)) return ': an earlier request deleted or replaced it.';
    if (anyIds) return ': an id of the path was never filled in, such as "undefined", "{id}" or "..".';
    const known = initial.filter((one) => one.path === address.path && tenant.find(one) !== undefined);
    const listed = known.slice(0, mostListed).map((one) => one.ids.toReversed().join(' of '));
    const others = known.length > mostListed ? ` and ${known.length - mostListed} more` : '';
    return known.length === 0 ? '. It has none.' : `. It has ${listed.join(', ')}${others}.`;
  }
}

function update({ request, contract, version, settings }: ObjectRequest, object: EmulatedObject): Answer {
  const { tenant, ids, simulate } = settings;
  const updated = { ...object, members: { ...object.members, ...settableIn(contract, bodyOf(request)) } };
  const status = contract.rules.flatMap(({ says }) => (says.what === 'status' ? [says.status] : []))[0] ?? 200;
  const hasBody = status !== 204 && !contract.rules.some(({ says }) => says.what === 'no-body' && says.side === 'response');
  const healthy = (): Answer => (hasBody ? objectAnswer(status, { contract, version, settings }, updated) : { status, headers: {} });
  const answer =
    simulate === undefined
      ? healthy()
      : simulations[simulate].answer({ contract, body: documentedBody(contract, version, updated), member: mainMember(contract), ids });
  if (answer.status >= 200 && answer.status < 300) tenant.put(updated);
  return answer;
}

function remove({ settings }: ObjectRequest, object: EmulatedObject): Answer {
  settings.tenant.delete(object);
  return { status: 204, headers: {} };
}

/** A collection that was never used has one object. */
function list(operation: ObjectRequest): Answer {
  const { contract, version, address, settings } = operation;
  const { tenant, anyIds, origin } = settings;
  const parents = address.ids.slice(0, -1);
  if (anyIds && tenant.beside(address) === undefined && parents.every(isUsable)) {
    const id = `${parents.at(-1) ?? ''}_${samplesFor(contract)[0]?.idEnding ?? '1'}`;
    tenant.put(objectNamed(contract, { ...address, ids: [...parents, id] }));
  }
  const objects = tenant.beside(address);
  if (objects === undefined) return notFound(operation);
  const context = `${origin}/${version}/$metadata#${collectionOf(address)}`;
  return jsonAnswer(200, { '@odata.context': context, value: objects.map((object) => shown(operation, object)) });
}

/** Replaces a collection. An item that names an object of it keeps the id; any other gets that of its target. */
function assign(operation: ObjectRequest): Answer {
  const { request, contract, version, address, settings } = operation;
  const { tenant, anyIds, origin, ids } = settings;
  const parents = address.ids.slice(0, -1);
  const items = itemsOf(request, contract);
  if (items === undefined) {
    const text = `The body needs a list "${assignable}", each item of it with an object "${mainMember(contract)}".`;
    return intuneError(400, 'ModelValidationFailure', text, ids);
  }
  if (tenant.beside(address) === undefined && !(anyIds && parents.every(isUsable))) return notFound(operation);
  const objects = items.map((item, index): EmulatedObject => {
    const members = settableIn(contract, item);
    const id = item[identityMember(contract)];
    const known = typeof id === 'string' ? tenant.find({ ...address, ids: [...parents, id] }) : undefined;
    if (known !== undefined) return { ...known, members };
    const named = { ...address, ids: [...parents, composedId(contract, parents, members, index)] };
    return { ...objectNamed(contract, named), members };
  });
  tenant.replace(address, objects);
  const context = `${origin}/${version}/$metadata#Collection(microsoft.graph.${contract.resourceType ?? 'entity'})`;
  return jsonAnswer(200, { '@odata.context': context, value: (tenant.beside(address) ?? []).map((object) => shown(operation, object)) });
}

function itemsOf(request: ExchangeRequest, contract: Contract): readonly JsonObject[] | undefined {
  const items = bodyOf(request)[assignable];
  const isItem = (item: unknown): item is JsonObject => isObject(item) && isObject(item[mainMember(contract)]);
  return Array.isArray(items) && items.every(isItem) ? items : undefined;
}

/** Empty for a body that is no JSON object. */
function bodyOf({ body }: ExchangeRequest): JsonObject {
  const read = parseBody(body);
  return read.kind === 'json' && isObject(read.value) ? read.value : {};
}

function settableIn({ settable }: Contract, body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => settable.includes(name)));
}

type Shown = Pick<ObjectRequest, 'contract' | 'version' | 'settings'>;

function objectAnswer(status: number, operation: Shown, object: EmulatedObject): Answer {
  const context = `${operation.settings.origin}/${operation.version}/$metadata#${collectionOf(object)}/$entity`;
  return jsonAnswer(status, { '@odata.context': context, ...shown(operation, object) });
}

function shown({ contract, version, settings }: Shown, object: EmulatedObject): JsonObject {
  const live = liveObject(contract, version, object);
  return settings.writesRootType ? { ...documentedBody(contract, version, object), ...live } : live;
}
