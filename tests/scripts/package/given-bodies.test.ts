/** Bodies that are objects are judged as JSON.stringify writes them. An object that is never sent so is a mistake. */
import '../../../scripts/package/jest.js';
import { judge } from '../../../scripts/package/judge.js';
import { contractNamed, healthyExchange, type DraftExchange } from '../../contracts/judge/healthy-exchange.js';
import { findingsOf } from '../../contracts/judge/serious.js';

type Side = 'request' | 'response';

const healthy = (): DraftExchange => healthyExchange(contractNamed('configuration'), { version: 'v1.0' });

function exchangeWith(side: Side, change: (body: Readonly<Record<string, unknown>>) => unknown): DraftExchange {
  const exchange = healthy();
  exchange[side].body = change(exchange[side].body as Readonly<Record<string, unknown>>);
  return exchange;
}

/** Sends something else than it holds. */
class Update {
  constructor(private readonly held: unknown) {}
  toJSON(): unknown {
    return this.held;
  }
}

class Own {
  readonly extra = undefined;
}

const codesOf = (exchange: DraftExchange): string[] => findingsOf(judge(exchange)).map(({ code, pointer }) => `${code} ${pointer}`);

test.each<[string, Side, (body: Readonly<Record<string, unknown>>) => unknown, readonly string[]]>([
  ['as it is', 'request', (body) => body, []],
  ['text', 'request', (body) => JSON.stringify(body), []],
  ['an undefined member', 'request', (body) => ({ ...body, extra: undefined }), []],
  ['an undefined member of the target', 'request', ({ target }) => ({ target: { ...(target as object), filter: undefined } }), []],
  ['an undefined target', 'request', (body) => ({ ...body, target: undefined }), ['request.body.missing-property /target']],
  ['an undefined member of the answer', 'response', (body) => ({ ...body, extra: undefined }), []],
  ['an undefined id in the answer', 'response', (body) => ({ ...body, id: undefined }), ['response.body.missing-property /id']],
  ['toJSON', 'request', (body) => new Update(body), []],
  ['toJSON within', 'request', ({ target }) => ({ target: new Update(target) }), []],
  ['toJSON that gives something else', 'request', () => new Update([]), ['request.body.type ']],
  ['toJSON that gives nothing', 'request', () => new Update(undefined), ['request.body.missing ']],
  ['toJSON that gives null', 'request', () => new Update(null), ['request.body.type ']],
  ['a date in place of an object', 'request', () => ({ target: new Date(0) }), ['request.body.type /target']],
  ['no prototype', 'request', (body) => Object.assign(Object.create(null) as object, body), []],
  ['an object of a class', 'request', (body) => Object.assign(new Own(), body), []],
])('%s (%s)', (_, side, change, findings) => {
  const exchange = exchangeWith(side, change);
  expect(codesOf(exchange)).toEqual(findings);
  if (findings.length === 0) expect(exchange).toKeepContract();
  else expect(exchange).not.toKeepContract();
});

const text = '{"id":"s3cret"}';
const round: { self?: unknown } = {};
round.self = round;

test.each<[string, () => unknown, string]>([
  ['a promise', () => Promise.resolve({}), 'is a promise: await it first.'],
  ['a thenable', () => ({ then: () => undefined }), 'is a promise: await it first.'],
  ['a Buffer', () => Buffer.from(text), 'is bytes: give its text, such as Buffer.from(body).toString().'],
  ['a Uint8Array', () => new TextEncoder().encode(text), 'is bytes: give its text, such as Buffer.from(body).toString().'],
  ['an ArrayBuffer', () => new ArrayBuffer(2), 'is bytes: give its text, such as Buffer.from(body).toString().'],
  ['a stream', () => new Response(text).body, 'is not read yet: give its text, such as await response.text().'],
  ['a fetch response', () => new Response(text), 'is not read yet: give its text, such as await response.text().'],
  ['a blob', () => new Blob([text]), 'is not read yet: give its text, such as await response.text().'],
  ['a form', () => new URLSearchParams({ id: 's3cret' }), 'is not a plain object: give the text that is sent.'],
  ['a map', () => new Map([['id', 's3cret']]), 'is not a plain object: give the text that is sent.'],
  ['a function', () => () => text, 'is not a plain object: give the text that is sent.'],
  ['an object that holds itself', () => round, 'cannot be written as JSON, so it cannot be sent.'],
  ['a BigInt', () => ({ id: 7n }), 'cannot be written as JSON, so it cannot be sent.'],
])('%s is a mistake, and no finding', (_, made, reason) => {
  for (const side of ['request', 'response'] as const) {
    const exchange = exchangeWith(side, made);
    const message = `The body of the ${side} ${reason}`;
    expect(() => judge(exchange)).toThrow(new TypeError(message));
    for (const assertion of [expect(exchange), expect(exchange).not])
      expect(() => {
        assertion.toKeepContract();
      }).toThrow(message);
  }
});

test('what was given stays as it was', () => {
  const exchange = Object.freeze(exchangeWith('request', (body) => Object.freeze({ ...body, extra: undefined })));
  judge(exchange);
  expect(Object.keys(exchange.request.body as object)).toContain('extra');
});
