import { exchangeAt } from './exchange-at.js';
import type { JsonObject } from './generated-exchange.js';

/** What stands before and after the interactions of a pact of version 4, indented as Pact's own libraries write it. */
export const pactStart = `{
  "consumer": {
    "name": "benchmark"
  },
  "interactions": [
`;
export const pactEnd = `
  ],
  "metadata": {
    "pactSpecification": {
      "version": "4.0"
    }
  },
  "provider": {
    "name": "microsoft-graph"
  }
}
`;

/** The exchange at a place, as an interaction with the headers that a consumer's test names, and matching rules that mean its examples. */
export function pactInteraction(index: number): string {
  const { method, path, request, response } = exchangeAt(index, 'expected');
  const contentType = response.headers['content-type']?.replace(/;.*/, '');
  const interaction = {
    description: `update number ${String(index + 1)}`,
    pending: false,
    providerStates: [{ name: 'an assignment exists', params: { assignmentId: path.slice(path.lastIndexOf('/') + 1) } }],
    request: {
      body: { content: request.body, contentType: 'application/json', encoded: false },
      headers: {
        ...('authorization' in request.headers ? { Authorization: ['Bearer {token}'] } : {}),
        ...('content-type' in request.headers ? { 'Content-Type': [request.headers['content-type']] } : {}),
      },
      matchingRules: {
        body: typeRules(request.body),
        header: { ...('authorization' in request.headers ? { Authorization: regex('^Bearer \\S+$') } : {}) },
      },
      method,
      path,
    },
    response: {
      ...(response.body === undefined
        ? {}
        : { body: { content: relied(response.body), contentType: contentType ?? 'application/json', encoded: false } }),
      ...(contentType === undefined ? {} : { headers: { 'Content-Type': [contentType] } }),
      ...(response.body === undefined ? {} : { matchingRules: { body: typeRules(response.body) } }),
      status: response.status,
    },
    type: 'Synchronous/HTTP',
  };
  return `    ${JSON.stringify(interaction, null, 2).replaceAll('\n', '\n    ')}`;
}

/** A consumer does not rely on control information but for the types. */
function relied(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== '@odata.context'));
}

/** A type name is written with or without its hash, and nothing else. */
function typeRules(body: JsonObject): JsonObject {
  const target = body['target'];
  const targetType = typeof target === 'object' && target !== null ? (target as JsonObject)['@odata.type'] : undefined;
  return {
    ...(typeof body['@odata.type'] === 'string' ? { "$['@odata.type']": typeName(body['@odata.type']) } : {}),
    ...(typeof targetType === 'string' ? { "$.target['@odata.type']": typeName(targetType) } : {}),
  };
}

function typeName(name: string): JsonObject {
  return regex(`^#?${name.replace(/^#/, '').replaceAll('.', '\\.')}$`);
}

function regex(pattern: string): JsonObject {
  return { combine: 'AND', matchers: [{ match: 'regex', regex: pattern }] };
}
