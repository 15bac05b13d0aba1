/** Every place of an exchange where traffic can hold a secret, and how it gets there: alone, or among other words. */
import type { DraftExchange, JsonObject } from '../../contracts/judge/healthy-exchange.js';

export type Plant = (exchange: DraftExchange, secret: string) => void;

export const places: Readonly<Record<string, Plant>> = {
  'the id of the policy, in the path': inPath((url, id) =>
    url.replace(/(\/device\w+\/)[^/?#]+(\/assign\w+\/)/, (_all, before: string, after: string) => before + id + after),
  ),
  'the id of the assignment, in the path': inPath((url, id) =>
    url.replace(/(\/assignments\/)[^/?#]+/, (_all, before: string) => before + id),
  ),
  'both ids, and the bodies': (exchange, secret) => {
    const id = encodeURIComponent(secret);
    exchange.request.url = exchange.request.url.replace(
      /(\/device\w+\/)[^/?#]+(\/assignments\/)[^/?#]+/,
      (_all, a: string, b: string) => `${a}${id}${b}${id}_${id}`,
    );
    set(exchange, 'request', 'id', `${secret}_${secret}`);
    set(exchange, 'response', 'id', `${secret}_${secret}`);
  },
  'another path': ({ request }, secret) =>
    void (request.url = `https://graph.microsoft.com/v1.0/users/${encodeURIComponent(secret)}/memberOf`),
  'a key in brackets': ({ request }, secret) =>
    void (request.url = `https://graph.microsoft.com/v1.0/users('${encodeURIComponent(secret)}')/memberOf`),
  'the host': inPath((url, text) => url.replace(/^(?:https?:\/\/[^/]*)?/i, `https://${text}`)),
  'credentials in the URL': inPath((url, text) => url.replace(/^(?:https?:\/\/)?/i, `https://user:${text}@`)),
  'the query': inPath((url, text) => `${url}?$filter=id eq '${text}'&${text}=1&x=${text}&$skiptoken=${text}`),
  'the query, not encoded': ({ request }, secret) => void (request.url += `?$search=${secret}`),
  'the fragment': inPath((url, text) => `${url}#${text}`),
  'a segment before the version': inPath((url, text) => url.replace(/\/(v1\.0|beta)\//, (_all, version: string) => `/${text}/${version}/`)),
  'the version': inPath((url, text) => url.replace(/\/(?:v1\.0|beta)\//, `/${text}/`)),
  'the method': ({ request }, secret) => void (request.method = secret),
  'the token': ({ request }, secret) => void (request.headers['Authorization'] = `Bearer ${secret}`),
  'other credentials': ({ request }, secret) => void (request.headers['Authorization'] = [`Basic ${secret}`, secret]),
  cookies: ({ request, response }, secret) => {
    request.headers['Cookie'] = `session=${secret}`;
    response.headers['Set-Cookie'] = [`a=${secret}; path=/`, `b=${secret}`];
  },
  diagnostics: ({ response }, secret) => {
    response.headers['x-ms-ags-diagnostic'] = JSON.stringify({ ServerInfo: { DataCenter: secret, RoleInstance: secret } });
    response.headers['request-id'] = secret;
    response.headers['client-request-id'] = secret;
  },
  'names of headers': ({ request, response }, secret) => {
    request.headers[secret] = secret;
    response.headers[`x-${secret}`] = 'x';
  },
  'headers that are kept': ({ request, response }, secret) => {
    request.headers['Accept'] = `application/json;x=${secret}, text/${secret}`;
    response.headers['Retry-After'] = secret;
    response.headers['Allow'] = `GET, ${secret}`;
    response.headers['OData-Version'] = secret;
    response.headers['Location'] = `https://${secret}/v1.0/${secret}?x=${secret}`;
  },
  'media types': ({ request, response }, secret) => {
    request.headers['Content-Type'] = `application/json; boundary=${secret}`;
    response.headers['Content-Type'] = `application/${secret}`;
  },
  'parameters of the media type': ({ response }, secret) => void (response.headers['Content-Type'] = `application/json;charset=${secret}`),
  'the id': both('id', (secret) => secret),
  'the group': inTarget('groupId', (secret) => secret),
  'another group than was sent': (exchange, secret) => {
    set(exchange, 'response', 'target', { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: secret });
  },
  'a member of an enumeration': inTarget('deviceAndAppManagementAssignmentFilterType', (secret) => secret),
  'a type': inTarget('@odata.type', (secret) => secret),
  'a type of Graph': inTarget('@odata.type', (secret) => `#microsoft.graph.${secret}`),
  'another namespace': inTarget('@odata.type', (secret) => `#${secret}.groupAssignmentTarget`),
  'a name that nobody knows': both('displayName', (secret) => secret),
  'the name of a property': named((secret) => secret),
  'a part of the name of a property': named((secret) => `extension_${secret}_id`),
  'control information': named((secret) => `${secret}@odata.type`),
  'the name of a property in the target': (exchange, secret) => {
    for (const side of ['request', 'response'] as const) define(targetOf(exchange, side), secret, { [secret]: [secret] });
  },
  'deep in the body': both('details', (secret) => [{ a: [[{ b: { c: [1, null, true, `It is ${secret}.`] } }]] }]),
  'JSON in JSON in JSON': both('details', (secret) =>
    JSON.stringify({ one: JSON.stringify({ two: JSON.stringify([{ three: secret, [secret]: `(${secret})` }]), id: secret }, null, 2) }),
  ),
  numbers: both('phoneNumber', (secret) => Number(secret.replaceAll(/\D/g, '').slice(0, 15).padEnd(7, '7'))),
  bytes: both('bytes', (secret) => [...Buffer.from(secret)]),
  'the context': (exchange, secret) => {
    const key = encodeURIComponent(secret);
    set(
      exchange,
      'response',
      '@odata.context',
      `https://graph.microsoft.com/beta/$metadata#deviceManagement/deviceConfigurations('${key}')/assignments/$entity`,
    );
    set(exchange, 'response', '@odata.etag', `W/"${secret}"`);
    set(exchange, 'response', '@odata.nextLink', `https://${key}/beta/users?$skiptoken=${key}`);
  },
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
  "Intune's message, broken off": failed((secret) => ({ code: 'BadRequest', message: intune(secret).slice(0, -20) })),
  'a text': ({ response }, secret) => void (response.body = `Service unavailable for ${secret}.`),
  'a page of HTML': ({ response }, secret) =>
    void (response.body = `<html><body title="${secret}"><p>Sign in, ${secret}</p></body></html>`),
  'broken JSON': ({ request, response }, secret) => {
    request.body = JSON.stringify({ id: secret, target: secret }).slice(0, -1);
    response.body = `\uFEFF[{"a":"${secret}"`;
  },
  'a JSON string for a body': ({ request, response }, secret) => {
    request.body = JSON.stringify(secret);
    response.body = JSON.stringify(JSON.stringify(JSON.stringify(secret)));
  },
  'form data': ({ request }, secret) => void (request.body = `client_secret=${secret}&scope=https%3A%2F%2Fgraph.microsoft.com`),
};

/** The places where a secret changes what the judge quotes: the request line itself. */
function inPath(change: (url: string, encoded: string) => string): Plant {
  return ({ request }, secret) => void (request.url = change(request.url, encodeURIComponent(secret)));
}

function intune(secret: string): string {
  const ids = `Operation ID (for customer support): ${secret} - Activity ID: ${secret}`;
  const url = `https://fef.${secret.replaceAll(/[^\w.-]/g, '')}/Service/deviceManagement/deviceConfigurations('${secret}')?api-version=5024-01-02`;
  const message = `No OData route exists that match template ~/singleton/navigation/key with http verb PATCH for request ${secret}. - ${ids} - Url: ${url}`;
  const headers = JSON.stringify({ 'WWW-Authenticate': `Bearer realm="urn:intune:service,${secret}"` });
  return JSON.stringify(
    { _version: 3, Message: message, CustomApiErrorPhrase: secret, RetryAfter: null, HttpHeaders: headers },
    null,
    2,
  ).replaceAll('\n', '\r\n');
}

function failed(error: (secret: string) => JsonObject): Plant {
  return ({ response }, secret) => {
    response.status = 400;
    response.body = { error: error(secret) };
  };
}

function both(name: string, value: (secret: string) => unknown): Plant {
  return (exchange, secret) => {
    for (const side of ['request', 'response'] as const) set(exchange, side, name, value(secret));
  };
}

function named(name: (secret: string) => string): Plant {
  return (exchange, secret) => {
    for (const side of ['request', 'response'] as const) set(exchange, side, name(secret), secret);
  };
}

function inTarget(name: string, value: (secret: string) => unknown): Plant {
  return (exchange, secret) => {
    for (const side of ['request', 'response'] as const) define(targetOf(exchange, side), name, value(secret));
  };
}

/** Bodies may be text, or have no target by now; then nothing is planted. */
function set(exchange: DraftExchange, side: 'request' | 'response', name: string, value: unknown): void {
  if (isObject(exchange[side].body)) define(exchange[side].body, name, value);
}

function targetOf(exchange: DraftExchange, side: 'request' | 'response'): JsonObject {
  const { body } = exchange[side];
  return isObject(body) && isObject(body['target']) ? body['target'] : {};
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Not an assignment: that would set the prototype when the name is __proto__. */
function define(object: JsonObject, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}
