/** `check --publish-to` over real HTTP, against a double of the broker: see broker-double.ts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli, startCli, finished, type CliResult } from '../../run-cli.js';
import { CertificateAuthority } from '../../equipment/certificate.js';
import { ConnectProxy } from '../../equipment/connect-proxy.js';
import { httpsServer } from '../../equipment/https-server.js';
import { BrokerDouble } from './broker-double.js';

interface Interaction {
  request: Record<string, unknown>;
  response: Record<string, unknown>;
  [name: string]: unknown;
}

interface Pact {
  consumer: { name: string };
  provider: { name: string };
  interactions: Interaction[];
  [name: string]: unknown;
}

const sound = JSON.parse(readFileSync(join(packageRoot, 'contracts/pacts/graph-assignment-client-microsoft-graph.json'), 'utf8')) as Pact;
const { consumer, provider } = sound;

/** The first interaction, changed. */
function changed(change: (interaction: Interaction) => void): Pact {
  const [first] = structuredClone(sound.interactions);
  if (first !== undefined) change(first);
  return { ...sound, interactions: first === undefined ? [] : [first] };
}

const broken = changed(({ request }) => {
  request['method'] = 'PUT';
});
/** An update in a batch, whose answer a pact does not show by itself. */
const batched = changed(({ request }) => {
  const url = request['path'];
  request['body'] = {
    content: { requests: [{ id: '1', method: 'PATCH', url: String(url).replace('/v1.0', ''), body: {} }] },
    contentType: 'application/json',
    encoded: false,
  };
  Object.assign(request, { method: 'POST', path: '/v1.0/$batch', matchingRules: {} });
});
const elsewhere = changed(({ request }) => {
  request['path'] = '/v1.0/users';
  request['method'] = 'GET';
});

const folder = useTemporaryFolder();
let broker: BrokerDouble;
beforeEach(async () => {
  broker = await new BrokerDouble('/a-broker').start();
});
afterEach(() => broker.stop());

function publish(
  paths: readonly string[],
  options: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  return runCli(['check', ...paths, '--publish-to', broker.address, ...options], { cwd: folder.path, environment });
}

function write(file: string, pact: Pact): void {
  folder.write(file, JSON.stringify(pact, null, 2));
}

test('a result reaches the broker by the links that it gives', async () => {
  broker.publish(sound, '1.2.3');
  write('pact.json', sound);
  const options = ['--provider-version', 'contract 7', '--provider-branch', 'main/x', '--build-url', 'https://ci.example/7'];
  const { code, stdout, stderr } = await publish(['pact.json'], options);
  expect([code, stderr]).toEqual([
    0,
    `Published that pact.json agrees: consumer ${consumer.name}, provider ${provider.name} contract 7.\n`,
  ]);
  expect(stdout).toContain('agrees:');
  expect(broker.verifications).toMatchObject([
    {
      consumer: consumer.name,
      version: '1.2.3',
      success: true,
      providerApplicationVersion: 'contract 7',
      buildUrl: 'https://ci.example/7',
    },
  ]);
  expect(broker.verifications[0]?.['testResults']).toMatchObject({
    exchanges: sound.interactions.length,
    judged: sound.interactions.length,
  });
  expect(broker.branches).toEqual([`/pacticipants/${encodeURIComponent(provider.name)}/branches/main%2Fx/versions/contract%207`]);
  expect(broker.canDeploy(consumer.name, '1.2.3')).toBe(true);
});

test('the provider version is that of the tool and of all contracts', async () => {
  broker.publish(sound, '1');
  write('pact.json', sound);
  await publish(['pact.json']);
  await publish(['pact.json'], ['--contracts', 'companions']);
  await publish(['pact.json']);
  const versions = broker.verifications.map((one) => one.providerApplicationVersion);
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  for (const one of versions) expect(one).toMatch(new RegExp(`^${version.replaceAll('.', '\\.')}\\+[0-9a-f]{16}$`));
  expect([versions[0] === versions[2], versions[0] === versions[1]]).toEqual([true, false]);
});

test.each<[string, Pact, number, boolean | undefined, string]>([
  ['that agrees', sound, 0, true, 'Published that pact.json agrees'],
  ['that disagrees', broken, 1, false, 'Published that pact.json disagrees'],
  ['that is inconclusive', batched, 3, undefined, 'The result of pact.json was not published: it is inconclusive.'],
  ['of other operations', elsewhere, 2, undefined, 'The result of pact.json was not published: nothing in it was judged.'],
])('a pact %s', async (_, pact, code, success, says) => {
  broker.publish(pact, '1');
  write('pact.json', pact);
  const result = await publish(['pact.json']);
  expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(says)]);
  expect(broker.verifications.map((one) => one.success)).toEqual(success === undefined ? [] : [success]);
  expect(broker.canDeploy(consumer.name, '1')).toBe(success === true);
});

test('each pact has a result of its own, and one that cannot be read has none', async () => {
  const other = { ...broken, consumer: { name: 'other/consumer' } };
  for (const pact of [sound, other]) broker.publish(pact, '1');
  write('pacts/a.json', sound);
  write('pacts/b.json', other);
  folder.write('pacts/c.json', JSON.stringify({ ...sound, consumer: { name: 'third' } }).slice(0, -20));
  const { code, stderr } = await publish(['pacts']);
  expect(code).toBe(2);
  expect(stderr).toContain('pacts/c.json');
  expect(broker.verifications.map((one) => [one.consumer, one.success])).toEqual([
    [consumer.name, true],
    ['other/consumer', false],
  ]);
});

describe('the pact of the broker', () => {
  test('may list interactions and members in another order', async () => {
    const turned = sound.interactions.map((one) => Object.fromEntries(Object.entries(one).reverse())).reverse();
    broker.publish({ ...sound, interactions: turned, metadata: {} }, '1');
    write('pact.json', sound);
    expect((await publish(['pact.json'])).code).toBe(0);
    expect(broker.canDeploy(consumer.name, '1')).toBe(true);
  });

  test('is the one of the version that is given', async () => {
    broker.publish(sound, 'feature/1');
    broker.publish(broken, '2');
    write('pact.json', sound);
    expect((await publish(['pact.json'], ['--consumer-version', 'feature/1'])).code).toBe(0);
    expect(broker.verifications).toMatchObject([{ version: 'feature/1', success: true }]);
    const { code, stderr } = await publish(['pact.json']);
    expect(code).toBe(2);
    expect(stderr).toContain(`the broker has another pact of ${consumer.name} as its latest. Publish this one first,`);
    expect(broker.verifications).toHaveLength(1);
  });

  test('is compared with one that nests too deeply for the stack', async () => {
    broker.publish(sound, '1');
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    folder.write('pact.json', JSON.stringify(sound).replace('"interactions":[{', `"interactions":[{"comments":${deep},`));
    const { code, stdout, stderr } = await publish(['pact.json']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('the broker has another pact of')]);
    expect(stdout).toContain('exchanges');
  });

  test.each([
    ['of no consumer of that name', { name: 'another' }, [], 'gives no link pb:pacts to another. Publish the pact first.'],
    ['of no such version', consumer, ['--consumer-version', '9'], 'answers 404 to GET /a-broker/pacts/provider/'],
  ])('may be missing: %s', async (_, name, options, says) => {
    broker.publish(sound, '1');
    write('pact.json', { ...sound, consumer: name });
    const { code, stderr } = await publish(['pact.json'], options);
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  });
});

test('a failure of the broker costs the exit code, and no report', async () => {
  broker.publish(broken, '1');
  broker.faults.set('GET /', 503).set('GET ', 503);
  write('pact.json', broken);
  const { code, stdout, stderr } = await publish(['pact.json'], ['--format', 'json', '--report', 'junit=out.xml']);
  const report = JSON.parse(stdout) as Report;
  expect([code, report.exitCode, report.verdict, report.summary.breaking]).toEqual([2, 2, 'cannot-run', 1]);
  expect(report.problems).toEqual([
    `Cannot publish the result of pact.json: The Pact Broker at ${broker.address} answers 503 to GET /a-broker. Run again later.`,
  ]);
  expect(stderr).toContain(report.problems?.[0] ?? '-');
  expect(readFileSync(join(folder.path, 'out.xml'), 'utf8')).toContain('request.method');
});

test.each<[string, (double: BrokerDouble) => void, string]>([
  ['that wants a sign-in', (double) => (double.authorization = 'Bearer x'), 'answers 401 to GET /a-broker. Set PACT_BROKER_TOKEN, or'],
  ['that redirects', (double) => double.faults.set('GET ', 302), 'Redirects are not followed'],
  ['that answers a page', (double) => (double.index = '<html>'), 'answers GET /a-broker without JSON. Check that --publish-to'],
  ['that answers a list', (double) => (double.index = '[]'), 'answers GET /a-broker without JSON. Check that --publish-to'],
  ['without links', (double) => (double.index = '{}'), 'gives no link pb:latest-provider-pacts. Check that --publish-to'],
  [
    'whose links lead elsewhere',
    (double) => (double.linksTo = 'http://localhost:1'),
    'gives a link pb:latest-provider-pacts to another origin',
  ],
  ['whose links are no addresses', (double) => (double.linksTo = 'http://['), 'gives a link pb:latest-provider-pacts to another origin'],
])('a broker %s', async (_, act, says) => {
  broker.publish(sound, '1');
  act(broker);
  write('pact.json', sound);
  const { code, stderr } = await publish(['pact.json']);
  expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  expect(broker.verifications).toEqual([]);
});

test('a broker that is not there', async () => {
  await broker.stop();
  write('pact.json', sound);
  const { code, stdout, stderr } = await publish(['pact.json']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('cannot be reached (ECONNREFUSED). Check --publish-to')]);
  expect(stdout).toContain('exchanges');
});

test('the links in a pact are not followed', async () => {
  const stranger = await new BrokerDouble().start();
  const links = { 'pb:publish-verification-results': { href: `${stranger.origin}/results` }, self: { href: stranger.origin } };
  const pact = { ...sound, _links: links };
  broker.publish(pact, '1');
  write('pact.json', pact);
  expect((await publish(['pact.json'])).code).toBe(0);
  expect([stranger.requests, broker.verifications.length]).toEqual([[], 1]);
  await stranger.stop();
});

describe('the sign-in', () => {
  const basic = `Basic ${Buffer.from('a user:s3cret:2').toString('base64')}`;

  test.each([
    [{ PACT_BROKER_TOKEN: ' s3cret\n' }, 'Bearer s3cret'],
    [{ PACT_BROKER_USERNAME: 'a user', PACT_BROKER_PASSWORD: 's3cret:2' }, basic],
    [{ PACT_BROKER_TOKEN: 's3cret', PACT_BROKER_USERNAME: 'a user', PACT_BROKER_PASSWORD: 's3cret:2' }, 'Bearer s3cret'],
    [{ PACT_BROKER_TOKEN: '', PACT_BROKER_USERNAME: '' }, undefined],
  ])('with %j', async (environment, authorization) => {
    broker.authorization = authorization;
    broker.publish(sound, '1');
    write('pact.json', sound);
    const { code, stdout, stderr } = await publish(['pact.json'], ['--format', 'json'], environment);
    expect([code, [...broker.authorizations]]).toEqual([0, [authorization]]);
    expect(stdout + stderr).not.toMatch(/s3cret|czNjcmV0/);
  });

  test.each<[string, Record<string, string>, string, number, string]>([
    ['is refused', { PACT_BROKER_TOKEN: 's3cret' }, '', 2, 'answers 401 to GET /a-broker. Check PACT_BROKER_TOKEN'],
    ['cannot be sent', { PACT_BROKER_TOKEN: 's3cret\nx: y' }, '', 2, 'Cannot use PACT_BROKER_TOKEN: it has characters that no token has.'],
    [
      'would be sent in clear',
      { PACT_BROKER_TOKEN: 's3cret' },
      'http://broker.example',
      2,
      'HTTP shows credentials to anyone on the way. Give an https address.',
    ],
    [
      'would be sent to anyone',
      { PACT_BROKER_TOKEN: 's3cret', NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      'https://broker.example',
      4,
      'Nothing was sent',
    ],
    [
      'stands in a query',
      { PACT_BROKER_TOKEN: 's3cret' },
      'http://broker.example/x?token=s3cret',
      2,
      'at http://broker.example/x: HTTP shows credentials',
    ],
    ['stands in the address', {}, 'https://user:s3cret@broker.example', 2, '--publish-to holds credentials. Set PACT_BROKER_TOKEN, or'],
  ])('%s', async (_, environment, address, code, says) => {
    broker.authorization = 'Bearer other';
    broker.publish(sound, '1');
    write('pact.json', sound);
    const result = await runCli(['check', 'pact.json', '--publish-to', address === '' ? broker.address : address], {
      cwd: folder.path,
      environment,
    });
    expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(says)]);
    expect(result.stdout + result.stderr).not.toContain('s3cret');
  });
});

test('a broker behind a proxy, with a certificate of the company', async () => {
  const authority = await CertificateAuthority.create('the company');
  const file = folder.write('authority.pem', authority.certificate);
  const server = await httpsServer(await authority.issue('broker.example'), broker.listener);
  const proxy = await ConnectProxy.start();
  proxy.routes.set('broker.example:443', Number(new URL(server.origin).port));
  broker.linksTo = 'https://broker.example';
  broker.authorization = 'Bearer s3cret';
  broker.publish(sound, '1');
  write('pact.json', sound);
  const act = (given: Readonly<Record<string, string>>): Promise<CliResult> => {
    const environment = { PACT_BROKER_TOKEN: 's3cret', HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, ...given };
    return finished(startCli(['check', 'pact.json', '--publish-to', 'https://broker.example/a-broker'], { cwd: folder.path, environment }));
  };
  const [without, trusting] = [await act({}), await act({ NODE_EXTRA_CA_CERTS: file })];
  await Promise.all([server.close(), proxy.close()]);
  expect([without.code, without.stderr]).toEqual([
    2,
    expect.stringMatching(/The certificate of broker\.example is not trusted .+NODE_EXTRA_CA_CERTS/),
  ]);
  expect([trusting.code, broker.canDeploy(consumer.name, '1'), proxy.forwarded]).toEqual([0, true, []]);
  expect(proxy.seen.toString('latin1')).not.toContain('s3cret');
});

test.each([
  ['no address', ['--publish-to', 'broker'], '--publish-to is not an http or https address. Give the address of a Pact Broker.'],
  ['a file', ['--publish-to', 'file:///x'], '--publish-to is not an http or https address.'],
  ['a build without an address', ['--publish-to', 'https://broker.example', '--build-url', 'x'], 'Give an http or https address.'],
  ['an empty version', ['--publish-to', 'https://broker.example', '--provider-version', ' '], 'Give a text that is not empty.'],
  ['a version without a broker', ['--provider-version', '1'], "option '--provider-version' cannot be used without option '--publish-to'"],
])('%s is refused before anything is judged', async (_, options, says) => {
  const { code, stdout, stderr } = await runCli(['check', 'nowhere.json', ...options], { cwd: folder.path });
  expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(says)]);
});

test('traffic alone has no result', async () => {
  folder.write(
    'traffic.ndjson',
    `${JSON.stringify({ request: { method: 'POST', url: '/v1.0/deviceManagement/deviceConfigurations/a/assignments/b' } })}\n`,
  );
  const { code, stderr } = await publish(['traffic.ndjson']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('Nothing was published: no input that could be read is the file of a pact.')]);
});
