import { readRecording } from '../../../recordings/recorder/recording-text.js';

const recorded = { when: '', contract: '' };
const withoutHeaders = { scope: 'https://graph.microsoft.com:443', method: 'PATCH', path: '/x', recorded };
const ours = { ...withoutHeaders, rawHeaders: {} };

test.each<[string, unknown[]]>([
  ['one definition', [ours]],
  ['two definitions', [ours, ours]],
  ['a definition whose headers nobody knows', [withoutHeaders]],
  ['a definition with a byte order mark in its body', [{ ...ours, body: '\uFEFF{}' }]],
])('%s is a recording', (_what, value) => {
  expect(readRecording(JSON.stringify(value))).toEqual(value);
  expect(readRecording(`\uFEFF${JSON.stringify(value)}`)).toEqual(value);
});

test.each<[string, unknown]>([
  ['an empty list', []],
  ['an object', ours],
  ['null', null],
  ['a definition of ours and one of nock', [ours, { ...ours, recorded: undefined }]],
  ['one of nock and a definition of ours', [{ ...ours, recorded: undefined }, ours]],
  ['a definition of ours and null', [ours, null]],
  ...(['scope', 'method', 'path'] as const).flatMap((name): [string, unknown][] => [
    [`a definition without its ${name}`, [{ ...ours, [name]: undefined }]],
    [`a definition with a number as ${name}`, [{ ...ours, [name]: 7 }]],
  ]),
  ['headers that are a list', [{ ...ours, rawHeaders: [] }]],
  ['headers that are null', [{ ...ours, rawHeaders: null }]],
])('%s is no recording of ours', (_what, value) => {
  expect(readRecording(JSON.stringify(value))).toBeUndefined();
});

test('what is no JSON is an error', () => {
  expect(() => readRecording('[')).toThrow(SyntaxError);
});
