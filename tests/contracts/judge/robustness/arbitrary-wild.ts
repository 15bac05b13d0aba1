/** Exchanges that nobody would send, and healthy ones with one part replaced by such. */
import * as fc from '../../../equipment/fast-check.js';
import type { Exchange } from '../../../../contracts/judge/exchange.js';
import { contracts } from '../../../../contracts/judge/compiled-contracts.js';
import { healthyExchanges } from '../arbitrary-healthy.js';
import { healthyExchange, type JsonObject } from '../healthy-exchange.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  loneSurrogates(),
  fc.constantFrom('', '\0', '\uFEFF', '<html>', 'null', '{"a":'),
);
const anyName = fc.oneof(
  anyText,
  fc.constantFrom('__proto__', 'constructor', 'toString', 'id', 'target', '@odata.type', 'groupId', 'error', 'code', 'message'),
);
const anyValue = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, anyText, fc.double(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.array(fc.tuple(anyName, tie('value')), { maxLength: 5 }).map(ownProperties),
})).value;

const anyHeaders = fc.option(
  fc
    .array(
      fc.tuple(
        fc.oneof(anyText, fc.constantFrom('Authorization', 'content-type', 'CONTENT-TYPE', '__proto__')),
        fc.oneof(anyText, fc.array(anyText), anyValue, fc.constantFrom('Bearer', 'text/html', 'application/json', 'Bearer a')),
      ),
      { maxLength: 4 },
    )
    .map(ownProperties),
  { nil: undefined },
);
const anyUrl = fc.oneof(
  anyText,
  fc.webUrl(),
  fc.constantFrom(...contracts.map((contract) => healthyExchange(contract).request.url)),
  fc.tuple(fc.constantFrom(...contracts.map((contract) => healthyExchange(contract).request.url)), anyText).map((parts) => parts.join('')),
  fc
    .array(fc.constantFrom('v1.0', 'beta', 'deviceManagement', 'deviceConfigurations', 'assignments', '', '%', '%ZZ', '..', '{id}'))
    .map((parts) => `/${parts.join('/')}`),
);
const anyMethod = fc.oneof(fc.constantFrom('PATCH', 'patch', 'GET', 'DELETE', ''), anyText);
const anyStatus = fc.oneof(
  fc.integer({ min: 0, max: 700 }),
  fc.constantFrom(200, 400, 404, 405, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 200.5),
);

/** Parts are missing, odd, or of a wrong type, as a file of traffic may have them. */
export const wildExchanges = fc.record(
  {
    request: fc.record({ method: anyMethod, url: anyUrl, headers: anyHeaders, body: anyValue }, { requiredKeys: ['method', 'url'] }),
    response: fc.record({ status: anyStatus, headers: anyHeaders, body: anyValue }, { requiredKeys: ['status'] }),
    failure: anyText,
  },
  { requiredKeys: ['request'] },
) as fc.Arbitrary<Exchange>;

/** Far more often than a wild one, such an exchange gets past the first question that the judge asks. */
export const woundedExchanges = fc
  .tuple(
    healthyExchanges,
    fc.array(fc.tuple(fc.nat(), fc.oneof(anyValue, fc.constant(undefined))), { minLength: 1, maxLength: 3 }),
    anyStatus,
    fc.boolean(),
  )
  .map(([healthy, wounds, status, otherStatus]) => {
    const exchange = structuredClone(healthy);
    for (const [where, value] of wounds) replaceSomewhere(exchange, where, value);
    if (otherStatus) exchange.response.status = status;
    return exchange;
  });

/** Replaces one member of the bodies or of the headers, chosen by number. */
function replaceSomewhere(exchange: { request: object; response: object }, where: number, value: unknown): void {
  const holders: (readonly [JsonObject, string])[] = [];
  const collect = (object: unknown): void => {
    if (typeof object !== 'object' || object === null) return;
    for (const [name, inner] of Object.entries(object)) {
      holders.push([object as JsonObject, name]);
      collect(inner);
    }
  };
  for (const message of [exchange.request, exchange.response] as { headers?: object; body: unknown }[]) {
    holders.push([message, 'body']);
    collect(message.headers);
    collect(message.body);
  }
  const [holder, name] = holders[where % holders.length] ?? [{}, ''];
  holder[name] = value;
}

/** Not a literal: a name such as __proto__ has to become a property. */
function ownProperties(entries: readonly (readonly [string, unknown])[]): JsonObject {
  return Object.fromEntries(entries);
}

function loneSurrogates(): fc.Arbitrary<string> {
  return fc.array(fc.integer({ min: 0xd800, max: 0xdfff }), { maxLength: 5 }).map((units) => String.fromCharCode(...units));
}
