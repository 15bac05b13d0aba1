/** What the scan finds and what it lets pass, without the redaction. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { recordingsFolder } from '../../../contracts/folders.js';
import { listFiles } from '../../../recordings/traffic/input/list-files.js';
import { assertNothingSecret, SecretFoundError } from '../../../recordings/scan/assert-nothing-secret.js';
import { RawTraffic } from '../../../recordings/scan/raw-traffic.js';
import { scan } from '../../../recordings/scan/scan.js';
import type { SuspicionKind } from '../../../recordings/scan/detectors.js';
import { encodings } from '../redaction/secrets.js';

/** Put together here, so that this file holds nothing that resembles a secret itself. */
const together = (...parts: readonly string[]): string => parts.join('');
const guid = together('8a51c3d0-b2e4', '-4e0f-93b7-2f6d1a7e9c05');
const jwt = [JSON.stringify({ alg: 'none', typ: 'JWT' }), JSON.stringify({ sub: 'a-person' }), 'a signature of no one']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');
const opaqueToken = together('opaque', 'sessionidofnobody', 'atall');
const key = together('q7Zp0Vw3Rk9Xs2Lm', '8Tb4Yc6Nd1Hf5Jg=');
const address = together('ada@', 'contoso.com');
const host = together('dc01.', 'contosova.de');
const ip = together('10.11', '.12.13');

const samples: readonly (readonly [SuspicionKind, string])[] = [
  ['jwt', jwt],
  ['bearer', together('Bearer ', 'a8F3kq9ZpL0xV2')],
  ['private-key', together('-----BEGIN RSA ', 'PRIVATE KEY-----')],
  ['client-secret', together('abc8Q', '~', 'dEfGhIjKlMnOpQrSt', 'UvWxYz0123456789_')],
  ['connection-string', together('Endpoint=sb://x;Shared', 'AccessKey=hunter2hunter2')],
  ['high-entropy', key],
  ['guid', guid],
  ['mail-address', address],
  ['host-name', together('fef.msub05.manage.', 'microsoft.com')],
  ['host-name', together('dc01.contoso', '.local')],
  ['host-name', together('Server.Contoso', '.Local')],
  ['host-name', together('Service', '.Internal')],
  ['ip-address', ip],
  ['ip-address', ['fd12', '3456', '789a', '1', '', '1'].join(':')],
];

/** What is next to a secret does not hide it. */
const beside: readonly (readonly [SuspicionKind, string])[] = [
  ['ip-address', `unavailable for ${ip}.`],
  ['ip-address', `#microsoft.graph.${ip}`],
  ['ip-address', `#${ip}.groupAssignmentTarget`],
  ['host-name', together('the service com.contoso', '.internal.error failed')],
  ['host-name', together('at Mail.Contoso', '.Onmicrosoft.Com.Error')],
  ['high-entropy', together('hSHlPKgru/QRHFm2', '3iliHYHRffvZZU2m', '8HDizaZjywN=')],
  ['high-entropy', together('7n2wSf56V4tcFYLV', 'NNnzkety3BwlMq98', 'pvsaaHctvuj=')],
];

const kindsOf = (text: string, raw?: RawTraffic): readonly string[] => scan('file', text, raw).map(({ kind }) => kind);

describe.each(samples)('%s', (kind, secret) => {
  // Backwards, or in another case, only what is known to have been there can be told from chance.
  const written = Object.entries(encodings).filter(([name]) => !['backwards', 'upper', 'lower'].includes(name));
  test.each(written)('%s', (_encoding, encode) => {
    expect(kindsOf(`Some words, ${encode(secret)} and others.`)).toContain(kind);
    expect(kindsOf(JSON.stringify({ a: [{ b: encode(secret) }] }))).toContain(kind);
  });
});

test.each(beside)('%s in %s', (kind, text) => {
  expect(kindsOf(text)).toEqual([kind]);
});

const traffic: Exchange = {
  request: {
    method: 'PATCH',
    url: `https://${host}/v1.0/users/${guid}`,
    headers: { Authorization: `Bearer ${opaqueToken}`, Cookie: `session=${opaqueToken}2` },
    body: JSON.stringify({ mail: address }),
  },
};
const raw = new RawTraffic();
raw.remember(traffic);

describe.each([
  ['token', opaqueToken],
  ['token', `${opaqueToken}2`],
  ['guid', guid],
  ['guid', guid.replaceAll('-', '')],
  ['host-name', host],
  ['mail-address', address],
])('%s of the raw traffic', (kind, secret) => {
  test.each(Object.entries(encodings))('%s', (_encoding, encode) => {
    expect(kindsOf(`Some words, ${encode(secret)} and others.`, raw)).toContain(kind);
  });

  test('broken over lines', () => {
    const half = Math.floor(secret.length / 2);
    expect(kindsOf(`${secret.slice(0, half)}\n  ${secret.slice(half)}`, raw)).toContain(kind);
  });
});

test('a truncated token, a part of one, and one within base64 at each of three places', () => {
  const used = new RawTraffic([jwt]);
  expect(kindsOf(`x${jwt.slice(0, 30)}`, used)).toContain('token');
  expect(kindsOf(jwt.split('.')[2] ?? '', used)).toContain('token');
  for (const before of ['', 'a', 'ab'])
    expect(kindsOf(Buffer.from(before + opaqueToken + before).toString('base64'), raw)).toContain('token');
});

test('each of thousands of tokens, ids, hosts and addresses is found, and nothing else', () => {
  const many = new RawTraffic();
  const hex = (index: number, length: number): string => ((index + 1) * 0x9e3779b1).toString(16).padStart(length, '9').slice(-length);
  const of = (index: number): Record<'token' | 'guid' | 'host-name' | 'mail-address', string> => ({
    token: together(`token${index}of`, 'nobodyatall'),
    guid: `${hex(index, 8)}-1a2b-4c3d-8e5f-${hex(index * 7, 12)}`,
    'host-name': together(`server${index}.`, 'contosova.de'),
    'mail-address': together(`person${index}@`, 'contoso.com'),
  });
  const count = 6_000;
  for (let index = 0; index < count; index += 1) {
    const { token, guid: id, 'host-name': name, 'mail-address': mail } = of(index);
    many.remember({
      request: {
        method: 'GET',
        url: `https://${name}/${id}`,
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ mail }),
      },
    });
  }
  for (const index of [0, 1, 1_999, 2_000, count - 1])
    for (const [kind, secret] of Object.entries(of(index))) expect(kindsOf(JSON.stringify({ a: secret }), many)).toContain(kind);
  // What stood in no traffic, and has no form of its own.
  const { token, 'host-name': name } = of(count);
  expect(kindsOf(JSON.stringify({ a: token, b: name }), many)).toEqual([]);
});

test('a short host is found alone and not within other names', () => {
  const linked = new RawTraffic();
  linked.remember({ request: { method: 'GET', url: '/', body: 'https://t.co/a https://ab.de/b https://graph.microsoft.co/c' } });
  const found = ['https://t.co/AbC', 'see t.co.', 'Host: ab.de', 'ab.de:443', '(ab.de)', '%2F%2Fab.de%2F', 'graph.microsoft.co'];
  expect(found.filter((text) => !kindsOf(text, linked).includes('host-name'))).toEqual([]);
  const others = ['https://graph.microsoft.com/v1.0', 'assignments@odata.context', 'at.co', 't.co.example', 't.com', 'lab.de', 'x.ab.de'];
  expect(others.filter((text) => kindsOf(text, linked).length > 0)).toEqual([]);
});

test('documented texts are not searched for, even if sent as a credential', () => {
  const texts = contracts.flatMap(({ paths, types, rules, apiVersions }) => [
    ...paths.flatMap((path) => path.split('/').filter((segment) => /^\w+$/.test(segment))),
    ...types.flatMap(({ name }) => [name, `#microsoft.graph.${name}`]),
    ...rules.flatMap(({ says }) => (says.what === 'type-property' ? [says.property, ...(says.values ?? [])] : [])),
    ...apiVersions.map((version) => `https://graph.microsoft.com/${version}/deviceManagement`),
  ]);
  expect(texts.filter((text) => kindsOf(JSON.stringify({ a: `see ${text}` }), having(text)).length > 0)).toEqual([]);
});

test.each(['Proxy-Authorization', 'Set-Cookie', 'X-Access-Token', 'X-Shared-Secret', 'X-Api-Key', 'ApiKey'])(
  'the value of %s is a secret',
  (name) => {
    expect(kindsOf(opaqueToken, trafficWith({ [name]: opaqueToken }))).toContain('token');
  },
);

test.each([
  ['three quarters of its digits are zeros', '00000012', []],
  ['fewer are', '00000123', ['token']],
])('a credential is a stand-in where %s', (_what, credential, expected) => {
  expect(kindsOf(credential, new RawTraffic([credential]))).toEqual(expected);
});

test('the secrets in a URL of Graph in a cookie are searched for', () => {
  const returning = having('https://graph.microsoft.com/v1.0/deviceManagement?code=0therSessi0nOfNobody&x=lastModifiedDateTime');
  expect(kindsOf('0therSessi0nOfNobody', returning)).toContain('token');
  expect(kindsOf('https://graph.microsoft.com/v1.0/deviceManagement?$select=lastModifiedDateTime', returning)).toEqual([]);
  const posing = 'https://graph.microsoft.com:0therSessi0nOfNobody@contoso.example/v1.0';
  expect(kindsOf(posing, having(posing))).toContain('token');
});

function trafficWith(headers: Readonly<Record<string, string>>): RawTraffic {
  const sent = new RawTraffic();
  sent.remember({ request: { method: 'GET', url: '/', headers } });
  return sent;
}

/** Traffic with a text as a token and as a cookie. */
function having(text: string): RawTraffic {
  return trafficWith({ authorization: `Bearer ${text}`, cookie: `returnUrl=${text}` });
}

test.each([0, 200_000])('bytes in a list are read as characters, with %i others', (others) => {
  const bytes = [...Buffer.from(`${address} `), ...new Array<number>(others).fill(32)];
  expect(kindsOf(JSON.stringify({ bytes }))).toContain('mail-address');
});

test.each([
  '00000000-0000-4000-a000-000000000017_00000000-0000-4000-A000-000000000018',
  'adadadad-808e-44e2-905a-0b7873a8a531',
  'Bearer {token}',
  'redacted-1@example.invalid',
  'https://redacted-1.invalid/redacted-2',
  '192.0.2.1, 127.0.0.1 and 2001:db8::1',
  'https://graph.microsoft.com/beta/$metadata#deviceManagement/deviceConfigurations/assignments/$entity',
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
  '#microsoft.graph.configurationManagerCollectionAssignmentTarget',
  'deviceAndAppManagementAssignmentFilterType',
  'assignments@odata.context',
  '2000-01-01T00:00:01.0000000Z',
  'Microsoft.Management.Services.Internal.RequestException: invalid request',
  'in System.Internal.Error, or in Microsoft.Intune.Service.Local.Error.',
  'Bearer authentication/authorization failed',
  'settingGroup7x2Q9pV4mK8w', // Half of it stands in words.
])('lets pass: %s', (text) => {
  expect(scan('file', text, raw)).toEqual([]);
});

test.each([
  ['half of its digits are the same', '77777777-7777-7777-0123-45689abcdef0', []],
  ['fewer are', '77777777-7777-7771-0123-' + '45689abcdef0', ['guid']],
  ['half of its groups of four are the same', '12345678-1234-5678-1234-90abcdef5678', []],
  ['fewer are', '12345678-1234-5678-1234-' + '90abcdef4321', ['guid']],
])('a GUID is made up where %s', (_what, text, expected) => {
  expect(kindsOf(text)).toEqual(expected);
});

test('every committed recording passes', () => {
  const found = listFiles(recordingsFolder).flatMap((file) => scan(file, readFileSync(join(file), 'utf8')));
  expect(found).toEqual([]);
});

test('the message names the place and never the secret', () => {
  const json = JSON.stringify({ list: [{ 'a/b': guid }], [address]: { [guid]: key } });
  const error = refusal([
    { file: 'one.json', text: json },
    { file: 'two.txt', text: `fine\n${jwt}` },
  ]);
  expect(error.message.split('\n')).toEqual([
    'Nothing was written, because something in it still resembles a secret:',
    '  one.json, /list/0/a~1b: resembles an id (GUID)',
    '  one.json, /<name 2>: resembles a mail address',
    '  one.json, /<name 2>/<name 1>: resembles an id (GUID)',
    '  one.json, /<name 2>/<name 1>: resembles a key or password, by its randomness',
    '  two.txt, line 2: resembles a JSON web token',
    '  two.txt, line 2: resembles a key or password, by its randomness',
    'Please report the place and the kind, not the value: the redaction has a gap there.',
  ]);
  expect(error.cause).toBeUndefined();
});

test('the name of a file is scanned too, and not repeated', () => {
  const { message } = refusal([{ file: `${guid}.json`, text: JSON.stringify(address) }]);
  expect(message).toContain('  a file, its name: resembles an id (GUID)\n  a file, the whole: resembles a mail address\n');
  expect(message).not.toContain(guid);
});

test('many places are counted', () => {
  const { message } = refusal([{ file: 'x', text: Array.from({ length: 25 }, () => address).join('\n') }]);
  expect(message).toContain('\n  and 5 more\n');
});

test('without a suspicion there is no error', () => {
  expect(() => {
    assertNothingSecret([{ file: 'x.json', text: '{"id":"redacted-1"}' }], raw);
  }).not.toThrow();
});

function refusal(files: Parameters<typeof assertNothingSecret>[0]): SecretFoundError {
  try {
    assertNothingSecret(files, raw);
  } catch (error) {
    if (error instanceof SecretFoundError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}
