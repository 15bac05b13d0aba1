import { isPlaceholder } from '../../../recordings/redaction/placeholders.js';
import { Redactor } from '../../../recordings/redaction/redactor.js';

/** What a value becomes. */
function redacted(value: unknown): unknown {
  const url = 'https://graph.microsoft.com/beta/deviceManagement/deviceConfigurations/null/assignments/null';
  const { response } = new Redactor().redact({ request: { method: 'GET', url }, response: { status: 200, body: { value } } });
  return (response?.body as { readonly value: unknown }).value;
}

test.each([
  'My note',
  'LOUD',
  'a.person@contoso.example',
  '22222222-2222-4222-8222-222222222222',
  '22222222222242228222222222222222',
  '192.0.2.77',
  '2021-02-03T04:05:06.789Z',
  1234567890123,
  -7654321,
  1234567.25,
])('what took the place of %j can be told from it', (value) => {
  expect(redacted(value)).not.toEqual(value);
  expect(isPlaceholder(redacted(value))).toBe(true);
});

test.each([
  'My note',
  'not redacted',
  '',
  'adadadad-808e-44e2-905a-0b7873a8a531',
  100,
  99999,
  1234567890123,
  true,
  null,
  ['redacted-1'],
  { a: 1 },
])('%j is none', (value) => {
  expect(isPlaceholder(value)).toBe(false);
});
