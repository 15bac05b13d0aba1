import * as fc from '../../equipment/fast-check.js';
import { RecordedAnswers, type ReplayRequest } from '../../../recordings/replay/recorded-answers.js';
import { recordedExchange, recordedExchanges, type RecordedExchange } from '../../../recordings/replay/recorded-exchange.js';
import { requestShape } from '../../../recordings/replay/request-shape.js';
import { bodyKey, bodyValue, contentTypeKey, routeKey, sameJson } from '../../../recordings/replay/same-request.js';

const path = '/v1.0/deviceManagement/deviceConfigurations/p/assignments/a';
const asked: ReplayRequest = { method: 'PATCH', url: path, contentType: 'application/json', body: '{"target":{"a":1,"b":2}}' };

function definition(other: object = {}): object {
  return {
    scope: 'https://graph.microsoft.com:443',
    method: 'PATCH',
    path,
    body: { target: { a: 1, b: 2 } },
    reqheaders: { 'content-type': 'application/json' },
    status: 200,
    response: { id: 'a' },
    rawHeaders: {},
    ...other,
  };
}

function answers(repeats: 'never' | 'last', ...definitions: readonly object[]): RecordedAnswers {
  return new RecordedAnswers(
    definitions.map((one, index) => recordedExchange('r.json', index, one)),
    repeats,
  );
}

function indexOf(exchange: RecordedExchange | undefined): number | undefined {
  return exchange?.source.index;
}

test.each<readonly [string, Partial<ReplayRequest>, boolean]>([
  ['the same', {}, true],
  ['another host', { url: `http://127.0.0.1:4010${path}` }, true],
  ['an id with encoded characters', { url: path.replace('/p/', '/%70/') }, true],
  ['members in another order, and blanks', { body: ' {"target": {"b": 2, "a": 1}}' }, true],
  ['a byte order mark', { body: `\uFEFF${String(asked.body)}` }, true],
  ['the JSON value in place of its text', { body: { target: { a: 1, b: 2 } } }, true],
  ['JSON that says that it is UTF-8', { contentType: 'Application/JSON; charset="utf-8"' }, true],
  ['a method in lower case', { method: 'patch' }, true],
  ['another media type', { contentType: 'text/plain' }, false],
  ['another charset', { contentType: 'application/json; charset=utf-16' }, false],
  ['no content type', { contentType: undefined }, false],
  ['another number', { body: '{"target":{"a":1,"b":3}}' }, false],
  ['a number as text', { body: '{"target":{"a":1,"b":"2"}}' }, false],
  ['a list', { body: '[{"target":{"a":1,"b":2}}]' }, false],
  ['no body', { body: '' }, false],
  ['no JSON', { body: 'target' }, false],
  ['another version', { url: path.replace('v1.0', 'beta') }, false],
  ['another id', { url: `${path}x` }, false],
  ['a query', { url: `${path}?x=1` }, false],
  ['another method', { method: 'POST' }, false],
])('%s', (_, other, found) => {
  expect(answers('last', definition()).take({ ...asked, ...other }) !== undefined).toBe(found);
});

test('several recordings of one request answer in their order; then the last one again, or none', () => {
  const three = [definition(), definition({ path: `${path}2` }), definition({ status: 404 })];
  const repeating = answers('last', ...three);
  expect([1, 2, 3, 4].map(() => indexOf(repeating.take(asked)))).toEqual([0, 2, 2, 2]);
  const once = answers('never', ...three);
  expect([1, 2, 3, 4].map(() => indexOf(once.take(asked)))).toEqual([0, 2, undefined, undefined]);
});

test('one of many bodies on one path is found as one of few', () => {
  const bodies = Array.from({ length: 500 }, (_, index) => ({ target: { a: index, b: [null, String(index)] } }));
  const index = answers('last', ...[...bodies, ...bodies].map((body) => definition({ body })), definition({ body: 'text' }));
  expect(index.unused()).toHaveLength(1_001);
  expect([0, 7, 8, 499, 7].map((at) => indexOf(index.take({ ...asked, body: JSON.stringify(bodies[at]) })))).toEqual([0, 7, 8, 499, 507]);
  expect(indexOf(index.take({ ...asked, body: 'text' }))).toBe(1_000);
  expect(index.take({ ...asked, body: '{"target":{"a":500,"b":[null,"500"]}}' })).toBeUndefined();
});

test('those that nobody asked for are told, in their order', () => {
  const index = answers('last', definition(), definition({ path: `${path}2` }), definition({ body: { target: null } }), definition());
  expect(index.unused().map(indexOf)).toEqual([0, 1, 2, 3]);
  index.take(asked);
  expect(index.unused().map(indexOf)).toEqual([1, 2, 3]);
  index.take(asked);
  index.take(asked);
  expect(index.unused().map(indexOf)).toEqual([1, 2]);
});

test('a recording of others that takes any body answers what no other one fits', () => {
  const index = answers('last', definition({ body: '*', reqheaders: undefined }), definition());
  expect(indexOf(index.take(asked))).toBe(1);
  expect(indexOf(index.take({ ...asked, body: 'anything' }))).toBe(0);
  expect(indexOf(index.take({ ...asked, contentType: 'text/plain' }))).toBe(0);
});

const json = 'application/json';
const text = 'text/plain';

/** Content types that were recorded; those that are asked with; which of the recorded ones answer, when each answers once, and when the last repeats. */
test.each<[string, (string | undefined)[], (string | undefined)[], (number | undefined)[], number[]]>([
  ['in the order of the recording', [undefined, json, json], [undefined, json, json], [0, 1, 2], [0, 1, 2]],
  ['of three types', [undefined, json, text], [undefined, json, text], [0, 1, 2], [0, 1, 2]],
  ['of three types, in another order', [undefined, json, text], [text, json, undefined], [2, 1, 0], [2, 1, 0]],
  ['one without a type, recorded last', [json, undefined], [undefined, json], [1, 0], [1, 0]],
  ['a type that was not recorded', [undefined, json], [text, text, json], [0, undefined, 1], [0, 0, 1]],
  ['one without a type is the last resort', [undefined, json], [json, json, undefined], [1, 0, undefined], [1, 1, 0]],
])('a recording without a content type answers what no other one fits: %s', (_, recorded, sent, once, repeated) => {
  const definitions = recorded.map((type) => definition({ reqheaders: type === undefined ? undefined : { 'content-type': type } }));
  const given = (repeats: 'never' | 'last'): (number | undefined)[] => {
    const index = answers(repeats, ...definitions);
    return sent.map((contentType) => indexOf(index.take({ ...asked, contentType })));
  };
  expect({ once: given('never'), repeated: given('last') }).toEqual({ once, repeated });
});

test('those of one request in several files answer in the order of their moments, and in a file in its own', () => {
  const at = (second?: number): object =>
    second === undefined ? definition() : definition({ recorded: { when: `2026-01-01T00:00:0${second}Z`, contract: 'sha256:0' } });
  const order = (...files: readonly (readonly (number | undefined)[])[]): string[] => {
    const exchanges = files.flatMap((seconds, file) => recordedExchanges(String(file), seconds.map(at)));
    const index = new RecordedAnswers(exchanges, 'never');
    const given: string[] = [];
    for (let one = index.take(asked); one !== undefined; one = index.take(asked)) given.push(`${one.source.file}.${one.source.index}`);
    expect(index.inOrder.map(({ source }) => `${source.file}.${source.index}`)).toEqual(given);
    return given;
  };
  expect(order([2], [1])).toEqual(['1.0', '0.0']);
  expect(order([2, 4, 6], [1, 3, 5])).toEqual(['1.0', '0.0', '1.1', '0.1', '1.2', '0.2']);
  expect(order([1], [1], [1])).toEqual(['0.0', '1.0', '2.0']);
  expect(order([3, 1], [2])).toEqual(['1.0', '0.0', '0.1']);
  expect(order([1], [undefined])).toEqual(['1.0', '0.0']);
  expect(order([2, undefined, 5], [1, undefined, 3])).toEqual(['1.0', '1.1', '0.0', '0.1', '1.2', '0.2']);
});

test('JSON has one key, whatever the order of its members, and other JSON has another', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const reversed = (value: unknown): unknown =>
        Array.isArray(value)
          ? value.map(reversed)
          : typeof value === 'object' && value !== null
            ? Object.fromEntries(
                Object.entries(value)
                  .reverse()
                  .map(([name, member]) => [name, reversed(member)]),
              )
            : value;
      const text = JSON.stringify(one);
      // A text that is itself the text of JSON cannot be told from that JSON: recordings hold both in one way.
      expect(sameJson(bodyValue(text), bodyValue(JSON.stringify(other)))).toBe(bodyKey(text) === bodyKey(JSON.stringify(other)));
      if (typeof one !== 'string') expect(bodyKey(JSON.stringify(reversed(one), null, 2))).toBe(bodyKey(text));
      const same = JSON.stringify(reversed(JSON.parse(text))) === JSON.stringify(reversed(JSON.parse(JSON.stringify(other))));
      if (same) expect(bodyKey(text)).toBe(bodyKey(JSON.stringify(other)));
      else if (bodyKey(text) === bodyKey(JSON.stringify(other))) expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(other)));
    }),
  );
});

test.each([49, 51, 10_000])('JSON that nests however deep is the same, or is not: %i times two', (times) => {
  const nested = (end: string): string => '{"b":1,"a":['.repeat(times) + end + ']}'.repeat(times);
  const inAnotherOrder = '{"a":['.repeat(times) + '7' + '],"b":1}'.repeat(times);
  const sent = [nested('7'), inAnotherOrder, nested('8'), nested('[7]')];
  const recorded = nested('7');
  const keyOf = (body: string): string => requestShape('PATCH', path, body).key;
  expect(sent.map((body) => sameJson(bodyValue(recorded), bodyValue(body)))).toEqual([true, true, false, false]);
  expect(sent.map((body) => bodyKey(body) === bodyKey(recorded))).toEqual([true, true, false, false]);
  expect(sent.map((body) => keyOf(body) === keyOf(recorded))).toEqual([true, true, false, false]);
});

test('keys of paths and content types', () => {
  expect(routeKey('get', 'https://x/a%2Fb/c%20d?e=%66')).toBe('GET /a%2Fb/c d?e=f');
  expect(routeKey('GET', '/a%2fb')).toBe(routeKey('GET', '/a%2Fb'));
  expect(routeKey('GET', '/a%2Fb')).not.toBe(routeKey('GET', '/a/b'));
  expect(routeKey('GET', '/100%')).toBe('GET /100%');
  expect(contentTypeKey('text/plain; b=1;A="2"')).toBe('text/plain;a=2;b=1');
});
