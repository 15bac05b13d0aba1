import * as fc from '../../equipment/fast-check.js';
import { OwnIds, RecordedShapes } from '../../../recordings/replay/own-ids.js';
import type { ReplayRequest } from '../../../recordings/replay/recorded-answers.js';
import { recordedExchange, type RecordedExchange } from '../../../recordings/replay/recorded-exchange.js';
import { Redactor } from '../../../recordings/redaction/redactor.js';
import { requestShape } from '../../../recordings/replay/request-shape.js';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((letter) => `${letter.repeat(8)}-1111-4111-8111-${letter.repeat(12)}`) as [
  string,
  string,
  string,
  string,
];
const allDevices = 'adadadad-808e-44e2-905a-0b7873a8a531';

function pathOf(policy: string, target: string): string {
  return `/v1.0/deviceManagement/deviceConfigurations/${policy}/assignments/${policy}_${target}`;
}

function recorded(policy: string, target: string, more: object = {}): RecordedExchange {
  const definition = {
    scope: 'https://graph.microsoft.com:443',
    method: 'PATCH',
    path: pathOf(policy, target),
    status: 200,
    response: {},
    ...more,
  };
  return recordedExchange('r.json', 0, { body: { target: { groupId: target } }, ...definition });
}

function asked(policy: string, target: string, body: unknown = { target: { groupId: target } }): ReplayRequest {
  return { method: 'PATCH', url: pathOf(policy, target), contentType: undefined, body };
}

function ownIdsIn(recordings: readonly RecordedExchange[]): OwnIds {
  return new OwnIds(new RecordedShapes(recordings));
}

function translated(
  recordings: readonly RecordedExchange[],
  ...requests: readonly ReplayRequest[]
): (readonly [string, unknown] | undefined)[] {
  const ownIds = ownIdsIn(recordings);
  return requests.map((request) => {
    const found = ownIds.toRecorded(request);
    return found === undefined ? undefined : [found.url, found.body];
  });
}

const asRecorded = (policy: string, target: string): readonly [string, unknown] => [
  pathOf(policy, target),
  { target: { groupId: target } },
];

test.each<readonly [string, RecordedExchange[], ReplayRequest[], (readonly [string, unknown] | undefined)[]]>([
  ['ids stand for the recorded ones', [recorded(a, b)], [asked(c, d)], [asRecorded(a, b)]],
  ['also for themselves', [recorded(a, b)], [asked(a, b)], [asRecorded(a, b)]],
  [
    'each for one, and for good',
    [recorded(a, b), recorded(a, c)],
    [asked(c, d), asked(c, b), asked(c, d)],
    [asRecorded(a, b), asRecorded(a, c), asRecorded(a, b)],
  ],
  ['two of them not for the same', [recorded(a, b)], [asked(c, d), asked(d, c), asked(c, a)], [asRecorded(a, b), undefined, undefined]],
  ['one not for two', [recorded(a, b)], [asked(c, c)], [undefined]],
  [
    'what is the same in every tenant stands for itself',
    [recorded(a, allDevices)],
    [asked(c, d), asked(c, allDevices)],
    [undefined, asRecorded(a, allDevices)],
  ],
  [
    'GUIDs stand for the recorded ones in a query and in a sentence too, unless they are the same in every tenant',
    [recorded(a, b, { path: `${pathOf(a, b)}?for=${b}`, body: { description: `of ${a} on ${allDevices}` } })],
    [`of ${c} on ${d}`, `of ${c} on ${allDevices}`].map((description) => ({
      ...asked(c, d, { description }),
      url: `${pathOf(c, d)}?for=${d}`,
    })),
    [undefined, [`${pathOf(a, b)}?for=${b}`, { description: `of ${a} on ${allDevices}` }]],
  ],
  ['another body is another request', [recorded(a, b)], [asked(c, d, { target: {} })], [undefined]],
  [
    'a recording without its body takes any',
    [recorded(a, b, { body: '*' })],
    [asked(c, d, { target: {} })],
    [[pathOf(a, b), { target: {} }]],
  ],
])('%s', (_, recordings, requests, expected) => {
  expect(translated(recordings, ...requests)).toEqual(expected);
});

test('what comes back has the ids that were asked with, in capitals where the recording has capitals', () => {
  const ownIds = ownIdsIn([recorded(a, b)]);
  ownIds.toRecorded(asked(c, d));
  expect(ownIds.bodyToOwn(`{"id":"${a}_${b}","other":"${allDevices}","loud":"${a.toUpperCase()}"}`)).toBe(
    `{"id":"${c}_${d}","other":"${allDevices}","loud":"${c.toUpperCase()}"}`,
  );
});

test.each<readonly [string, string, string]>([
  ['a name of a property stays', '{"redacted-1":{"redacted-2" : 1}}', '{"redacted-1":{"redacted-2" : 1}}'],
  ['blanks and numbers stay', '{"id": "redacted-1",  "n": 1.0}', '{"id": "my \\"policy\\"",  "n": 1.0}'],
  ['another number is another id', '["redacted-10", "xredacted-1"]', '["redacted-10", "xredacted-1"]'],
  ['in the midst of a URL', '["https://x/a(\'redacted-1\')/b/redacted-2?c"]', '["https://x/a(\'my%20%22policy%22\')/b/Target?c"]'],
  ['in the midst of a sentence', '["No redacted-2, nor redacted-1 here"]', '["No Target, nor my \\"policy\\" here"]'],
  ['in the case that is recorded', '["REDACTED-2"]', '["TARGET"]'],
  ['with characters that are written as codes', '["\\u0072edacted-2", "\\""]', '["Target", "\\""]'],
  ['no JSON', 'no redacted-2', 'no Target'],
  ['JSON that breaks off', '{"a":"redacted-2","redacted-2', '{"a":"Target","redacted-2'],
  ['JSON that breaks off in many escapes', `["redacted-2","${'\\"'.repeat(100_000)}`, `["Target","${'\\"'.repeat(100_000)}`],
])('what comes back has ids of any form in their place: %s', (_, body, expected) => {
  const ownIds = ownIdsIn([
    recorded('redacted-1', 'x', { path: pathOf('redacted-1', 'x').replace('redacted-1_x', 'redacted-2'), body: '' }),
  ]);
  const [policy, target] = ['my "policy"', 'Target'].map(encodeURIComponent);
  const url = pathOf(policy ?? '', 'x').replace(`${policy ?? ''}_x`, target ?? '');
  expect(ownIds.toRecorded({ method: 'PATCH', url, contentType: undefined, body: '' })).toBeDefined();
  expect(ownIds.bodyToOwn(body)).toBe(expected);
});

test('whatever ids a client has, it finds what was recorded, and gets its own ids back', () => {
  const ids = fc.uniqueArray(fc.uuid(), { minLength: 3, maxLength: 3, selector: (id) => id.toLowerCase() });
  fc.assert(
    fc.property(ids, ids, fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 6 }), (placeholders, own, pairs) => {
      const requestsWith = (of: readonly string[]): ReplayRequest[] =>
        pairs.map(([policy, target]) => asked(of[policy] ?? '', of[target] ?? ''));
      const recordings = pairs.map(([policy, target]) => recorded(placeholders[policy] ?? '', placeholders[target] ?? ''));
      const ownIds = ownIdsIn(recordings);
      for (const [place, request] of requestsWith(own).entries()) {
        const found = ownIds.toRecorded(request);
        expect(found).toEqual(requestsWith(placeholders)[place]);
        expect(ownIds.toOwn(found?.url ?? '')).toBe(request.url);
      }
    }),
    { numRuns: 500 },
  );
});

test('of an id, however it is composed, those parts are ids that the redaction replaces', () => {
  const word = fc.constantFrom(
    'all',
    'Corp',
    'lisbon',
    'group',
    'undefined',
    'v1.0',
    '1',
    '42',
    '2001-01-01T00:00:00Z',
    '192.0.2.1',
    'x@contoso.example',
  );
  const piece = fc.oneof(
    fc.constantFrom(a, b, a.toUpperCase(), allDevices),
    word,
    fc.constantFrom('_', '-', '.', ':', ',', ';', '|', ' ', '(', ')', "'", '/', '{', '}', '#'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), fc.array(piece, { maxLength: 4 }), (before, after) => {
      const body = { id: [...before, c, ...after].join('') };
      const request = { method: 'PATCH', url: pathOf(c, d), body };
      const redacted = new Redactor().redact({ request, response: { status: 204 } }).request;
      expect(requestShape('PATCH', redacted.url, redacted.body).key).toBe(requestShape('PATCH', request.url, body).key);
    }),
    { numRuns: 2_000 },
  );
});
