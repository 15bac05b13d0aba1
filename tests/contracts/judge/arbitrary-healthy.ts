/** Healthy exchanges of every form that is known to occur, for properties that hold for all of them. */
import { isOwnId } from './own-id.js';
import * as fc from '../../equipment/fast-check.js';
import { apiVersions, type Side } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { isFilledIn } from '../../../contracts/judge/dummy-value.js';
import { healthyExchange, namesOf, objectAt, targetTypesOf, type DraftExchange, type JsonObject } from './healthy-exchange.js';

const guid = fc.uuid();
const printable = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });

/** Ids have no form that anybody promises: GUIDs, two of them joined, numbers, or anything that can be written. */
export const anyId = fc
  .oneof(
    guid,
    fc.tuple(guid, guid).map(([policy, target]) => `${policy}_${target}`),
    fc.constant('1d7a6a5c-5f0e-4b52-9d4c-7c31a4f9be21_adadadad-808e-44e2-905a-0b7873a8a531'),
    fc.nat().map(String),
    printable,
  )
  .filter(isFilledIn);

const typeForm = fc.constantFrom('#microsoft.graph.', 'microsoft.graph.');
const controlNames = '@odata.context @odata.etag @odata.id @microsoft.graph.tips target@odata.context groupId@odata.type @'.split(' ');
const controlName = fc
  .oneof(
    fc.constantFrom(...controlNames),
    fc.tuple(fc.string(), fc.string()).map(([before, after]) => `${before}@${after}`),
  )
  .filter((name) => name !== '@odata.type');
const anyJson = fc.jsonValue({ maxDepth: 3 });
const parameters = [
  ';charset=utf-8',
  '; charset="UTF-8"',
  ';odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
];
const mediaType = fc
  .tuple(fc.constantFrom('application/json', 'Application/JSON', ' application/json '), fc.constantFrom('', ';', ...parameters))
  .map((parts) => parts.join(''));
const otherNames = 'request-id Client-Request-Id x-ms-ags-diagnostic Vary DATE content-length Retry-After ETag Content-Type-Options'.split(
  ' ',
);
const otherHeaders = fc.dictionary(fc.constantFrom(...otherNames), fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 3 })));
const bodyForm = fc.constantFrom<((value: unknown) => unknown)[]>(
  (value) => value,
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, null, 2).replaceAll('\n', '\r\n'),
  (value) => ` \t\r\n${JSON.stringify(value)}\n `,
  (value) => `\uFEFF${JSON.stringify(value)}`,
);
const urlForm = fc.constantFrom<((url: string) => string)[]>(
  (url) => url,
  (url) => url.replace('https://graph.microsoft.com', ''),
  (url) => url.replace('https://graph.microsoft.com', 'http://127.0.0.1:8080'),
  (url) => url.replace('https://graph.microsoft.com', 'https://dod-graph.microsoft.us'),
  (url) => url.replace('https://graph.microsoft.com', 'HTTPS://user@Proxy.Example:8443/graph'),
  (url) => url.replace('https://', 'http://[::1]//'),
  (url) => `${url}?$select=id,target&x=/beta/deviceManagement`,
  (url) => `${url}#/part?`,
  (url) => `${url}?`,
);
const capitals = fc.constantFrom<((name: string) => string)[]>(
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => name.toLowerCase(),
);

interface Place {
  readonly side: Side;
  readonly pointer: '' | '/target';
}

const places: readonly Place[] = (['request', 'response'] as const).flatMap((side) =>
  (['', '/target'] as const).map((pointer) => ({ side, pointer })),
);
const onResponse = fc.constantFrom(...places.filter(({ side }) => side === 'response'));
const perPlace = <T>(value: fc.Arbitrary<T>, place: fc.Arbitrary<Place>): fc.Arbitrary<(readonly [Place, T])[]> =>
  fc.array(fc.tuple(place, value), { maxLength: 3 });

const named = <T>(name: fc.Arbitrary<string>, value: fc.Arbitrary<T>): fc.Arbitrary<readonly [string, T]> => fc.tuple(name, value);

const variation = fc.record({
  contract: fc.constantFrom(...contracts),
  version: fc.constantFrom(...apiVersions),
  target: fc.nat(),
  answered: fc.nat(),
  ids: fc.tuple(anyId, anyId),
  full: fc.boolean(),
  requestType: fc.option(typeForm),
  responseType: fc.option(typeForm),
  targetForms: fc.tuple(typeForm, typeForm),
  nulls: fc.boolean(),
  leftOut: fc.boolean(),
  requestId: fc.option(anyId),
  otherCase: fc.boolean(),
  control: perPlace(named(controlName, anyJson), fc.constantFrom(...places)),
  additions: perPlace(named(fc.string({ unit: 'grapheme' }), anyJson), onResponse),
  requestMedia: mediaType,
  responseMedia: mediaType,
  requestHeaders: otherHeaders,
  responseHeaders: otherHeaders,
  headerCapitals: capitals,
  asLists: fc.boolean(),
  scheme: fc.constantFrom('Bearer', 'bearer', 'BEARER '),
  noRequestHeaders: fc.boolean(),
  urlForm,
  requestForm: bodyForm,
  responseForm: bodyForm,
});
type Variation = typeof variation extends fc.Arbitrary<infer T> ? T : never;

/** An exchange that keeps to its contract, as it may be met in the wild. */
export const healthyExchanges = variation.map(build);

type WildExchange = Omit<DraftExchange, 'request'> & {
  request: Omit<DraftExchange['request'], 'headers'> & Partial<DraftExchange['request']>;
};

function build(wild: Variation): WildExchange {
  const { contract, version, ids } = wild;
  const types = targetTypesOf(contract);
  const targetType = types[wild.target % types.length] ?? '';
  const exchange = healthyExchange(contract, { version, ids, targetType, full: wild.full });
  answerAnotherType(exchange, wild, types, targetType);
  writeTypes(exchange, wild);
  thinOut(exchange, wild);
  if (wild.requestId !== null) objectAt(exchange, 'request', '')['id'] = wild.requestId;
  // Only of ASCII: in other scripts, a change of case and back is not always the same text.
  if (wild.otherCase && /^[ -~]*$/.test(ids[1])) objectAt(exchange, 'response', '')['id'] = ids[1].toUpperCase();
  for (const [{ side, pointer }, [name, value]] of wild.control) define(objectAt(exchange, side, pointer), name, value);
  for (const [{ side, pointer }, [name, value]] of wild.additions) {
    if (!name.includes('@') && !namesOf(contract).has(name)) define(objectAt(exchange, side, pointer), name, value);
  }
  const headers = (
    own: DraftExchange['request']['headers'],
    others: Record<string, string | string[]>,
  ): Record<string, string | string[]> => ({
    ...others,
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [wild.headerCapitals(name), wild.asLists ? [value].flat() : value])),
  });
  const { request, response } = exchange;
  const own = { ...request.headers, Authorization: `${wild.scheme} a.b-c_d`, 'Content-Type': wild.requestMedia };
  const sent = headers(own, wild.requestHeaders);
  return {
    request: {
      method: request.method,
      url: wild.urlForm(request.url),
      ...(wild.noRequestHeaders ? {} : { headers: sent }),
      body: wild.requestForm(request.body),
    },
    response: {
      status: response.status,
      headers: headers({ 'Content-Type': wild.responseMedia }, wild.responseHeaders),
      body: wild.responseForm(response.body),
    },
  };
}

/** The documented example sends the abstract type; Graph can only answer one that derives from it. */
function answerAnotherType(
  exchange: DraftExchange,
  { contract, version, answered }: Variation,
  types: readonly string[],
  sent: string,
): void {
  if (!contract.types.some(({ name, abstract }) => name === sent && abstract)) return;
  const other = healthyExchange(contract, { version, targetType: types[answered % types.length] ?? '' });
  objectAt(exchange, 'response', '')['target'] = objectAt(other, 'response', '/target');
}

function writeTypes(exchange: DraftExchange, { contract, requestType, responseType, targetForms }: Variation): void {
  const write = (object: JsonObject, form: string | null, name: unknown): void => {
    if (form === null) Reflect.deleteProperty(object, '@odata.type');
    else object['@odata.type'] = `${form}${String(name)}`;
  };
  write(objectAt(exchange, 'request', ''), requestType, contract.resourceType);
  write(objectAt(exchange, 'response', ''), responseType, contract.resourceType);
  for (const [side, form] of [['request', targetForms[0]] as const, ['response', targetForms[1]] as const]) {
    const target = objectAt(exchange, side, '/target');
    write(target, form, String(target['@odata.type']).replace('#microsoft.graph.', ''));
  }
}

/** What may be null is null, and what need not be said is not said, on both sides. */
function thinOut(exchange: DraftExchange, { contract, nulls, leftOut }: Variation): void {
  for (const { says } of contract.rules) {
    if (says.what !== 'type-property' || isOwnId(contract, says.typeName, says.property)) continue;
    for (const { side, pointer } of places) {
      const object = objectAt(exchange, side, pointer);
      if (!(says.property in object)) continue;
      if (nulls && says.nullable) object[says.property] = null;
      if (leftOut) Reflect.deleteProperty(object, says.property);
    }
  }
}

/** Not an assignment: that would set the prototype when the name is __proto__. */
function define(object: JsonObject, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}
