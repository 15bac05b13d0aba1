import { isObject } from '../../../contracts/json-value.js';
import { exchangeAt } from './faults.js';
import type { JsonObject } from './generated-exchange.js';

/** A pact of version 4, indented as Pact's libraries write it. */
export const pactStart = '{\n  "consumer": {\n    "name": "benchmark"\n  },\n  "interactions": [\n';
export const pactEnd =
  '\n  ],\n  "metadata": {\n    "pactSpecification": {\n      "version": "4.0"\n    }\n  },\n  "provider": {\n    "name": "microsoft-graph"\n  }\n}\n';

/** One interaction, with matching rules. */
export function pactInteraction(index: number): string {
  const { path, request, response } = exchangeAt(index, 'expected');
  const contentType = response.headers['content-type']?.replace(/;.*/, '');
  const interaction = {
    description: `update number ${index + 1}`,
    pending: false,
    providerStates: [{ name: 'an assignment exists', params: { assignmentId: path.slice(path.lastIndexOf('/') + 1) } }],
    request: {
      body: { content: request.body, contentType: 'application/json', encoded: false },
      headers: { Authorization: ['Bearer {token}'], 'Content-Type': [request.headers['content-type']] },
      matchingRules: { body: typeRules(request.body), header: { Authorization: regex('^Bearer \\S+$') } },
      method: 'PATCH',
      path,
    },
    // JSON omits what is undefined. A consumer does not rely on the context.
    response: {
      body: response.body && { content: { ...response.body, '@odata.context': undefined }, contentType: contentType ?? '', encoded: false },
      headers: contentType && { 'Content-Type': [contentType] },
      matchingRules: response.body && { body: typeRules(response.body) },
      status: response.status,
    },
    type: 'Synchronous/HTTP',
  };
  return `    ${JSON.stringify(interaction, null, 2).replaceAll('\n', '\n    ')}`;
}

/** Rules for the type names, which Graph writes with or without their `#`. */
function typeRules(body: JsonObject): JsonObject {
  const types = {
    "$['@odata.type']": body['@odata.type'],
    "$.target['@odata.type']": isObject(body['target']) && body['target']['@odata.type'],
  };
  const named = Object.entries(types).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(named.map(([path, type]) => [path, regex(`^#?${type.replace(/^#/, '').replaceAll('.', '\\.')}$`)]));
}

function regex(pattern: string): JsonObject {
  return { combine: 'AND', matchers: [{ match: 'regex', regex: pattern }] };
}
