import { collections, interactionOf, judgePact, told, type Collection, type Json } from '../../../recordings/pact/judged-pact.js';
import { reliedOn, sent, type Row } from './rows.js';

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

describe.each(collections)('%s', (collection) => {
  test.each(reliedOn)('a consumer relies on $name', (row) => {
    const interaction = interactionOf(collection, {}, messageOf(row, collection), row.version);
    expect(told(judgePact(interaction))).toEqual(row.told ?? []);
  });

  test.each(sent)('a consumer sends $name', (row) => {
    const interaction = interactionOf(collection, messageOf(row, collection), {}, row.version);
    expect(told(judgePact(interaction))).toEqual(row.told ?? []);
  });
});
