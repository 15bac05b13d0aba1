/** The parts of an exchange that are kept, and the replacements of all others. */
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { isPlaceholder } from '../../../recordings/redaction/placeholders.js';
import { Redactor } from '../../../recordings/redaction/redactor.js';

/** All public, so that the numbers of placeholders begin in the body. */
const url = 'https://graph.microsoft.com/beta/deviceManagement/deviceConfigurations/null/assignments/null';

function answered(body: unknown): unknown {
  return new Redactor().redact({ request: { method: 'PATCH', url }, response: { status: 200, body } }).response?.body;
}

function requested(request: Partial<Exchange['request']>): Exchange['request'] {
  return new Redactor().redact({ request: { method: 'PATCH', url, ...request } }).request;
}

const id = 'abcdabcd-1234-4321-abcd-1234abcd4321';
const first = '00000000-0000-4000-a000-000000000001';

test.each<[string, unknown]>([
  ['null', null],
  ['an empty string', ''],
  ['a boolean', true],
  ['a small number', 42],
  ['a known type', { '@odata.type': '#microsoft.graph.groupAssignmentTarget' }],
  ['a type that may be new', { '@odata.type': '#microsoft.graph.tenantRingAssignmentTarget' }],
  ['a slip of the hand in a type', { '@odata.type': '#microsoft.graph.groupAssigmentTarget' }],
  ['members of enumerations', { source: 'policySets', deviceAndAppManagementAssignmentFilterType: 'none' }],
  ['a member that may be new', { deviceAndAppManagementAssignmentFilterType: 'prefer' }],
  ['a member with a number', { deviceAndAppManagementAssignmentFilterType: 'include2' }],
  ['all devices', { groupId: 'adadadad-808e-44e2-905a-0b7873a8a531' }],
  ['all users, in capitals', { groupId: 'ACACACAC-9DF4-4C7D-9D50-4EF0226F57A9' }],
  ['names of Graph', { priority: 1, roleScopeTagIds: [], groupID: 1, targets: {}, Target: null, createdDateTime: null, target2: 0 }],
  ['control information', { '@odata.count': 1, 'assignments@odata.count': 2, '@microsoft.graph.tips': null }],
  ['the code of an error', { error: { code: 'No method match route template' } }],
  ['the code of an error in one word', { error: { code: 'ResourceNotFound' } }],
  [
    'a sentence',
    { error: { message: 'No OData route exists that match template ~/singleton/navigation/key with http verb PATCH for this request.' } },
  ],
  ['digits as they were written', '{"version":1.0,"small":1e2}'],
  ['the spaces of a text, and names that are repeated', '{ "id" : "",\r\n\t"id": null }'],
])('%s is kept', (_what, body) => {
  expect(answered(body)).toEqual(body);
});

test.each<[string, unknown, unknown]>([
  ['a GUID', id, first],
  ['a GUID in capitals', id.toUpperCase(), first.toUpperCase()],
  ['a GUID in braces', `{${id}}`, `{${first}}`],
  ['a GUID without dashes', id.replaceAll('-', ''), first.replaceAll('-', '')],
  ['a composite id', `${id}_${id}`, `${first}_${first}`],
  ['a composite id of all devices', `${id}_adadadad-808e-44e2-905a-0b7873a8a531`, `${first}_adadadad-808e-44e2-905a-0b7873a8a531`],
  ['an id that is none of these', 'SMS00001', 'REDACTED-1'],
  ['a name', 'Ada Lovelace', 'redacted-1'],
  ['a mail address', 'ada@contoso.example', 'redacted-1@example.invalid'],
  ['a host', 'dc01.contoso.example', 'redacted-1.invalid'],
  ['an address', '127.0.0.77', '192.0.2.1'],
  ['an address behind a letter', 'x198.51.100.77', 'redacted-1'],
  ['an address before a letter', '198.51.100.77x', 'redacted-1'],
  ['an address of IPv6', '2001:db8:77::17', '2001:db8::1'],
  ['a moment', '2024-05-06T07:08:09.1234567Z', '2000-01-01T00:00:01.0000000Z'],
  ['a moment without a zone', '2024-05-06T07:08:09', '2000-01-01T00:00:01'],
  ['a link', `https://fef.contoso.com/odata/users('${id}')?$top=5`, `https://redacted-1.invalid/redacted-1/users('${first}')?$top=5`],
  ['a long number', 491701234567, 100000000001],
  ['a long number that is no integer', -123456.75, -100001.5],
  ['a machine beside an id', `PHONE42_${id}`, `REDACTED-1_${first}`],
  ['JSON in JSON', JSON.stringify({ id: JSON.stringify([id]) }), JSON.stringify({ id: JSON.stringify([first]) })],
])('%s is replaced by a placeholder', (_what, value, expected) => {
  expect(answered({ value })).toEqual({ value: expected });
  expect([value, expected].map(isPlaceholder)).toEqual([false, true]);
});

test.each(['not redacted', '', 'adadadad-808e-44e2-905a-0b7873a8a531', 100, 99999, true, null, ['redacted-1'], { a: 1 }])(
  '%j is no placeholder',
  (value) => {
    expect(isPlaceholder(value)).toBe(false);
  },
);

test.each<[string, string, string]>([
  ['words that are names', 'User Max Page (Will May)', 'User redacted-1 redacted-2 (redacted-3 redacted-4)'],
  ['a name in one word', 'User MaxPage', 'User redacted-1'],
  ['an account', 'User will.may has no access', 'User redacted-1.invalid has no access'],
  ['the same words in a sentence', 'The page will be long; it may have max items.', 'The page will be long; it may have max items.'],
  ['public words of 100 letters', 'Error'.repeat(20), 'Error'.repeat(20)],
  ['public words of 101 letters', `${'Error'.repeat(19)}Errors`, 'redacted-1'],
  ['the same words in a code', 'PageSizeInvalid or maxItems', 'PageSizeInvalid or maxItems'],
  ['a machine', 'Device WINDOWS-117 was not found', 'Device REDACTED-1 was not found'],
  ['a host of public words', 'No connection to service.local.', 'No connection to redacted-1.invalid.'],
  ['a site of public words', 'See intune.microsoft.com, not graph.microsoft.com.', 'See redacted-1.invalid, not graph.microsoft.com.'],
  ['a namespace of code', 'In System.Internal.Error of Microsoft.Intune.Service.', 'In System.Internal.Error of Microsoft.Intune.Service.'],
  ['a machine without a dash', 'Device WINDOWS117 or Client7 on PHONE42a', 'Device REDACTED-1 or redacted-2 on redacted-3'],
  ['a product', 'Office365 on Windows10, Windows11 or WINDOWS 7', 'Office365 on Windows10, Windows11 or WINDOWS 7'],
  ['a number in a word', 'Error-4 in version beta-2', 'Error-4 in version beta-2'],
])('in a message, %s', (_what, message, expected) => {
  expect(answered({ error: { message } })).toEqual({ error: { message: expected } });
});

test.each<[string, unknown, unknown]>([
  ['a list of bytes', { value: [97, 98, 99.5] }, { value: [0, 0, 0.5] }],
  ['a type of nobody', { '@odata.type': '#microsoft.graph.contosoLovelace' }, { '@odata.type': '#microsoft.graph.redacted-type-1' }],
  ['a name that nobody would give a property', { 'ada@contoso.example': 1, 'Ada L.': 2 }, { 'redacted@name 1': 1, 'redacted name 2': 2 }],
  [
    'a short text in base64 that is nearly a name',
    { [Buffer.from('Zlatka Ñandú').toString('base64url')]: 1, [Buffer.from(['37', '67', '67', '100'].join('.')).toString('base64url')]: 2 },
    { 'redacted name 1': 1, 'redacted name 2': 2 },
  ],
  ['a name with a number of its own', { Contoso2024Hamburg: 1, annaMueller7: 2 }, { 'redacted name 1': 1, 'redacted name 2': 2 }],
  ['such a text after a public word', { [`extension_${Buffer.from('192.0.2.1').toString('base64url')}`]: 1 }, { 'redacted name 1': 1 }],
  ['an id in the name of a property', { [`extension_${id}_id`]: 1 }, { [`extension_${first}_id`]: 1 }],
  ['HTML', '<html><body>Ada</body></html>', '<!DOCTYPE html><html><body>redacted-1</body></html>'],
  ['broken JSON', '{"id":"Ada', '{"redacted-1":'],
  ['another text', 'Ada was here', 'redacted-1'],
])('of a body, %s is replaced', (_what, body, expected) => {
  expect(answered(body)).toEqual(expected);
});

test.each<[string, string, string]>([
  ['a token', 'Bearer made-up.token.of-a-test', 'Bearer {token}'],
  ['a token in another case', 'bearer x', 'Bearer {token}'],
  ['no token', 'Bearer', 'Bearer'],
  ['two tokens', 'Bearer a b', 'Bearer'],
  ['a token that was never filled in', 'Bearer ${lovelaceToken}', 'Bearer undefined'],
  ['a promise of a token', 'bearer [object Lovelace]', 'bearer undefined'],
  ['another scheme', 'Basic YWRh', 'Basic {credentials}'],
  ['a word that begins as a scheme does', 'Basically ada', '{credentials}'],
  ['no scheme', 'ada', '{credentials}'],
])('of credentials only the scheme is kept: %s', (_what, Authorization, expected) => {
  expect(requested({ headers: { Authorization } }).headers).toEqual({ Authorization: expected });
});

test('headers are kept by name', () => {
  const headers = {
    Accept: 'application/json;odata.metadata=minimal, text/html;q=0.5',
    'CONTENT-TYPE': 'application/json; charset=utf-8; boundary=ada',
    Cookie: 'a=b',
    'Set-Cookie': ['a=b', 'c=d'],
    'request-id': id,
    'x-ms-ags-diagnostic': '{"ServerInfo":{"DataCenter":"West Europe"}}',
    'Retry-After': '2.128',
    Allow: 'GET, ADA',
    'OData-Version': '4.0',
    Date: 'Sat, 21 Nov 2026 10:00:00 GMT',
    Location: `https://graph.microsoft.com/v1.0/users/${id}`,
  };
  expect(requested({ headers }).headers).toEqual({
    Accept: 'application/json;odata.metadata=minimal, text/html;q=0.5',
    'CONTENT-TYPE': 'application/json; charset=utf-8',
    'Retry-After': '2.128',
    Allow: 'GET',
    'OData-Version': '4.0',
    Location: `https://graph.microsoft.com/v1.0/users/${first}`,
  });
});

test.each<[string, string, string | undefined]>([
  ['Retry-After', ' 2.5 ', ' 2.5 '],
  ['Retry-After', 'Sat, 21 Nov 2026 10:00:00 GMT', 'Sat, 01 Jan 2000 00:00:00 GMT'],
  ['Retry-After', 'ada2', undefined],
  ['Retry-After', '2ada', undefined],
  ['Content-Type', 'application/json/ada', 'redacted'],
  ['OData-Version', '4.01', '4.01'],
  ['OData-Version', 'ada4.0', undefined],
  ['OData-Version', '4.0ada', undefined],
])('of the header %s, %s becomes %s', (name, value, expected) => {
  expect(requested({ headers: { [name]: value } }).headers?.[name]).toBe(expected);
});

test.each(['message', 'code', 'CustomApiErrorPhrase', 'ErrorCode', 'ErrorSourceService'])('in %s public words are kept', (name) => {
  const body = { error: { [name]: 'The page will be long; it may have max items.' } };
  expect(answered(body)).toEqual(body);
});

test.each([
  [
    'an id that was never filled in',
    '/v1.0/deviceManagement/deviceConfigurations/{myPolicy}/assignments/undefined',
    '/v1.0/deviceManagement/deviceConfigurations/%7Bid%7D/assignments/undefined',
  ],
  [
    'an object for an id',
    '/v1.0/deviceManagement/assignments/[object%20Lovelace]',
    '/v1.0/deviceManagement/assignments/%5Bobject%20Object%5D',
  ],
  ['slips of the hand', '/v2.0//deviceManagment/DeviceConfigurations/', '/v2.0//deviceManagment/DeviceConfigurations/'],
  ['the version that a page could not fill in', '/docs\\api/deviceManagement', '/redacted-1/deviceManagement'],
  ['a literal of another kind in brackets', "/v1.0/users(binary'Lovelace')", "/v1.0/users(redacted-1'redacted-2')"],
  ['an address in the path', '/v1.0/users/ada%40contoso.example', '/v1.0/users/redacted-1@example.invalid'],
  [
    'a query',
    "/v1.0/users?$filter=mail eq 'ada@contoso.example'&x=1234",
    "/v1.0/users?$filter=mail%20eq%20'redacted-1@example.invalid'&redacted-1=redacted-2",
  ],
  ['this machine and its port', 'http://user:pw@localhost:8443/', 'http://localhost:8443/'],
])('in a URL: %s', (_what, before, after) => {
  expect(requested({ url: before }).url).toBe(after);
});

test('the code of a network error is kept, and other texts are not', () => {
  const failed = (failure: string): unknown => new Redactor().redact({ request: { method: 'GET', url }, failure }).failure;
  expect([failed('ECONNRESET'), failed('UND_ERR_SOCKET'), failed('connect ECONNREFUSED dc01.contoso.example')]).toEqual([
    'ECONNRESET',
    'UND_ERR_SOCKET',
    'FAILED',
  ]);
});

test('a known secret is replaced even where it looks public', () => {
  const redactor = new Redactor(['tenantRing', 'prefer']);
  const body = { tenantRing: 1, target: { '@odata.type': '#microsoft.graph.tenantRingAssignmentTarget' }, source: 'prefer' };
  expect(redactor.redact({ request: { method: 'PATCH', url, body } }).request.body).toEqual({
    'redacted name 1': 1,
    target: { '@odata.type': '#microsoft.graph.redacted-type-1' },
    source: 'redacted-2',
  });
});

test.each([
  ['four letters', 'page', 'The redacted-1 may be long'],
  ['three, which stand in too many words,', 'may', 'The page may be long'],
])('a known secret of %s is replaced or not', (_what, secret, expected) => {
  const body = { error: { message: 'The page may be long' } };
  const redacted = new Redactor([secret]).redact({ request: { method: 'PATCH', url, body } });
  expect(redacted.request.body).toEqual({ error: { message: expected } });
});

test('a withheld body stays withheld', () => {
  const held = { request: { method: 'PATCH', url, bodyWithheld: true }, response: { status: 200, bodyWithheld: true } };
  expect(new Redactor().redact(held)).toEqual(held);
});

test('an empty name stays empty', () => {
  expect(answered({ '': { '': 1 } })).toEqual({ '': { '': 1 } });
});
