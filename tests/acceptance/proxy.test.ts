/** The commands behind a proxy: they reach Microsoft's hosts through CONNECT tunnels, which lead to a cloud on loopback. */
import { Emulator } from '../../scripts/emulator/emulator.js';
import type { Report } from '../../scripts/verdict/report.js';
import { CertificateAuthority, type Certificate } from '../equipment/certificate.js';
import { ConnectProxy, type ProxyFault } from '../equipment/connect-proxy.js';
import { httpsServer } from '../equipment/https-server.js';
import { localSecret } from '../equipment/local-authority.js';
import { LocalCloud } from '../equipment/local-cloud.js';
import { sharedTemporaryFolder } from '../recordings/temporary-folder.js';
import { localServer } from '../scripts/client/local-server.js';
import { startProxy } from '../scripts/record/recorded-folder.js';
import { runCli, type CliResult } from '../run-cli.js';

const [graph, login, github] = ['graph.microsoft.com', 'login.microsoftonline.com', 'made-up.actions.githubusercontent.com'];
const proxySecret = 'made-up-proxy-secret';

const folder = sharedTemporaryFolder();
let company: CertificateAuthority;
/** What a proxy that inspects TLS presents: the names of others, signed by the company. */
let inspecting: Certificate;
let companyFile: string;
let cloud: LocalCloud;
let proxy: ConnectProxy;
let config: string;

beforeAll(async () => {
  company = await CertificateAuthority.create('a company');
  companyFile = folder.write('company.pem', company.certificate);
  inspecting = await company.issue(graph, login, github, 'localhost', '0.0.0.0');
});
beforeEach(async () => {
  cloud = await LocalCloud.start(new Emulator(), { ...inspecting, file: companyFile });
  proxy = await ConnectProxy.start();
  proxy.routes.set(`${login}:443`, Number(new URL(cloud.authority.origin).port));
  proxy.routes.set(`${graph}:443`, Number(new URL(cloud.graphOrigin).port));
  cloud.authority.origin = `https://${login}`;
  config = cloud.writeOneCheck({ cloud: 'global' });
});
afterEach(async () => {
  await proxy.close();
  await cloud.close();
});

/** Runs the nightly check without retries. */
async function drift(environment: Readonly<Record<string, string>>, ...more: string[]): Promise<CliResult> {
  return safely(
    await runCli(['drift', '--config', config, '--format', 'json', '--budget', '0', ...more], {
      environment: { ...cloud.environment, ...environment },
      cwd: cloud.folder,
    }),
  );
}

/** Whatever happens, no secret is shown, and the proxy sees none in clear. */
function safely(result: CliResult): CliResult {
  const shown = result.stdout + result.stderr;
  const encoded = Buffer.from(`user:${proxySecret}`).toString('base64');
  expect([localSecret, proxySecret, encoded, 'Bearer', 'eyJ'].filter((secret) => shown.includes(secret))).toEqual([]);
  const seen = proxy.seen.toString('latin1');
  expect([localSecret, proxySecret, encoded, 'Bearer', 'authorization'].filter((secret) => seen.includes(secret))).toEqual([]);
  expect(proxy.forwarded).toEqual([]);
  return result;
}

function remarksOf({ stdout }: CliResult): string {
  return (JSON.parse(stdout) as Report).night?.remarks.join(' ') ?? '';
}

const methods = (): string => cloud.asked.map((line) => line.split(' ')[0]).join(' ');
const url = (credentials = ''): string => `http://${credentials}127.0.0.1:${proxy.port}`;

test.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'])('sign-in and Graph go through the proxy of %s', async (variable) => {
  const result = await drift({ [variable]: url() });
  expect(result.code).toBe(0);
  expect(new Set(proxy.tunnels)).toEqual(new Set([`${login}:443`, `${graph}:443`]));
  expect(methods()).toBe('GET PATCH GET');
});

test('credentials of the proxy are sent to it, and nowhere else', async () => {
  const received: unknown[] = [];
  cloud.intercept = (request, _, pass) => {
    received.push(request.headers['proxy-authorization']);
    pass();
  };
  proxy.authorization = `Basic ${Buffer.from('user:made-up-proxy-secret').toString('base64')}`;
  // Libraries and Node read what to log when they are loaded; with NODE_OPTIONS, the run has a process of its own.
  const loud = { DEBUG: '*', NODE_DEBUG: 'http,https,net,undici', AZURE_LOG_LEVEL: 'verbose', NODE_OPTIONS: '--no-warnings' };
  const { code, stderr } = await drift({ HTTPS_PROXY: url(`user:${proxySecret}@`), ...loud });
  expect(code).toBe(0);
  expect(stderr).toContain('HTTP ');
  expect(new Set(proxy.authorizations)).toEqual(new Set([proxy.authorization]));
  expect(received).toEqual([undefined, undefined, undefined]);
});

test('a proxy that is reached by TLS', async () => {
  const encrypted = await ConnectProxy.start(inspecting);
  for (const [host, port] of proxy.routes) encrypted.routes.set(host, port);
  const { code } = await drift({ HTTPS_PROXY: `https://localhost:${encrypted.port}` });
  await encrypted.close();
  expect({ code, tunnels: new Set(encrypted.tunnels) }).toEqual({ code: 0, tunnels: new Set([`${login}:443`, `${graph}:443`]) });
});

/** Stands in for GitHub. @param urlOf the URL of its token, by its port on loopback. */
async function githubIssuer(urlOf: (port: number) => string): Promise<{ environment: Record<string, string>; close: () => Promise<void> }> {
  const federated = 'made-up.federated.token';
  cloud.authority.federated.add(federated);
  const { origin, close } = await httpsServer(inspecting, (_, response) => response.end(JSON.stringify({ value: federated })));
  const port = Number(new URL(origin).port);
  proxy.routes.set(`${github}:443`, port);
  config = cloud.writeOneCheck({ cloud: 'global', signIn: 'github-oidc' });
  const environment = { ACTIONS_ID_TOKEN_REQUEST_URL: urlOf(port), ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'made-up-request-token' };
  return { environment, close };
}

test('GitHub OIDC goes through the proxy too', async () => {
  const { environment, close } = await githubIssuer(() => `https://${github}/token`);
  const { code } = await drift({ HTTPS_PROXY: url(), ...environment });
  await close();
  expect({ code, tunnels: new Set(proxy.tunnels) }).toEqual({
    code: 0,
    tunnels: new Set([`${github}:443`, `${login}:443`, `${graph}:443`]),
  });
});

test('a proxy that refuses GitHub', async () => {
  const { environment, close } = await githubIssuer(() => `https://${github}/token`);
  proxy.faults.set(`${github}:443`, 403);
  const result = await drift({ HTTPS_PROXY: url(), ...environment });
  await close();
  expect(result.code).toBe(3);
  expect(remarksOf(result)).toContain(
    `GitHub could not be reached for the token of the workflow. The proxy ${url()} (HTTPS_PROXY) refused`,
  );
});

test('loopback is never sent to a proxy', async () => {
  cloud.authority.origin = `https://localhost:${proxy.routes.get(`${login}:443`) ?? 0}`;
  config = cloud.writeOneCheck();
  const both = { HTTPS_PROXY: url(), HTTP_PROXY: url() };
  expect(await drift(both)).toMatchObject({ code: 0 });
  // With NODE_OPTIONS, the run has a process of its own: Node reads these variables when it starts.
  for (const proxies of [both, { HTTPS_PROXY: 'socks5://unused.example' }]) {
    const environment = { ...proxies, NODE_USE_ENV_PROXY: '1', NODE_OPTIONS: '--no-warnings' };
    expect(await runCli(['drift', '--format', 'json'], { environment })).toMatchObject({ code: 0 });
  }
  expect(proxy.tunnels).toEqual([]);
});

test('a managed identity answers in plain HTTP, and never through a proxy', async () => {
  // By its name not loopback, as the address of the service on a virtual machine.
  const platform = await localServer((response) => {
    const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
    response.end(JSON.stringify({ access_token: cloud.authority.issue(), expires_on, token_type: 'Bearer', resource: cloud.graphOrigin }));
  });
  config = cloud.writeOneCheck({ cloud: 'global', signIn: 'managed-identity' });
  const { code } = await drift({
    HTTPS_PROXY: url(),
    HTTP_PROXY: url(),
    AZURE_POD_IDENTITY_AUTHORITY_HOST: platform.origin.replace('127.0.0.1', '0.0.0.0'),
    // A process of its own: the library keeps tokens of a managed identity.
    NODE_OPTIONS: '--no-warnings',
  });
  await platform.close();
  expect({ code, tunnels: new Set(proxy.tunnels) }).toEqual({ code: 0, tunnels: new Set([`${graph}:443`]) });
});

test('a host of NO_PROXY is reached directly', async () => {
  const { environment, close } = await githubIssuer((port) => `https://0.0.0.0:${port}/token`);
  const { code } = await drift({ HTTPS_PROXY: url(), NO_PROXY: 'other.example, 0.0.0.0', ...environment });
  await close();
  expect({ code, tunnels: new Set(proxy.tunnels) }).toEqual({ code: 0, tunnels: new Set([`${login}:443`, `${graph}:443`]) });
});

test('a proxy that inspects TLS: without its authority nothing is sent, and the report names the variable', async () => {
  const result = await drift({ HTTPS_PROXY: url(), NODE_EXTRA_CA_CERTS: '' });
  expect(result.code).toBe(3);
  expect(remarksOf(result)).toContain(
    `The certificate of ${login} is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE): it came through the proxy ${url()} (HTTPS_PROXY).`,
  );
  expect(remarksOf(result)).toContain('If the proxy inspects TLS, name a PEM file with its certificate authority in NODE_EXTRA_CA_CERTS.');
  expect([cloud.asked, cloud.authority.asked]).toEqual([[], []]);
});

test('a proxy that leads to another server gets no token', async () => {
  const received: string[] = [];
  const other = await httpsServer(await company.issue('other.example'), (request) => received.push(request.url ?? ''));
  proxy.routes.set(`${graph}:443`, Number(new URL(other.origin).port));
  const result = await drift({ HTTPS_PROXY: url() });
  await other.close();
  expect(result.code).toBe(3);
  expect(remarksOf(result)).toContain(`The certificate of ${graph} is not trusted (ERR_TLS_CERT_ALTNAME_INVALID): it came through`);
  expect(received).toEqual([]);
});

test('a redirect is not followed through the proxy', async () => {
  proxy.routes.set('other.example:443', Number(new URL(cloud.authority.origin).port));
  cloud.intercept = (_, response) => response.writeHead(307, { location: 'https://other.example/' }).end();
  expect((await drift({ HTTPS_PROXY: url() })).code).not.toBe(0);
  expect(proxy.tunnels).not.toContain('other.example:443');
});

test.each<readonly [fault: ProxyFault, sentence: string]>([
  [407, 'refused a connection to HOST:443 with 407. Give user name and password in HTTPS_PROXY, as http://user:password@127.0.0.1:PORT.'],
  [403, 'refused a connection to HOST:443 with 403. Ask its operator to allow this host, or list the host in NO_PROXY'],
  [502, 'refused a connection to HOST:443 with 502. It does not reach the host, or is busy. Run again; if it stays, ask its operator.'],
  ['closes', 'closed the connection, or did not answer in HTTP, when a connection to HOST:443 was requested (ECONNRESET).'],
  [
    'speaks no HTTP',
    'closed the connection, or did not answer in HTTP, when a connection to HOST:443 was requested (HPE_INVALID_CONSTANT).',
  ],
  [
    'opens a tunnel, and closes it',
    'The connection to HOST failed (ECONNRESET) on the way through the proxy http://127.0.0.1:PORT (HTTPS_PROXY).',
  ],
])('a proxy with the fault %j is inconclusive, at the sign-in and at Graph', async (fault, sentence) => {
  const wording = (host: string): string => sentence.replace('HOST', host).replace('PORT', String(proxy.port));
  for (const host of [login, graph]) {
    proxy.faults.clear();
    proxy.faults.set(`${host}:443`, fault);
    const result = await drift({ HTTPS_PROXY: url() });
    expect(result.code).toBe(3);
    expect(JSON.parse(result.stdout)).toMatchObject({ inconclusive: [{ reason: 'outage' }] });
    expect(remarksOf(result)).toContain(wording(host));
    expect(cloud.asked).toEqual([]);
  }
});

test('a proxy that fails after the update: the journal stays, and the next run checks the assignment', async () => {
  cloud.intercept = (request, response, pass) => {
    if (request.method === 'PATCH') {
      proxy.faults.set(`${graph}:443`, 503);
      response.setHeader('connection', 'close');
    }
    pass();
  };
  const result = await drift({ HTTPS_PROXY: url() });
  expect(result.code).toBe(3);
  expect(remarksOf(result)).toContain(`The proxy ${url()} (HTTPS_PROXY) refused a connection to ${graph}:443 with 503.`);
  expect(JSON.parse(result.stdout)).toMatchObject({ operations: [{ tenant: 'not-proven' }] });
  proxy.faults.clear();
  cloud.intercept = undefined;
  expect(await drift({ HTTPS_PROXY: url() })).toMatchObject({ code: 0 });
});

test('wrong credentials of the proxy are named by their variable', async () => {
  proxy.authorization = 'Basic another';
  const result = await drift({ HTTPS_PROXY: url(`user:${proxySecret}@`) });
  expect(result.code).toBe(3);
  expect(remarksOf(result)).toContain(
    `The proxy ${url()} (HTTPS_PROXY) refused a connection to ${login}:443 with 407. Check user name and password`,
  );
});

test('a proxy that is down', async () => {
  const { port } = proxy;
  await proxy.close();
  const result = await drift({ HTTPS_PROXY: `http://127.0.0.1:${port}` });
  expect(result.code).toBe(3);
  expect(remarksOf(result)).toContain(`The proxy http://127.0.0.1:${port} (HTTPS_PROXY) could not be reached (ECONNREFUSED).`);
});

test('a proxy that cannot be used keeps the run from starting', async () => {
  const { code, stdout, stderr } = await drift({ HTTPS_PROXY: `socks5://user:${proxySecret}@proxy.example` });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('The proxy in HTTPS_PROXY cannot be used: it is neither an HTTP nor an HTTPS proxy.');
});

describe('the recording proxy', () => {
  const path = '/beta/deviceManagement/deviceConfigurations/made-up-policy/assignments/made-up-assignment';

  /** Sends one GET through the recording proxy, and ends it. */
  async function recordOne(environment: Readonly<Record<string, string>>): Promise<CliResult & { status: number; text: string }> {
    const recording = await startProxy(`${cloud.folder}/recorded`, ['--format', 'json'], { ...cloud.environment, ...environment });
    const headers = { authorization: `Bearer ${cloud.authority.issue()}` };
    const answer = await fetch(`${recording.origin}${path}`, { headers });
    const text = await answer.text();
    recording.child.kill('SIGINT');
    return { ...safely(await recording.ended), status: answer.status, text };
  }

  test('reaches Graph through the proxy, and says so', async () => {
    const { status, stderr } = await recordOne({ HTTPS_PROXY: url(`user:${proxySecret}@`) });
    expect(stderr).toContain(`, for https://${graph} through the proxy ${url()} (HTTPS_PROXY).`);
    expect({ status, asked: cloud.asked, tunnels: proxy.tunnels }).toEqual({
      status: 404,
      asked: [`GET ${path}`],
      tunnels: [`${graph}:443`],
    });
  });

  test('reaches loopback directly', async () => {
    const { port } = new URL(cloud.graphOrigin);
    const recording = await startProxy(`${cloud.folder}/recorded`, ['--graph', `https://localhost:${port}`], {
      ...cloud.environment,
      HTTPS_PROXY: 'socks5://unused.example',
    });
    expect((await fetch(`${recording.origin}${path}`)).status).toBe(401);
    recording.child.kill('SIGINT');
    await recording.ended;
    expect(proxy.tunnels).toEqual([]);
  });

  test.each<readonly [fault: ProxyFault | 'inspects TLS', code: string, sentence: string]>([
    [407, 'PROXY_407', 'refused a connection to HOST:443 with 407. Give user name and password in HTTPS_PROXY'],
    ['closes', 'PROXY_ECONNRESET', 'closed the connection, or did not answer in HTTP, when a connection to HOST:443 was requested'],
    ['opens a tunnel, and closes it', 'ECONNRESET', 'The connection to HOST failed (ECONNRESET) on the way through the proxy'],
    ['inspects TLS', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'The certificate of HOST is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE)'],
  ])('a proxy that %s: the service and the report get the reason', async (fault, code, sentence) => {
    if (fault !== 'inspects TLS') proxy.faults.set(`${graph}:443`, fault);
    const authority: Record<string, string> = fault === 'inspects TLS' ? { NODE_EXTRA_CA_CERTS: '' } : {};
    const { status, text, stderr } = await recordOne({ HTTPS_PROXY: url(), ...authority });
    const wording = sentence.replace('HOST', graph);
    expect(status).toBe(502);
    expect(text).toContain(wording);
    expect(stderr).toContain(`  ${code}  `);
    expect(stderr).toContain(wording);
    expect(cloud.asked).toEqual([]);
  });

  test('does not start with a proxy that cannot be used', async () => {
    const args = ['record', '--proxy', '--port', '0', '--folder', `${cloud.folder}/recorded`];
    const { code, stderr } = await runCli(args, { environment: { HTTPS_PROXY: 'socks5://proxy.example' } });
    expect(code).toBe(2);
    expect(stderr).toContain('The proxy in HTTPS_PROXY cannot be used: it is neither an HTTP nor an HTTPS proxy.');
  });
});
