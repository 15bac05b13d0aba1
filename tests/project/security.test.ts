import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { Redactor } from '../../recordings/redaction/redactor.js';

const text = readFileSync(join(packageRoot, '.github', 'SECURITY.md'), 'utf8');
const url = 'https://graph.microsoft.com/beta/deviceManagement/deviceConfigurations/null/assignments/null';

/** What a recording holds of an answer. */
function recorded(body: unknown, headers: Readonly<Record<string, string>> = {}): unknown {
  const { response } = new Redactor().redact({ request: { method: 'PATCH', url }, response: { status: 200, headers, body } });
  return { headers: response?.headers, body: response?.body };
}

test.each<[string, unknown, unknown]>([
  ['Numbers of up to 5 digits', recorded({ pin: 12345 }), { headers: {}, body: { pin: 12345 } }],
  ['Numbers of up to 5 digits', recorded({ pin: 123456 }), { headers: {}, body: { pin: 100001 } }],
  ['`Retry-After` stays', recorded({}, { 'retry-after': '120' }), { headers: { 'retry-after': '120' }, body: {} }],
  [
    'A date is replaced',
    recorded({}, { 'retry-after': 'Sat, 21 Nov 2026 10:00:00 GMT' }),
    { headers: { 'retry-after': 'Sat, 01 Jan 2000 00:00:00 GMT' }, body: {} },
  ],
  ['Names of properties stay', recorded({ adaLovelace: null }), { headers: {}, body: { adaLovelace: null } }],
])('SECURITY.md says "%s", and the redaction does so', (claim, actual, expected) => {
  expect(text).toContain(claim);
  expect(actual).toEqual(expected);
});
