import { interactionOf, type Collection, type Json } from '../../../recordings/traffic/pact/judged-pact.js';
import type { Row } from './rows.js';

const resourceOf = { deviceConfigurations: 'deviceConfigurationAssignment', deviceCompliancePolicies: 'deviceCompliancePolicyAssignment' };

function messageOf(row: Row, collection: Collection): Json {
  const { rules = {}, generators, status, headers } = row;
  const matchingRules: Record<string, Json> = {};
  for (const [place, matchers] of Object.entries(rules)) {
    const list = { combine: row.or ? 'OR' : 'AND', matchers: [matchers].flat() };
    if (place === 'status' || place === 'path') matchingRules[place] = list;
    else if (place.startsWith('header ')) (matchingRules['header'] ??= {})[place.slice('header '.length)] = list;
    else (matchingRules['body'] ??= {})[place] = list;
  }
  const body = JSON.parse(JSON.stringify({ body: row.body }).replaceAll('ROOT', `#microsoft.graph.${resourceOf[collection]}`)) as Json;
  return {
    ...('body' in row ? { body: undefined, ...body } : {}),
    ...(headers === undefined ? {} : { headers }),
    ...(status === undefined ? {} : { status }),
    ...(generators === undefined ? {} : { generators }),
    matchingRules,
  };
}

/** The row as the response that a consumer relies on. */
export function reliedOnInteraction(row: Row, collection: Collection): Json {
  return interactionOf(collection, {}, messageOf(row, collection), row.version);
}

/** The row as the request that a consumer sends. */
export function sentInteraction(row: Row, collection: Collection): Json {
  return interactionOf(collection, messageOf(row, collection), {}, row.version);
}
