import * as fc from '../../../equipment/fast-check.js';
import { contracts } from '../../../../contracts/judge/compiled-contracts.js';
import { judge } from '../../../../contracts/judge/judge.js';
import { healthyExchange, objectAt, type DraftExchange } from '../healthy-exchange.js';
import { wildExchanges, woundedExchanges } from './arbitrary-wild.js';

test('the judge has an answer to whatever it is shown', () => {
  fc.assert(
    fc.property(wildExchanges, (exchange) => {
      expect(['outside', 'judged', 'inconclusive']).toContain(judge(exchange).kind);
    }),
    { numRuns: 500 },
  );
});

test('the judge has an answer to a healthy exchange in which a few parts are odd', () => {
  fc.assert(
    fc.property(woundedExchanges, (exchange) => {
      expect(['judged', 'inconclusive']).toContain(judge(exchange).kind);
    }),
    { numRuns: 500 },
  );
});

const depth = 10_000;
const deepList = '['.repeat(depth) + ']'.repeat(depth);
const deepObject = '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
const long = 'x'.repeat(4_000_000);

const sides = ['request', 'response'] as const;

function both(change: (text: string) => string) {
  return (exchange: DraftExchange): void => {
    for (const side of sides) exchange[side].body = change(JSON.stringify(exchange[side].body));
  };
}

const extremes: Record<string, (exchange: DraftExchange) => void> = {
  'bodies that are deep lists': both(() => deepList),
  'bodies that are deep objects': both(() => deepObject),
  'targets that are deep lists': both((text) => text.replace(/"target":\{.*?\}/, `"target":${deepList}`)),
  'targets that hold deep objects': both((text) => text.replace('"target":{', `"target":{"x":${deepObject},`)),
  'properties that are deep objects': both((text) => text.replace(/"groupId":"[^"]*"/, `"groupId":${deepObject}`)),
  'an error that is deep': ({ response }) => {
    response.status = 400;
    response.body = `{"error":{"code":${deepList},"message":${deepObject}}}`;
  },
  'a body that never closes': both(() => '['.repeat(1_000_000)),
  'a body of white space': both(() => ' '.repeat(4_000_000)),
  'a comment of HTML that never ends': both(() => '<!--'.repeat(500_000) + '-->'.repeat(500_000)),
  'a huge id': both((text) => text.replace(/"id":"[^"]*"/, `"id":"${long}"`)),
  'a huge type name': both((text) => text.replaceAll('#microsoft.graph.', `#microsoft.graph.${long}`)),
  'a huge property name': both((text) => text.replace('"target":{', `"${long}":1,"target":{"${long}":1,`)),
  'very many properties': (exchange) => {
    for (const side of sides) {
      for (let index = 0; index < 5_000; index += 1) objectAt(exchange, side, '/target')[`extra${index}`] = index;
    }
  },
  'a type that no text can be made of': (exchange) => {
    for (const side of sides) objectAt(exchange, side, '/target')['@odata.type'] = { toString: '' };
  },
  'a huge URL': ({ request }) => void (request.url = `${request.url}/${long}`),
  'a huge id in the path': ({ request }) => void (request.url += long),
  'a path of slashes': ({ request }) => void (request.url = '/'.repeat(1_000_000)),
  'huge headers': ({ request, response }) => {
    request.headers = { Authorization: `Bearer ${' '.repeat(1_000_000)}x y`, 'content-type': `application/${long}` };
    response.headers = { 'content-type': `${' '.repeat(1_000_000)}text/${long}` };
  },
};

describe.each(contracts.map((contract) => ({ contract, name: contract.name })))('$name', ({ contract }) => {
  test.each(Object.entries(extremes))('the judge has an answer to %s', (_name, change) => {
    const exchange = healthyExchange(contract);
    change(exchange);
    const judgement = judge(exchange);
    expect(['outside', 'judged']).toContain(judgement.kind);
    expect(JSON.stringify(judgement).length).toBeLessThan(50_000_000);
  });
});
