/** What the redaction makes of honest traffic, the scan lets pass: one exchange that it refused would cost a whole recording. What is secret stays out. */
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { Session } from '../../../recordings/recorder/session.js';

/** Put together here, so that this file holds nothing that resembles a secret itself. */
const together = (...parts: readonly string[]): string => parts.join('');
const token = together('Planted', 'Tok3nZq9', 'Planted', 'Tok3n');
const guid = together('8a51c3d0-b2e4', '-4e0f-93b7-2f6d1a7e9c05');
const url = 'https://graph.microsoft.com/beta/deviceManagement/deviceConfigurations/null/assignments/null';

/** The text of an exchange as it would be written. It was scanned. */
function written({ request, response }: { request?: Partial<Exchange['request']>; response?: Partial<Exchange['response']> }): string {
  const session = new Session({ scenario: 'a test' });
  session.add({ request: { method: 'PATCH', url, ...request }, response: { status: 400, ...response } }, new Date(0), true);
  session.assertClean();
  return JSON.stringify([...session.files()]);
}

const said = (message: string): Partial<Exchange['response']> => ({ body: { error: { message } } });

test.each<[string, string, string]>([
  ['a token', `The token was Bearer ${token}.xx.yy.`, 'The token was Bearer redacted-1.'],
  ['a token that is an id', `Got Bearer ${guid}`, 'redacted-1 Bearer redacted-2'],
  ['a token with signs in it', together('Bearer aaaaaaa', '=bbbbbbbb/ccc'), 'Bearer redacted-1'],
  ['a token after a colon', `bearer: ${token}`, 'bearer: redacted-1'],
  ['an address after it', 'Bearer https://contosova.example/a', 'Bearer https://redacted-1.invalid/redacted-1'],
  ['words after it', 'A Bearer authorization header is required.', 'A Bearer authorization header is required.'],
  ['more words after it', 'The Bearer authentication-token is invalid.', 'The Bearer authentication-token is invalid.'],
  [
    'a mail address of public words',
    `User ${['max', 'office.com'].join('@')} was not found`,
    'User redacted-1@example.invalid was not found',
  ],
  ['a host that other hosts end in', 'Open https://microsoft.com/devicelogin', 'Open https://redacted-1.invalid/redacted-1'],
])('in a message, %s', (_what, message, expected) => {
  const text = written({ request: { headers: { authorization: `Bearer ${token}` } }, response: said(message) });
  expect(text).toContain(JSON.stringify(expected).slice(1, -1));
  expect(text).not.toContain(token);
});

test.each(['REDACTED', 'redacted-token', '[REDACTED]', 'undefined', '<redacted>', 'xxxxxxxxxxxx'])(
  'a capture that somebody cleaned, with %s for a token',
  (stand) => {
    const text = written({ request: { headers: { authorization: `Bearer ${stand}` }, body: { id: 'SMS00001', a: 'ada' } } });
    expect(text).toContain('REDACTED-1');
  },
);

test.each<[string, Record<string, string | string[]>]>([
  [
    'attributes of a cookie',
    { 'set-cookie': ['slice=prod; path=/deviceManagement/deviceConfigurations; secure', 'a=b; path=/beta/deviceManagement'] },
  ],
  ['a name of Graph', { 'x-token-resource': 'https://graph.microsoft.com', 'x-ms-token-type': 'groupAssignmentTarget' }],
  ['a path of Graph', { 'x-anchor-token': 'deviceManagement/deviceConfigurations' }],
])('%s in a header that is not kept', (_what, headers) => {
  const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget' };
  expect(written({ response: { headers, body: { target } } })).toContain('groupAssignmentTarget');
});

test.each<[string, Record<string, string | string[]>, string]>([
  ['a token', { authorization: `Bearer ${together('plain', 'words')}` }, together('plain', 'words')],
  ['a token of words', { authorization: `Bearer ${together('device', '-update', '-request')}` }, together('device', '-update', '-request')],
  ['a cookie', { 'set-cookie': [`sid=${together('update', 'DeviceRequest')}; path=/`] }, together('update', 'DeviceRequest')],
  ['a key', { 'x-api-key': together('device', '-update', '-request') }, together('device', '-update', '-request')],
])('%s that was used is still found, though it is made of words', (_what, headers, secret) => {
  expect(() => written({ request: { headers }, response: { body: { [secret]: 1 } } })).toThrow('resembles a token that was used');
});

test.each([3_000, 10_000, 100_000])('a body that is nested %i deep is scanned, or refused in a sentence', (depth) => {
  const session = new Session({ scenario: 'a test' });
  const body = `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const attempt = (): string => {
    try {
      session.add({ request: { method: 'PATCH', url }, response: { status: 200, body } });
      session.assertClean();
      return 'scanned';
    } catch (error) {
      return (error as Error).name;
    }
  };
  expect(['scanned', 'RedactionError']).toContain(attempt());
});
