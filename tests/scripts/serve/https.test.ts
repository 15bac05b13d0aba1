/** `serve --https` as its user meets it: the certificate, what a command gets to trust it, and what is left afterwards. */
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { certificatesIn } from '../../../scripts/http/client-trust.js';
import { issueCertificate } from '../../../scripts/http/issue-certificate.js';
import { CertificateAuthority } from '../../equipment/certificate.js';
import { testWith } from '../../equipment/needs-tool.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { finished, runCli, startCli, type CliResult } from '../../run-cli.js';

const policy = '11111111-1111-4111-8111-111111111111';
const path = `/v1.0/deviceManagement/deviceConfigurations/${policy}/assignments/${policy}_22222222-2222-4222-8222-222222222222`;
const update = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } };
const day = 24 * 60 * 60 * 1000;

const folder = useTemporaryFolder();
let temporary: string;
beforeEach(() => {
  temporary = join(folder.path, 'tmp');
  mkdirSync(temporary);
});

/** A process of its own: the variables of a certificate are read when Node starts. */
function serve(options: readonly string[], script: string, environment: Record<string, string> = {}): Promise<CliResult> {
  const command = ['--', process.execPath, '-e', `(async () => { ${script} })()`];
  return runCli(['serve', '--https', ...options, ...command], { environment: { TMPDIR: temporary, JAVA_HOME: temporary, ...environment } });
}

const send = `const answer = await fetch(process.env.GRAPH_BASE_URL + ${JSON.stringify(path)}, {
  method: 'PATCH',
  headers: { authorization: 'Bearer made-up', 'content-type': 'application/json' },
  body: ${JSON.stringify(JSON.stringify(update))},
});
console.log(answer.status, process.env.GRAPH_BASE_URL, (await answer.json())['@odata.context']);`;

describe('a command', () => {
  test.each([
    ['by default', [], /^200 (https:\/\/127\.0\.0\.1:\d+) \1\/v1\.0\/\$metadata#/m],
    ['on IPv6', ['--host', '::1'], /^200 (https:\/\/\[::1\]:\d+) \1\/v1\.0\/\$metadata#/m],
    ['by name', ['--host', 'localhost'], /^200 (https:\/\/(?:127\.0\.0\.1|\[::1\]):\d+) \1\/v1\.0\/\$metadata#/m],
    ['on all addresses', ['--host', '0.0.0.0'], /^200 (https:\/\/0\.0\.0\.0:\d+) \1\/v1\.0\/\$metadata#/m],
  ])('trusts the server %s', async (_, options, expected) => {
    const { code, stdout, stderr } = await serve(options, send);
    expect({ code, stderr: options.includes('0.0.0.0') ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(expected);
    expect(stdout).toMatch(/^agrees: 1 exchange, 1 judged/m);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('gets its certificate in a batch and in the scheme of each answer', async () => {
    const batch = { requests: [{ id: '1', method: 'GET', url: path.replace('/v1.0', '') }] };
    const { stdout } = await serve(
      ['--allow-empty'],
      `const answer = await fetch(process.env.GRAPH_BASE_URL + '/v1.0/$batch', { method: 'POST', body: ${JSON.stringify(JSON.stringify(batch))}, headers: { 'content-type': 'application/json', authorization: 'Bearer made-up' } });
      console.log((await answer.json()).responses[0].body['@odata.context'].startsWith(process.env.GRAPH_BASE_URL));`,
    );
    expect(stdout).toMatch(/^true\n/);
  });

  test('trusts what it trusted before, too, and no private key is written', async () => {
    const [theirs, others] = [await CertificateAuthority.create('theirs'), await CertificateAuthority.create('others')];
    const { key } = await theirs.issue('a.example');
    const file = folder.write('theirs.pem', `${key}${theirs.certificate}`);
    const list = folder.write('list/others.pem', others.certificate);
    const names = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'];
    const { stdout, stderr } = await serve(
      ['--allow-empty'],
      `const { readFileSync, readdirSync, statSync } = require('node:fs');
      const { dirname, join } = require('node:path');
      const folder = dirname(process.env.SSL_CERT_FILE);
      const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
      console.log(JSON.stringify({
        bundles: ${JSON.stringify(names)}.map((name) => readFileSync(process.env[name], 'utf8')),
        mode: (statSync(folder).mode & 0o777).toString(8),
        keys: files.filter((text) => text.includes('PRIVATE KEY')).length,
      }));`,
      { NODE_EXTRA_CA_CERTS: file, SSL_CERT_FILE: file, REQUESTS_CA_BUNDLE: join(list, '..') },
    );
    expect(stderr).toBe('');
    const { bundles, mode, keys } = JSON.parse(stdout.split('\n')[0] ?? '') as { bundles: string[]; mode: string; keys: number };
    const subjects = bundles.map((text) => certificatesIn(text).map((one) => new X509Certificate(one).subject));
    const ours = expect.stringMatching(/^CN=graph-contracts run \w{8}$/) as string;
    expect(subjects).toEqual([
      ['CN=theirs', ours],
      ['CN=theirs', ours],
      ['CN=others', ours],
      ['CN=theirs', ours],
    ]);
    expect({ mode, keys }).toEqual({ mode: '700', keys: 0 });
  });

  test('trusts the roots of the system if it names none, and runs if one cannot be read', async () => {
    const { code, stdout, stderr } = await serve(
      ['--allow-empty'],
      `for (const name of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'CURL_CA_BUNDLE'])
        console.log(require('node:fs').readFileSync(process.env[name], 'utf8').match(/BEGIN CERTIFICATE/g).length > 20);`,
      { CURL_CA_BUNDLE: join(folder.path, 'missing.pem') },
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^false\ntrue\ntrue\n/);
    expect(stderr).toMatch(/Cannot read .*missing\.pem, which CURL_CA_BUNDLE names \(ENOENT\)/);
  });

  test.each([
    [{}, 'localhost,127.0.0.1,::1', 'localhost,127.0.0.1,::1'],
    [{ NO_PROXY: 'a.example' }, 'a.example,localhost,127.0.0.1,::1', 'a.example,localhost,127.0.0.1,::1'],
    [{ no_proxy: 'b.example' }, 'b.example,localhost,127.0.0.1,::1', 'b.example,localhost,127.0.0.1,::1'],
    [{ NO_PROXY: 'a.example', no_proxy: '*' }, 'a.example,localhost,127.0.0.1,::1', '*'],
  ])('asks no proxy for this machine: %j', async (given, upper, lower) => {
    const { stdout } = await serve(['--allow-empty'], 'console.log(process.env.NO_PROXY, process.env.no_proxy)', given);
    expect(stdout.split('\n')[0]).toBe(`${upper} ${lower}`);
  });

  test('that fails leaves nothing either', async () => {
    expect(await serve([], 'process.exit(7)')).toMatchObject({ code: 7 });
    expect(readdirSync(temporary)).toEqual([]);
  });
});

test.each([
  [
    'plain HTTP gets a hint',
    `const answer = await fetch(process.env.GRAPH_BASE_URL.replace('https', 'http'), { method: 'POST', body: 'x'.repeat(500_000) });
    console.log(answer.status, await answer.text());`,
    /^400 This server speaks HTTPS: give your client its address with https\.$/m,
    /^\? 400 {2}a request that cannot be read\n {2}It cannot be read as HTTP: it is not encrypted, and this server speaks HTTPS\.$/m,
  ],
  [
    'a client that does not trust the certificate is reported',
    `require('node:https').get(process.env.GRAPH_BASE_URL, { ca: [] }).on('error', ({ code }) => console.log(code))`,
    /^UNABLE_TO_VERIFY_LEAF_SIGNATURE$/m,
    /^\? connection dropped {2}a request that cannot be read\n {2}It cannot be read as HTTP: its client broke off the TLS handshake, as one does that does not trust/m,
  ],
  [
    'so is one that speaks HTTP/2 only',
    `require('node:tls').connect({ port: new URL(process.env.GRAPH_BASE_URL).port, host: '127.0.0.1', ALPNProtocols: ['h2'] }).on('error', () => console.log('refused'))`,
    /^refused$/m,
    /its client offers HTTP\/2 only, and this server speaks HTTP\/1\.1\.$/m,
  ],
])('%s', async (_, script, out, err) => {
  const { code, stdout, stderr } = await serve([], script);
  expect(stdout).toMatch(out);
  expect(stderr).toMatch(err);
  expect(stdout).toMatch(/^inconclusive: 1 exchange/m);
  expect(code).toBe(3);
});

describe('--cert and --key', () => {
  test.each<readonly [string, (files: Record<'cert' | 'key' | 'other' | 'old' | 'encrypted' | 'text', string>) => string[], RegExp]>([
    ['cert alone', ({ cert }) => ['--cert', cert], /option '--cert' cannot be used without option '--key'/],
    ['key alone', ({ key }) => ['--key', key], /option '--key' cannot be used without option '--cert'/],
    ['no file', ({ key }) => ['--cert', 'missing.pem', '--key', key], /Cannot read the file of --cert, missing\.pem \(ENOENT\)\./],
    ['no certificate', ({ key, text }) => ['--cert', text, '--key', key], /--cert, .*text\.pem: it holds no certificate in PEM format/],
    ['no key', ({ cert, text }) => ['--cert', cert, '--key', text], /--key, .*text\.pem: it holds no private key in PEM format/],
    [
      'two of different pairs',
      ({ cert, other }) => ['--cert', cert, '--key', other],
      /--key, .*other\.pem: its key is not that of the first/,
    ],
    ['an expired one', ({ old }) => ['--cert', old, '--key', old], /--cert, .*old\.pem: it expired at /],
    ['an encrypted key', ({ cert, encrypted }) => ['--cert', cert, '--key', encrypted], /--key, .*: it is encrypted\. Decrypt it, such as/],
    [
      'another host',
      ({ cert, key }) => ['--host', '127.0.0.2', '--cert', cert, '--key', key],
      /it names DNS:a\.example, not 127\.0\.0\.2 or localhost/,
    ],
  ])('%s: cannot run', async (_, options, expected) => {
    const [{ cert, key }, { key: other }] = [issueCertificate(['a.example'], Date.now()), issueCertificate(['a.example'], Date.now())];
    const old = issueCertificate(['127.0.0.1'], Date.now() - 91 * day);
    const files = {
      cert: folder.write('cert.pem', cert),
      key: folder.write('key.pem', key),
      other: folder.write('other.pem', other),
      old: folder.write('old.pem', old.key + old.cert),
      encrypted: folder.write('encrypted.pem', key.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE')),
      text: folder.write('text.pem', 'none'),
    };
    const { code, stderr } = await serve(options(files), '');
    expect(stderr).toMatch(expected);
    expect(code).toBe(2);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('serve with them, by a name that the certificate has', async () => {
    const { cert, key, authority } = issueCertificate(['127.0.0.1'], Date.now());
    const [certFile, keyFile] = [folder.write('cert.pem', cert + authority), folder.write('key.pem', key)];
    const { code, stdout } = await serve(['--cert', certFile, '--key', keyFile], send);
    expect(stdout).toMatch(/^200 https:\/\/127\.0\.0\.1:/);
    expect(code).toBe(0);
    const local = await CertificateAuthority.create('theirs');
    const issued = await local.issue('localhost');
    const [own, ownKey] = [folder.write('own.pem', issued.cert), folder.write('own-key.pem', issued.key)];
    const trusting = { NODE_EXTRA_CA_CERTS: folder.write('ca.pem', local.certificate) };
    expect((await serve(['--cert', own, '--key', ownKey], send, trusting)).stdout).toMatch(/^200 https:\/\/localhost:/);
  });

  test('need --https', async () => {
    const { code, stderr } = await runCli(['serve', '--cert', 'x.pem', '--key', 'x.pem', '--', 'true']);
    expect(stderr).toContain("option '--cert' cannot be used without option '--https'");
    expect(code).toBe(2);
  });
});

test('without a command, it says what a client must trust, and removes it after Ctrl-C', async () => {
  const child = startCli(['serve', '--https', '--port', '0'], { environment: { TMPDIR: temporary, JAVA_HOME: temporary } });
  const ended = finished(child);
  const text = await new Promise<string>((resolve) => {
    let shown = '';
    child.stdout.on('data', (chunk: string) => {
      shown += chunk;
      if (shown.includes('(curl)')) resolve(shown);
    });
  });
  expect(text).toMatch(
    /Clients must trust .*authority\.pem, which is removed at the end\..*\n {2}NODE_EXTRA_CA_CERTS=\S+ {2}\(Node\.js, Bun\)\n/,
  );
  const [, file = ''] = /must trust (\S+),/.exec(text) ?? [];
  const [, port = ''] = /on https:\/\/127\.0\.0\.1:(\d+) /.exec(text) ?? [];
  const status = await new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, ca: readFileSync(file), headers: { authorization: 'Bearer made-up' } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(200);
  child.kill('SIGINT');
  await ended;
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(temporary)).toEqual([]);
});

test.each<readonly [NodeJS.Signals, number]>([
  ['SIGTERM', 2],
  ['SIGHUP', 1],
])('%s, %i times, leaves nothing of a command that ignores it', async (signal, times) => {
  const script =
    "for (const one of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(one, () => console.log('got ' + one)); console.log('started', process.pid); setTimeout(() => undefined, 300_000)";
  const child = startCli(['serve', '--https', '--', process.execPath, '-e', script], {
    environment: { TMPDIR: temporary, JAVA_HOME: temporary },
  });
  let shown = '';
  child.stdout.on('data', (chunk: string) => {
    shown += chunk;
  });
  const shows = (text: RegExp): Promise<string> =>
    new Promise((resolve) => {
      child.stdout.on('data', () => {
        const [, part] = text.exec(shown) ?? [];
        if (part !== undefined) resolve(part);
      });
    });
  const ended = new Promise((resolve) =>
    child.on('exit', (_, by) => {
      resolve(by);
    }),
  );
  const command = Number(await shows(/^started (\d+)\n/));
  expect(readdirSync(temporary)).toHaveLength(1);
  if (times === 2) {
    const passedOn = shows(new RegExp(`(got ${signal})`));
    child.kill(signal);
    await passedOn;
  }
  child.kill(signal);
  expect(await ended).toBe(signal);
  expect(readdirSync(temporary)).toEqual([]);
  process.kill(command, 'SIGKILL');
  child.stdout.destroy();
  child.stderr.destroy();
});

test('a folder for temporary files that cannot be written is named', async () => {
  chmodSync(temporary, 0o500);
  const TMPDIR = process.getuid?.() === 0 ? join(folder.path, 'missing') : temporary;
  const { code, stderr } = await serve([], '', { TMPDIR });
  expect(stderr).toMatch(/Cannot write the certificate for clients to \S+ \(E\w+\)\. Set TMPDIR to a folder that can be written\./);
  expect(code).toBe(2);
});

testWith('openssl')('OpenSSL accepts the certificate at its strictest', () => {
  const { authority, cert } = issueCertificate(['localhost', '::1', '2001:db8::192.0.2.1', 'fe80::1%eth0', 'bücher.example'], Date.now());
  const [authorityFile, file] = [folder.write('authority.pem', authority), folder.write('cert.pem', cert)];
  const accepts = (...args: string[]): string =>
    execFileSync('openssl', ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', authorityFile, ...args, file], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
  for (const host of ['localhost', 'xn--bcher-kva.example']) expect(accepts('-verify_hostname', host)).toMatch(/: OK\n$/);
  for (const address of ['::1', '2001:db8::c000:201', 'fe80::1']) expect(accepts('-verify_ip', address)).toMatch(/: OK\n$/);
  expect(() => accepts('-verify_hostname', 'b.example')).toThrow();
});
