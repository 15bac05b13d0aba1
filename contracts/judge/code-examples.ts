import type { Code, InconclusiveReason } from './codes.js';

/** An exchange to change. */
export interface ExampleExchange {
  request: { method: string; url: string; headers?: Record<string, string>; body?: unknown };
  response: { status: number; headers: Record<string, string>; body?: unknown };
}

/** Changes a documented exchange so that it has the finding, or is inconclusive for the reason. */
type Change = (exchange: ExampleExchange) => void;

/** `pact`: the exchange is an interaction of a consumer's pact. A text is for what no single exchange shows. */
export type CodeExample = { readonly change: Change; readonly pact?: true } | string;

const type = (name: string): string => `#microsoft.graph.${name}`;
const group = { '@odata.type': type('groupAssignmentTarget'), groupId: '00000000-0000-4000-8000-00000000aaaa' };

function sends(body: unknown): CodeExample {
  return {
    change: ({ request }) => {
      request.body = body;
    },
  };
}

function sendsAlso(members: object): CodeExample {
  return {
    change: ({ request }) => {
      request.body = { ...(request.body as object), ...members };
    },
  };
}

function goesTo(pattern: RegExp | string, replacement: string): CodeExample {
  return {
    change: ({ request }) => {
      request.url = request.url.replace(pattern, replacement);
    },
  };
}

function answersAlso(members: object): CodeExample {
  return {
    change: ({ response }) => {
      response.body = { ...(response.body as object), ...members };
    },
  };
}

function answers(status: number, body?: unknown, headers = { 'Content-Type': 'application/json' }): CodeExample {
  return {
    change: (exchange) => {
      exchange.response = { status, headers: body === undefined ? {} : headers, ...(body === undefined ? {} : { body }) };
    },
  };
}

function error(code: string, message: string): object {
  return { error: { code, message } };
}

function inPact(example: CodeExample): CodeExample {
  return typeof example === 'string' ? example : { ...example, pact: true };
}

/** Both sides name a group, so that an answer about it is right. */
function about(target: object, then: (exchange: ExampleExchange) => void): CodeExample {
  return {
    change: (exchange) => {
      exchange.request.body = { target };
      exchange.response.body = { ...(exchange.response.body as object), target };
      then(exchange);
    },
  };
}

/** An example of each code and reason. */
export const codeExamples: Readonly<Record<Code | InconclusiveReason, CodeExample>> = {
  'request.method': {
    change: ({ request }) => {
      request.method = 'PUT';
    },
  },
  'request.method-case': {
    change: ({ request }) => {
      request.method = request.method.toLowerCase();
    },
  },
  'request.malformed': 'A request with Content-Length: 12 and Transfer-Encoding: chunked: a server cannot tell where its body ends.',
  'request.path': goesTo('/assignments/', '/assignment/'),
  'request.path-style': goesTo(/\/assignments\/([^/]+)$/, "/assignments('$1')"),
  'request.version': goesTo(/(?<=\.com)\/[^/]+/, '/v2.0'),
  'request.header.missing': {
    change: ({ request: { headers = {} } }) => {
      delete headers['Content-Type'];
    },
  },
  'request.header.value': {
    change: ({ request: { headers = {} } }) => {
      headers['Content-Type'] = 'text/plain';
    },
  },
  'request.body.missing': sends(undefined),
  'request.body.unexpected': 'With --contracts companions: a DELETE of an assignment that sends a body, such as {"id": "1"}.',
  'request.body.not-json': sends('target=all-devices'),
  'request.body.missing-property': sends({ assignTo: group }),
  'request.body.type': sends({ target: 'all devices' }),
  'request.body.value': sends({ target: { '@odata.type': type('everybody') } }),
  'request.body.incomplete-target': sends({ target: { '@odata.type': type('groupAssignmentTarget') } }),
  'request.body.drops-assignments':
    'With --contracts companions: a POST …/assign with one assignment, where a GET before it in the same file shows two.',
  'request.body.null': 'With --contracts: an update that sends null for a property of its page, such as {"description": null}.',
  'request.body.open-type': sends({ target: { '@odata.type': type('scopeTagGroupAssignmentTarget') } }),
  'request.body.read-only': sendsAlso({ source: 'direct' }),
  'request.body.undocumented-property': sends({ target: { '@odata.type': type('groupAssignmentTarget'), groupID: group.groupId } }),
  'request.body.byte-order-mark': sends(`\ufeff${JSON.stringify({ target: group })}`),
  'request.rejected': answers(400, error('BadRequest', 'The request is invalid.')),
  'operation.not-routed': answers(400, error('BadRequest', "Resource not found for the segment 'assignments'.")),
  'response.status': answers(204),
  'response.preference-applied': {
    change: (exchange) => {
      exchange.request.headers = { ...exchange.request.headers, Prefer: 'return=minimal' };
      exchange.response = { status: 204, headers: {} };
    },
  },
  'response.header.content-type': {
    change: ({ response }) => {
      response.headers['Content-Type'] = 'text/plain';
    },
  },
  'response.body.missing': {
    change: ({ response }) => {
      delete response.body;
    },
  },
  'response.body.not-json': {
    change: ({ response }) => {
      response.body = JSON.stringify(response.body).slice(0, 60);
    },
  },
  'response.body.missing-property': {
    change: ({ response }) => {
      const { target, ...others } = response.body as Record<string, unknown>;
      response.body = { ...others, Target: target };
    },
  },
  'response.body.type': answersAlso({ id: 4711 }),
  'response.body.value': answersAlso({ id: '' }),
  'response.body.other-object': answersAlso({ id: '00000000-0000-4000-8000-00000000eeee' }),
  'response.body.not-updated': about(group, ({ response }) => {
    response.body = { ...(response.body as object), target: { '@odata.type': type('allDevicesAssignmentTarget') } };
  }),
  'response.body.null': answersAlso({ target: null }),
  'response.body.unknown-target-type': answersAlso({ target: { '@odata.type': type('everybodyAssignmentTarget') } }),
  'response.body.undocumented-property': answersAlso({ priority: 1 }),
  'response.body.type-omitted': {
    change: ({ response }) => {
      delete (response.body as Record<string, unknown>)['@odata.type'];
    },
  },
  'response.body.metadata-property': answersAlso({ source: 'direct' }),
  'response.body.byte-order-mark': {
    change: ({ response }) => {
      response.body = `\ufeff${JSON.stringify(response.body)}`;
    },
  },
  'request.not-checked': {
    change: ({ request }) => {
      delete request.headers;
    },
  },
  'response.not-checked': {
    change: (exchange) => {
      exchange.request.body = { target: 'all devices' };
      exchange.response = {
        status: 400,
        headers: { 'Content-Type': 'application/json' },
        body: error('BadRequest', 'The request is invalid.'),
      };
    },
  },
  'expectation.status': inPact(answers(204)),
  'expectation.header': {
    pact: true,
    change: ({ response }) => {
      response.headers['Location'] = '/assignments/1';
    },
  },
  'expectation.type': inPact(answersAlso({ id: 4711 })),
  'expectation.value': inPact(answersAlso({ target: { '@odata.type': type('everybody') } })),
  'expectation.not-checked': inPact(answersAlso({ target: { '@odata.type': type('scopeTagGroupAssignmentTarget') } })),
  'expectation.undocumented-property': inPact(answersAlso({ priority: 1 })),
  'docs.gone': 'Our page says `200 OK` and an object in the body; the other page no longer says what the body holds.',
  'docs.changed': 'Our page says `200 OK`, the other page `204 No Content`.',
  'docs.narrowed': 'The row of a property says "Optional" on our page, and "Required" on the other page.',
  'docs.widened': 'The row of a header says "Required" on our page, and "Optional" on the other page.',
  'docs.added': 'The table of the other page has a row for a property that our page does not name.',
  'docs.confirmed': 'The table of the other page has a row for a property that only the page of target types names.',
  'docs.not-comparable': 'The row of a property names a type on the other page that no page describes.',
  'docs.reading': 'The other page names the permissions that our page leaves open.',
  'docs.odd': 'The example of the page answers 200, and its text says 204.',
  throttled: answers(429, error('TooManyRequests', 'Too many requests.')),
  outage: answers(503, error('ServiceUnavailable', 'The service is unavailable.')),
  unauthorized: answers(401, error('InvalidAuthenticationToken', 'Access token has expired.')),
  forbidden: answers(403, error('Forbidden', 'The application lacks a permission.')),
  'not-found': answers(404, error('ResourceNotFound', 'No such assignment.')),
  conflict: answers(409, error('Conflict', 'The object is being changed.')),
  misdirected: answers(421, error('MisdirectedRequest', 'The request reached another server.')),
  'too-complex': 'An interaction of a pact with the matching rule {"match": "regex", "regex": "(a+)+(b+)+c"} and a long example.',
  unreadable: 'The bytes of a TLS handshake, sent to a server that speaks HTTP.',
  'unknown-batch': 'A HAR file with POST /v1.0/$batch whose postData was left out.',
};
