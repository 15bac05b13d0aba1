import * as fc from '../../equipment/fast-check.js';
import { proxySettings } from '../../../scripts/client/proxy-settings.js';

const upper = 'http://upper.example:3128';
const lower = 'http://lower.example:3128';

test.each<readonly [Record<string, string>, origin: string | undefined, variable: string | undefined]>([
  [{}, undefined, undefined],
  [{ HTTPS_PROXY: '', http_proxy: ' ' }, undefined, undefined],
  [{ NO_PROXY: '*' }, undefined, undefined],
  [{ HTTPS_PROXY: upper }, upper, 'HTTPS_PROXY'],
  [{ HTTPS_PROXY: upper, https_proxy: lower }, lower, 'https_proxy'],
  [{ HTTPS_PROXY: upper, https_proxy: '' }, upper, 'HTTPS_PROXY'],
  [{ HTTPS_PROXY: upper, http_proxy: lower }, upper, 'HTTPS_PROXY'],
  [{ HTTP_PROXY: upper, http_proxy: lower }, lower, 'http_proxy'],
  [{ HTTP_PROXY: upper }, upper, 'HTTP_PROXY'],
  [{ HTTPS_PROXY: 'https://proxy.example' }, 'https://proxy.example', 'HTTPS_PROXY'],
  [{ HTTPS_PROXY: 'https://proxy.example:443/' }, 'https://proxy.example', 'HTTPS_PROXY'],
  [{ HTTPS_PROXY: 'proxy.example:3128' }, 'http://proxy.example:3128', 'HTTPS_PROXY'],
  [{ HTTPS_PROXY: '192.0.2.1:3128' }, 'http://192.0.2.1:3128', 'HTTPS_PROXY'],
  [{ HTTPS_PROXY: ' http://[::1]:3128 ' }, 'http://[::1]:3128', 'HTTPS_PROXY'],
  [{ HTTPS_PROXY: 'user:s3cret@proxy.example' }, 'http://proxy.example', 'HTTPS_PROXY'],
])('%j names the proxy %s', (environment, origin, variable) => {
  const settings = proxySettings(environment);
  expect(settings?.proxy.origin).toBe(origin);
  expect(settings?.proxy.variable).toBe(variable);
});

test.each([
  ['http://user:s3cret@proxy.example', 'user:s3cret'],
  ['http://user@proxy.example', 'user:'],
  ['http://:s3cret@proxy.example', ':s3cret'],
  ['http://us%40er:s3%23%2525cret@proxy.example', 'us@er:s3#%25cret'],
  ['http://DOMAIN\\user:s3cret@proxy.example', undefined],
  ['http://proxy.example', undefined],
])('the credentials of %s are %s', (value, credentials) => {
  let authorization: string | undefined;
  try {
    authorization = proxySettings({ HTTPS_PROXY: value })?.proxy.authorization;
  } catch {
    expect(credentials).toBeUndefined();
  }
  expect(authorization).toBe(credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`);
});

test.each([
  ['http://', 'it is not a URL'],
  ['http://user:s3cret@', 'it is not a URL'],
  ['http://user:s3cret@proxy.example:99999', 'it is not a URL'],
  ['http://user:12#s3cret@proxy.example:3128', 'it has more than that'],
  ['http://user:12?s3cret@proxy.example:3128', 'it has more than that'],
  ['http://user:12/s3cret@proxy.example:3128', 'it has more than that'],
  ['http://user:s3cret%zz@proxy.example:3128', 'its credentials have a percent sign that begins no percent code; write %25'],
  ['socks5://user:s3cret@proxy.example', 'it is neither an HTTP nor an HTTPS proxy'],
  ['s3cret://proxy.example', 'it is neither an HTTP nor an HTTPS proxy'],
])('%s is refused by its variable, and not quoted', (value, problem) => {
  const act = (): unknown => proxySettings({ https_proxy: value })?.proxy;
  expect(act).toThrow(expect.objectContaining({ name: 'CannotRun' }) as Error);
  expect(act).toThrow(`The proxy in https_proxy cannot be used: ${problem}`);
  expect(act).not.toThrow(/s3cret|proxy\.example[^:]|\b12\b/);
});

test('no value of any form reaches the message', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('http://', 'https://', '', 'socks://'), (text, scheme) => {
      const secret = `s3cret${text}`;
      try {
        const proxy = proxySettings({ HTTPS_PROXY: `${scheme}user:${secret}@proxy.example:3128` })?.proxy;
        expect(proxy?.origin).toBe(`${scheme === 'https://' ? scheme : 'http://'}proxy.example:3128`);
      } catch (error) {
        expect(error).toMatchObject({ name: 'CannotRun' });
        expect(String(error)).not.toContain('s3cret');
      }
    }),
  );
});

const graph = 'https://graph.microsoft.com/v1.0';

test.each([
  ['', graph, false],
  ['*', graph, true],
  ['other.example, *', graph, true],
  ['graph.microsoft.com', graph, true],
  ['GRAPH.Microsoft.com', graph, true],
  ['microsoft.com', graph, true],
  ['.microsoft.com', graph, true],
  ['*.microsoft.com', graph, true],
  ['other.example microsoft.com', graph, true],
  ['other.example,,microsoft.com', graph, true],
  ['graph.microsoft.com:443', graph, true],
  ['graph.microsoft.com:80', graph, false],
  ['graph.microsoft.com:8443', 'https://graph.microsoft.com:8443', true],
  ['soft.com', graph, false],
  ['h.microsoft.com', graph, false],
  ['graph.microsoft.com.example', graph, false],
  ['.', graph, false],
  [':443', graph, false],
  ['192.0.2.1', 'https://192.0.2.1', true],
  ['[2001:db8::1]', 'https://[2001:db8::1]', true],
  ['', 'https://localhost:4010', true],
  ['', 'https://127.0.0.2', true],
  ['', 'https://[::1]:4010', true],
  ['', 'http://192.0.2.1/metadata', true],
  ['', 'http://graph.microsoft.com', true],
])('with NO_PROXY=%j, %s is reached directly: %s', (list, url, direct) => {
  for (const name of ['NO_PROXY', 'no_proxy'])
    expect(proxySettings({ HTTPS_PROXY: upper, [name]: list })?.isDirect(new URL(url))).toBe(direct);
});

test('in lower case, NO_PROXY comes first', () => {
  const isDirect = proxySettings({ HTTPS_PROXY: upper, NO_PROXY: '*', no_proxy: 'other.example' })?.isDirect(new URL(graph));
  expect(isDirect).toBe(false);
});
