/** Whatever stands in a pact: it is read and judged, or a ReadError says why not; twice the same; and nothing of it leaks. */
import * as fc from '../../../equipment/fast-check.js';
import type { Interaction } from '../../../../contracts/judge/pact/interaction.js';
import { judgeExpectation } from '../../../../contracts/judge/pact/judge-expectation.js';
import { ReadError } from '../../../../recordings/traffic/read-error.js';
import { collections, groupTarget, interactionOf, type Json } from './judged-pact.js';
import { pactText, readPact, readPactText } from './read-pact.js';

function outcome(interactions: readonly unknown[], version?: string): string {
  const read: Interaction[] = [];
  const judged: unknown[] = [];
  try {
    readPact('a.json', interactions, { pactSpecification: { version } }, read);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    judged.push(error.message);
  }
  for (const interaction of read) judged.push(judgeExpectation(interaction));
  return JSON.stringify(judged);
}

const versions = fc.constantFrom('1.0.0', '2.0.0', '3.0.0', '4.0', '9', undefined);
const words = fc.constantFrom(
  '$',
  'body',
  'header',
  'status',
  'match',
  'matchers',
  'rules',
  'regex',
  'type',
  'eachKey',
  'json_class',
  '__proto__',
);
const wild = fc.jsonValue({ maxDepth: 4 });
const rules = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 6 },
    wild,
    words,
    fc.dictionary(fc.oneof(words, fc.string()), tie('node')),
    fc.array(tie('node'), { maxLength: 3 }),
  ),
})).node;

const full = {
  matchingRules: {
    body: {
      "$.target['@odata.type']": { combine: 'AND', matchers: [{ match: 'regex', regex: '^#?microsoft' }] },
      $: { matchers: [{ match: 'type' }] },
    },
    header: { 'Content-Type': { matchers: [{ match: 'regex', regex: 'json' }] } },
    status: { matchers: [{ match: 'statusCode', status: 'success' }] },
  },
  generators: { body: { '$.target.groupId': { type: 'Uuid' } } },
  body: { content: { id: 'x', target: groupTarget }, contentType: 'application/json', encoded: false },
};

test('any rules', () => {
  fc.assert(
    fc.property(fc.constantFrom(...collections), rules, rules, versions, (collection, matchingRules, generators, version) => {
      const side = { ...full, matchingRules, generators };
      const interactions = [interactionOf(collection, side, side)];
      const judged = outcome(interactions, version);
      expect(judged).toMatch(/^\[\{"kind":"judged"/);
      expect(judged).toBe(outcome(structuredClone(interactions), version));
    }),
    { numRuns: 300 },
  );
});

/** Too deep for `JSON.stringify`: words stand for them until the text is there. */
const deep = 'a deep list';
const deepObject = 'a deep object';
const deepTerms = 'deep terms';

function withDeep(text: string): string {
  return text
    .replaceAll(`"${deep}"`, '['.repeat(20_000) + ']'.repeat(20_000))
    .replaceAll(`"${deepTerms}"`, '{"json_class":"Pact::SomethingLike","contents":'.repeat(20_000) + '1' + '}'.repeat(20_000))
    .replaceAll(`"${deepObject}"`, '{"rules":[{"match":"eachKey","a":'.repeat(5_000) + '1' + '}]}'.repeat(5_000));
}

test.each<readonly [string, Json]>([
  ['a body of deep terms', { body: deepTerms }],
  ['deep rules', { matchingRules: { body: { $: { matchers: [{ match: 'eachKey', rules: [deepObject, deep] }] } }, header: deep } }],
  ['a long expression', { matchingRules: { body: { $: { match: 'regex', regex: '('.repeat(100_000) } } } }],
  ['a polluting body', { body: JSON.parse('{"__proto__":{"id":1},"constructor":1}') as unknown }],
])('%s', (_, side) => {
  const kinds = ['1.0.0', '2.0.0', '4.0'].map((version) => {
    const interactions = [interactionOf('deviceConfigurations', side, side)];
    const text = pactText(interactions, { pactSpecification: { version } });
    return readPactText('a.json', withDeep(text)).map((interaction) => judgeExpectation(interaction).kind);
  });
  expect(kinds).toEqual([['judged'], ['judged'], ['judged']]);
});

test('no finding quotes what could be an id or a secret', () => {
  const secret = '0b0d2c52-7f0e-4b52-9d4c-7c31a4f9be21';
  for (const match of ['regex', 'include', 'contentType', 'date', 'statusCode', secret, undefined]) {
    const matcher = { match, regex: `^${secret}$`, value: `text/${secret}`, date: secret, status: secret };
    const list = { matchers: [matcher] };
    const side = {
      matchingRules: {
        body: { "$.target['@odata.type']": list, "$['@odata.type']": list, '$.id': list, $: list },
        header: { 'Content-Type': list, Authorization: list },
        status: list,
      },
      headers: { Authorization: secret, 'Content-Type': secret, [secret]: secret },
      body: { id: [secret], [secret]: secret, '@odata.type': secret, target: { '@odata.type': secret, [secret]: secret } },
    };
    for (const body of [side.body, secret]) {
      const judged = outcome([{ ...interactionOf('deviceConfigurations', { ...side, body }, { ...side, body }) }]);
      expect(judged).toContain('"code"');
      expect(judged).not.toContain('0b0d2c52');
    }
  }
});
