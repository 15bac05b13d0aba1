import { OutboundHttp } from '../../../scripts/client/outbound-http.js';
import { ConnectProxy } from '../../equipment/connect-proxy.js';

const url = 'https://graph.microsoft.com/v1.0';
const credentials = 'user:s3cret';
let proxy: ConnectProxy;
beforeEach(async () => {
  proxy = await ConnectProxy.start();
});
afterEach(() => proxy.close());

/** @param timeoutMs of the tunnel, and of TLS in it. */
async function failureOf(timeoutMs: number, init: RequestInit = {}): Promise<unknown> {
  const http = new OutboundHttp({ HTTPS_PROXY: `http://${credentials}@127.0.0.1:${proxy.port}` }, timeoutMs);
  const failure: unknown = await http.fetch(url, init).catch((error: unknown) => error);
  expect([...http.proxyProblems]).toEqual([(failure as Error).message]);
  expect((failure as Error).message).not.toContain('s3cret');
  return failure;
}

test('an IPv6 address of loopback is reached directly', async () => {
  const http = new OutboundHttp({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
  const failure: unknown = await http.fetch('https://[::1]:44444/', {}).catch((error: unknown) => error);
  expect(failure).toMatchObject({ cause: { code: expect.stringMatching(/^E[A-Z]+$/) as string } });
  expect([proxy.tunnels, [...http.proxyProblems]]).toEqual([[], []]);
});

test('an IPv6 address of another machine is written with brackets and port', async () => {
  const http = new OutboundHttp({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
  await expect(http.fetch('https://[2001:db8::1]/', {})).rejects.toMatchObject({ code: 'PROXY_502' });
  expect(proxy.tunnels).toEqual(['[2001:db8::1]:443']);
});

test('a proxy that hangs', async () => {
  proxy.faults.set('graph.microsoft.com:443', 'hangs');
  expect(await failureOf(50)).toMatchObject({
    name: 'ProxyFailure',
    code: 'PROXY_TIMEOUT',
    message: `The proxy http://127.0.0.1:${proxy.port} (HTTPS_PROXY) opened no connection to graph.microsoft.com:443 within 0.05 s. Check that it is up.`,
  });
});

test('a tunnel that hangs', async () => {
  proxy.faults.set('graph.microsoft.com:443', 'opens a tunnel, and hangs');
  // A busy machine may need a second for the tunnel.
  expect(await failureOf(2_000)).toMatchObject({
    code: 'UND_ERR_CONNECT_TIMEOUT',
    message: `The connection to graph.microsoft.com failed (UND_ERR_CONNECT_TIMEOUT) on the way through the proxy http://127.0.0.1:${proxy.port} (HTTPS_PROXY).`,
  });
});

test('a request that is given up', async () => {
  proxy.faults.set('graph.microsoft.com:443', 'hangs');
  expect(await failureOf(10_000, { signal: AbortSignal.timeout(10) })).toMatchObject({ code: 'TIMEOUT' });
});

test.each(['Negotiate', 'NTLM'])('a proxy that offers %s only', async (scheme) => {
  proxy.faults.set('graph.microsoft.com:443', 407);
  proxy.scheme = scheme;
  expect(await failureOf(10_000)).toMatchObject({
    code: 'PROXY_407',
    message: expect.stringContaining('does not offer Basic, the only way to sign in to a proxy that is supported.') as string,
  });
});
