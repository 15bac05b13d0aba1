/** Every place of an exchange where traffic can hold a secret: alone, or among other words. */
import { isObject } from '../../../contracts/json-value.js';
import type { DraftExchange, JsonObject } from '../../contracts/judge/healthy-exchange.js';

export type Plant = (exchange: DraftExchange, secret: string) => void;
type Text = (secret: string) => string;
type Value = (secret: string) => unknown;

const sides = ['request', 'response'] as const;
type Side = (typeof sides)[number];

const asItIs: Text = (secret) => secret;
const graph = 'https://graph.microsoft.com';
const policyInPath = /(?<=\/device\w+\/)[^/?#]+(?=\/assign\w+\/)/;
const assignmentInPath = /(?<=\/assignments\/)[^/?#]+/;

export const places: Readonly<Record<string, Plant>> = {
  'the id of the policy, in the path': inUrl((url, id) => url.replace(policyInPath, id)),
  'the id of the assignment, in the path': inUrl((url, id) => url.replace(assignmentInPath, id)),
  'both ids, and the bodies': all(
    inUrl((url, id) => url.replace(policyInPath, id).replace(assignmentInPath, `${id}_${id}`)),
    both('id', (secret) => `${secret}_${secret}`),
  ),
  'another path': inUrl((_url, text) => `${graph}/v1.0/users/${text}/memberOf`),
  'a key in brackets': inUrl((_url, text) => `${graph}/v1.0/users('${text}')/memberOf`),
  'the host': inUrl((url, text) => url.replace(/^(?:https?:\/\/[^/]*)?/i, `https://${text}`)),
  'credentials in the URL': inUrl((url, text) => url.replace(/^(?:https?:\/\/)?/i, `https://user:${text}@`)),
  'the query': inUrl((url, text) => `${url}?$filter=id eq '${text}'&${text}=1&x=${text}&$skiptoken=${text}`),
  'the query, not encoded': ({ request }, secret) => void (request.url += `?$search=${secret}`),
  'the fragment': inUrl((url, text) => `${url}#${text}`),
  'a segment before the version': inUrl((url, text) => url.replace(/(?=\/(?:v1\.0|beta)\/)/, `/${text}`)),
  'the version': inUrl((url, text) => url.replace(/\/(?:v1\.0|beta)\//, `/${text}/`)),
  'the method': ({ request }, secret) => void (request.method = secret),
  'the token': headers('request', (secret) => ({ Authorization: `Bearer ${secret}` })),
  'other credentials': headers('request', (secret) => ({ Authorization: [`Basic ${secret}`, secret] })),
  cookies: all(
    headers('request', (secret) => ({ Cookie: `session=${secret}` })),
    headers('response', (secret) => ({ 'Set-Cookie': [`a=${secret}; path=/`, `b=${secret}`] })),
  ),
  diagnostics: headers('response', (secret) => ({
    'x-ms-ags-diagnostic': JSON.stringify({ ServerInfo: { DataCenter: secret, RoleInstance: secret } }),
    'request-id': secret,
    'client-request-id': secret,
  })),
  'names of headers': all(
    headers('request', (secret) => ({ [secret]: secret })),
    headers('response', (secret) => ({ [`x-${secret}`]: 'x' })),
  ),
  'headers that are kept': all(
    headers('request', (secret) => ({ Accept: `application/json;x=${secret}, text/${secret}` })),
    headers('response', (secret) => ({
      'Retry-After': secret,
      Allow: `GET, ${secret}`,
      'OData-Version': secret,
      Location: `https://${secret}/v1.0/${secret}?x=${secret}`,
    })),
  ),
  'media types': all(
    headers('request', (secret) => ({ 'Content-Type': `application/json; boundary=${secret}` })),
    headers('response', (secret) => ({ 'Content-Type': `application/${secret}` })),
  ),
  'parameters of the media type': headers('response', (secret) => ({ 'Content-Type': `application/json;charset=${secret}` })),
  'the id': both('id', asItIs),
  'the group': inTarget('groupId', asItIs),
  'another group than was sent': member('response', 'target', (groupId) => ({
    '@odata.type': '#microsoft.graph.groupAssignmentTarget',
    groupId,
  })),
  'a member of an enumeration': inTarget('deviceAndAppManagementAssignmentFilterType', asItIs),
  'a type': inTarget('@odata.type', asItIs),
  'a type of Graph': inTarget('@odata.type', (secret) => `#microsoft.graph.${secret}`),
  'another namespace': inTarget('@odata.type', (secret) => `#${secret}.groupAssignmentTarget`),
  'a name that nobody knows': both('displayName', asItIs),
  'the name of a property': both(asItIs, asItIs),
  'a part of the name of a property': both((secret) => `extension_${secret}_id`, asItIs),
  'control information': both((secret) => `${secret}@odata.type`, asItIs),
  'the name of a property in the target': inTarget(asItIs, (secret) => ({ [secret]: [secret] })),
  'deep in the body': both('details', (secret) => [{ a: [[{ b: { c: [1, null, true, `It is ${secret}.`] } }]] }]),
  'JSON in JSON in JSON': both('details', (secret) =>
    JSON.stringify({ one: JSON.stringify({ two: JSON.stringify([{ three: secret, [secret]: `(${secret})` }]), id: secret }, null, 2) }),
  ),
  numbers: both('phoneNumber', (secret) => Number(secret.replaceAll(/\D/g, '').slice(0, 15).padEnd(7, '7'))),
  bytes: both('bytes', (secret) => [...Buffer.from(secret)]),
  'the context': all(
    member(
      'response',
      '@odata.context',
      (secret) => `${graph}/beta/$metadata#deviceManagement/deviceConfigurations('${encodeURIComponent(secret)}')/assignments/$entity`,
    ),
    member('response', '@odata.etag', (secret) => `W/"${secret}"`),
    member(
      'response',
      '@odata.nextLink',
      (secret) => `https://${encodeURIComponent(secret)}/beta/users?$skiptoken=${encodeURIComponent(secret)}`,
    ),
  ),
  "an error's message": failed((secret) => ({
    code: 'BadRequest',
    message: `Resource '${secret}' does not exist or one of its queried references (${secret}) is not present.`,
  })),
  "an error's code": failed((secret) => ({ code: secret, message: secret })),
  'inner errors': failed((secret) => ({
    code: 'Request_BadRequest',
    message: 'x',
    innerError: { date: '2024-02-03T04:05:06', 'request-id': secret, 'client-request-id': secret },
    InnerError: { RequestId: secret },
    innererror: { [secret]: secret },
    details: [{ code: 'x', target: secret, message: `Bad: ${secret}` }],
  })),
  "Intune's message": failed((secret) => ({ code: 'No method match route template', message: intune(secret) })),
  "Intune's message, truncated": failed((secret) => ({ code: 'BadRequest', message: intune(secret).slice(0, -20) })),
  'a text': body('response', (secret) => `Service unavailable for ${secret}.`),
  'a page of HTML': body('response', (secret) => `<html><body title="${secret}"><p>Sign in, ${secret}</p></body></html>`),
  'broken JSON': all(
    body('request', (secret) => JSON.stringify({ id: secret, target: secret }).slice(0, -1)),
    body('response', (secret) => `\uFEFF[{"a":"${secret}"`),
  ),
  'a JSON string for a body': all(
    body('request', (secret) => JSON.stringify(secret)),
    body('response', (secret) => JSON.stringify(JSON.stringify(JSON.stringify(secret)))),
  ),
  'form data': body('request', (secret) => `client_secret=${secret}&scope=https%3A%2F%2Fgraph.microsoft.com`),
};

function all(...plants: readonly Plant[]): Plant {
  return (exchange, secret) => {
    for (const plant of plants) plant(exchange, secret);
  };
}

function inUrl(change: (url: string, encoded: string) => string): Plant {
  return ({ request }, secret) => void (request.url = change(request.url, encodeURIComponent(secret)));
}

function headers(side: Side, of: (secret: string) => Record<string, string | string[]>): Plant {
  return (exchange, secret) => void Object.assign(exchange[side].headers, of(secret));
}

function body(side: Side, of: Value): Plant {
  return (exchange, secret) => void (exchange[side].body = of(secret));
}

function failed(error: (secret: string) => JsonObject): Plant {
  return ({ response }, secret) => void Object.assign(response, { status: 400, body: { error: error(secret) } });
}

function member(side: Side, name: string | Text, value: Value): Plant {
  return (exchange, secret) => {
    define(exchange[side].body, name, value, secret);
  };
}

function both(name: string | Text, value: Value): Plant {
  return all(member('request', name, value), member('response', name, value));
}

function inTarget(name: string | Text, value: Value): Plant {
  return (exchange, secret) => {
    for (const side of sides) {
      const { body: whole } = exchange[side];
      define(isObject(whole) ? whole['target'] : undefined, name, value, secret);
    }
  };
}

/** Bodies may be text by now, or have no target: then nothing is planted. An assignment would set the prototype if the name is `__proto__`. */
function define(object: unknown, name: string | Text, value: Value, secret: string): void {
  const key = typeof name === 'string' ? name : name(secret);
  if (isObject(object)) Object.defineProperty(object, key, { value: value(secret), enumerable: true, configurable: true, writable: true });
}

function intune(secret: string): string {
  const ids = `Operation ID (for customer support): ${secret} - Activity ID: ${secret}`;
  const url = `https://fef.${secret.replaceAll(/[^\w.-]/g, '')}/Service/deviceManagement/deviceConfigurations('${secret}')?api-version=5024-01-02`;
  const message = `No OData route exists that match template ~/singleton/navigation/key with http verb PATCH for request ${secret}. - ${ids} - Url: ${url}`;
  const HttpHeaders = JSON.stringify({ 'WWW-Authenticate': `Bearer realm="urn:intune:service,${secret}"` });
  const whole = { _version: 3, Message: message, CustomApiErrorPhrase: secret, RetryAfter: null, HttpHeaders };
  return JSON.stringify(whole, null, 2).replaceAll('\n', '\r\n');
}
