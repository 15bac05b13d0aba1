import { compareAmounts, compareRecordings } from '../../../recordings/recorder/compare-recordings.js';
import type { RecordedDefinition, Recording } from '../../../recordings/traffic/recording.js';

const path = '/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';
const body = { id: 'x', target: { '@odata.type': '#a', groupId: 'g' }, list: [{ n: 1 }], '@odata.context': 'c' };

function one(change: Partial<RecordedDefinition> & { failure?: string } = {}): RecordedDefinition {
  const { failure, ...rest } = change;
  const recorded = { apiVersion: 'v1.0', failure } as RecordedDefinition['recorded'];
  return {
    scope: '',
    method: 'PATCH',
    path,
    body,
    status: 200,
    response: body,
    rawHeaders: { 'content-type': 'application/json' },
    recorded,
    ...rest,
  };
}

function differences(before: Recording | undefined, after: Recording | undefined): string[] {
  const files = (recording?: Recording): Map<string, Recording> => new Map(recording === undefined ? [] : [['f', recording]]);
  return compareRecordings(files(before), files(after)).map(({ what }) => what);
}

test.each<[string, RecordedDefinition, readonly string[]]>([
  ['nothing', one(), []],
  [
    'ids, times, other control information, bytes',
    one({ path: path.replace('/a/', '/z/'), response: ` ${JSON.stringify({ ...body, id: 'y', '@odata.context': 'd' })}` }),
    [],
  ],
  ['a property that came', one({ response: { ...body, intent: null } }), ['PATCH v1.0, answer: /intent was added (null)']],
  ['a property that went', one({ response: { id: 'x', list: body.list } }), ['PATCH v1.0, answer: /target was removed (it was object)']],
  ['another type', one({ response: { ...body, id: 7 } }), ['PATCH v1.0, answer: /id was string, is number']],
  ['a longer list', one({ response: { ...body, list: [{ n: 1 }, { n: '2' }] } }), []],
  ['a shorter list', one({ response: { ...body, list: [] } }), []],
  ['another type in a list', one({ response: { ...body, list: [{ n: '1' }] } }), ['PATCH v1.0, answer: /list/*/n was number, is string']],
  [
    'the type of a thing',
    one({ body: { ...body, target: { '@odata.type': '#b', groupId: 'g' } } }),
    ['PATCH v1.0, request: /target/@odata.type was "#a", is "#b"'],
  ],
  ['no body', one({ response: '' }), ['PATCH v1.0, answer: the body was removed (it was object)']],
  ['a status', one({ status: 204 }), ['PATCH v1.0: was 200, is 204']],
  ['a connection that broke', one({ failure: 'ECONNRESET' }), ['PATCH v1.0: was 200, is no answer (ECONNRESET)']],
  [
    'a media type',
    one({ rawHeaders: { 'Content-Type': 'text/plain; charset=utf-8' } }),
    ['PATCH v1.0, answer: was of type application/json, is of type text/plain'],
  ],
])('is shown by its meaning: %s', (_what, after, expected) => {
  expect(differences([one()], [after])).toEqual(expected);
});

test('exchanges and files come and go', () => {
  const read = one({ method: 'GET' });
  expect(differences([one()], [one(), read])).toEqual(['GET v1.0 added: 200']);
  expect(differences([one(), read], [one()])).toEqual(['GET v1.0 removed: it was 200']);
  expect(differences(undefined, [one()])).toEqual(['added: PATCH v1.0 200']);
  expect(differences([one()], undefined)).toEqual(['removed: PATCH v1.0 200']);
});

test('what was asked once more, to be sure, is no difference of its own', () => {
  expect(differences([one()], [one(), one()])).toEqual([]);
  expect(differences([one()], [one({ status: 204 }), one({ status: 204 })])).toEqual(['PATCH v1.0: was 200, is 204']);
});

describe('how many there are of a kind', () => {
  const [fine, throttled, read] = [one(), one({ status: 429 }), one({ method: 'GET' })];
  const times = (amount: number, definition: RecordedDefinition): Recording => Array.from({ length: amount }, () => definition);

  test.each<[string, Recording, Recording, readonly string[]]>([
    ['as many as before', [fine, throttled, fine], [throttled, fine, fine], []],
    ['fewer', times(1_400, fine), times(2, fine), ['PATCH v1.0 200: 1,400 exchanges before, 2 now']],
    ['more', [fine, read], [fine, read, read], ['GET v1.0 200: 1 exchange before, 2 now']],
    ['none of them any more', [fine, fine, throttled], [fine, fine], ['PATCH v1.0 429: 1 exchange before, none now']],
    ['none of them before', [fine, fine], [fine, fine, throttled], ['PATCH v1.0 429: none before, 1 exchange now']],
    [
      'a connection that broke',
      [fine, fine],
      [fine, one({ failure: 'X' })],
      ['PATCH v1.0 200: 2 exchanges before, 1 now', 'PATCH v1.0 no answer (X): none before, 1 exchange now'],
    ],
    ['one before and one now: it was another, and that is told', [fine], [throttled], []],
    ['a step that came or went: that is told', [fine], [fine, read, read], []],
  ])('%s', (_what, before, after, expected) => {
    const found = compareAmounts(new Map([['f', before]]), new Map([['f', after]]));
    expect(found).toEqual(expected.map((what) => ({ file: 'f', what })));
  });

  test('is told of no file that came or went', () => {
    expect(compareAmounts(new Map([['old', [fine]]]), new Map([['new', [fine, fine]]]))).toEqual([]);
  });
});
