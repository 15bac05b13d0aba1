import '../../../scripts/package/jest.js';
import { codes } from '../../../contracts/judge/codes.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { toKeepContract, type KeepContractOptions } from '../../../scripts/package/to-keep-contract.js';
import { contractNamed, healthyExchange, type DraftExchange } from '../../contracts/judge/healthy-exchange.js';

/** The healthy exchange, with one thing changed. */
function exchangeWith(change: (draft: DraftExchange) => void = () => undefined): DraftExchange {
  const draft = healthyExchange(contractNamed('configuration'));
  change(draft);
  return draft;
}

const withoutTarget = exchangeWith(({ request }) => (request.body = {}));
const withNullTarget = exchangeWith(({ response }) => Object.assign(response.body as object, { target: null }));
const withExtra = exchangeWith(({ response }) => Object.assign(response.body as object, { shade: 'red' }));
const throttled = exchangeWith(({ response }) => (response.status = 429));
const read: Exchange = { request: { ...exchangeWith().request, method: 'GET' } };

/** The message with which an assertion fails; undefined when it passes. */
function failureOf(assertion: () => void): string | undefined {
  try {
    assertion();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

test('an exchange that keeps to the page passes', () => {
  expect(exchangeWith()).toKeepContract();
});

test('the message is the finding, the promise with its line, and advice, without the token and without ids', () => {
  const message = failureOf(() => {
    expect(withoutTarget).toKeepContract();
  });
  expect(message).toMatch(/^expect\(exchange\)\.toKeepContract\(\)\n/);
  expect(message).toContain('breaking  request.body.missing-property\n    The request lacks /target.');
  expect(message).toMatch(/promised in contracts\/pages\/update-device-configuration-assignment\.md:\d+\n {6}\|target\|/);
  expect(message).toContain(`next: ${codes['request.body.missing-property'].advice}`);
  expect(message).not.toContain('made-up');
  expect(message).not.toContain(withoutTarget.request.url.split('/').at(-1));
});

test.each<[string, NonNullable<KeepContractOptions['failOn']>, 'passes' | 'fails', Exchange]>([
  ['a null', 'breaking', 'passes', withNullTarget],
  ['a null', 'unknown', 'fails', withNullTarget],
  ['a null', 'additive', 'fails', withNullTarget],
  ['a new property', 'breaking', 'passes', withExtra],
  ['a new property', 'unknown', 'passes', withExtra],
  ['a new property', 'additive', 'fails', withExtra],
  ['a missing target', 'breaking', 'fails', withoutTarget],
  ['a missing target', 'additive', 'fails', withoutTarget],
])('%s, with failOn %s, %s', (_, failOn, outcome, exchange) => {
  if (outcome === 'passes') expect(exchange).toKeepContract({ failOn });
  else expect(exchange).not.toKeepContract({ failOn });
});

test.each<[options: object, message: string]>([
  [{ failon: 'unknown' }, 'toKeepContract() has no option "failon". Did you mean failOn?'],
  [{ strict: true }, 'toKeepContract() has no option "strict". Its options are failOn, known.'],
  [null as never, 'toKeepContract() takes its options as an object, such as { failOn: … }.'],
  ['unknown' as never, 'toKeepContract() takes its options as an object'],
  [{ known: { objectExist: true } }, 'known of toKeepContract() has no option "objectExist". Did you mean objectExists?'],
])('the options %j are refused, after not too', (options, message) => {
  for (const assertion of [expect(exchangeWith()), expect(exchangeWith()).not]) {
    expect(() => {
      assertion.toKeepContract(options);
    }).toThrow(message);
  }
});

test('by default, only breaking findings fail', () => {
  expect(withNullTarget).toKeepContract();
  expect(withoutTarget).not.toKeepContract();
});

describe('what says nothing about the contract fails, with and without "not"', () => {
  test.each<[string, Exchange, string]>([
    ['throttled', throttled, 'inconclusive (throttled)'],
    ['another operation on the path', read, 'GET is another operation on the same path.'],
    ['another path', { request: { method: 'PATCH', url: '/v1.0/me' } }, 'its path is that of another operation.'],
    ['no response', { request: exchangeWith().request }, 'The exchange has no response'],
    ['a failed connection', { request: exchangeWith().request, failure: 'ECONNRESET' }, 'inconclusive (outage)'],
  ])('%s', (_, exchange, reason) => {
    const plain = failureOf(() => {
      expect(exchange).toKeepContract();
    });
    const negated = failureOf(() => {
      expect(exchange).not.toKeepContract();
    });
    expect(plain).toContain(reason);
    expect(negated).toContain(reason);
  });
});

test('a request that breaks the contract is a finding, even if the answer is inconclusive', () => {
  const exchange = exchangeWith((draft) => {
    draft.request.body = {};
    draft.response.status = 429;
  });
  expect(exchange).not.toKeepContract();
});

test('"not" says that the exchange keeps the contract', () => {
  const message = failureOf(() => {
    expect(exchangeWith()).not.toKeepContract({ failOn: 'unknown' });
  });
  expect(message).toContain('expect(exchange).not.toKeepContract()');
  expect(message).toContain('keeps the contract of update-device-configuration-assignment v1.0: no finding is breaking or unknown.');
});

test('what the test knows is used: with the object there, a 404 is no question of ids', () => {
  const missing = exchangeWith(({ response }) => {
    response.status = 404;
    response.body = { error: { code: 'ResourceNotFound', message: '' } };
  });
  const message = failureOf(() => {
    expect(missing).toKeepContract();
  });
  expect(message).toContain('inconclusive (not-found)');
  expect(missing).not.toKeepContract({ known: { objectExists: true } });
});

test('it waits for a promise after "resolves"', async () => {
  await expect(Promise.resolve(exchangeWith())).resolves.toKeepContract();
});

test('a level that does not exist is a mistake in the test', () => {
  const options = { failOn: 'note' } as unknown as KeepContractOptions;
  expect(() => toKeepContract.call({}, exchangeWith(), options)).toThrow('failOn is one of breaking, unknown, additive');
});
