import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { allDocuments, codeUnder, readDocument } from '../equipment/documents.js';
import { TemporaryFolder } from '../recordings/temporary-folder.js';
import { finished, type CliResult } from '../run-cli.js';
import { PackedConsumer } from './packed-consumer.js';

let consumer: PackedConsumer;
beforeAll(() => {
  consumer = new PackedConsumer();
});
afterAll(() => {
  consumer.remove();
});

describe('the tarball', () => {
  test('holds the data, the documents and the built code, and nothing else', () => {
    const allowed = [
      /^(?:CHANGELOG\.md|LICENSE|README\.md|THIRD-PARTY-NOTICES|package\.json)$/,
      /^docs\/(?:[\w-]+\.md|images\/[\w-]+\.png|samples\/[\w-]+\.json)$/,
      /^contracts\/(?:(?:pages|companions)\/[\w-]+\.md|compiled\/[\w-]+\.json|pacts\/[\w-]+\.json)$/,
      /^recordings\/[\w-]+\/[\w.-]+\.json$/,
      /^scripts\/(?:baseline|emulator|history|report|tenant)\/[\w.]+\.schema\.json$/,
      /^dist\/(?:[\w-]+\.(?:js|d\.ts|mjs|d\.mts)|graph-contracts\.cjs|scripts\/cli\.js)$/,
    ];
    expect(consumer.files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
  });

  test('holds the pages that its README links to', () => {
    const linked = [...readDocument('README.md').matchAll(/\]\((docs\/[\w./-]+)/g)].map(([, page = '']) => page);
    expect(linked).toContain('docs/troubleshooting.md');
    expect(linked.filter((page) => !consumer.files.includes(page))).toEqual([]);
  });

  test('has all that the commands and the judge read', () => {
    const needed = [
      'LICENSE',
      'README.md',
      'THIRD-PARTY-NOTICES',
      'scripts/report/report.schema.json',
      'scripts/baseline/baseline.schema.json',
      'scripts/emulator/seed.schema.json',
      'scripts/history/history.schema.json',
      'scripts/tenant/drift.config.schema.json',
      'contracts/pages/assignment-targets.md',
      'contracts/companions/list-device-configuration-assignments.md',
      'contracts/pacts/graph-assignment-client-microsoft-graph.json',
      ...contracts.flatMap(({ name }) => [
        `contracts/pages/${name}.md`,
        `contracts/compiled/${name}.json`,
        `recordings/${name}/200-documented-example.json`,
      ]),
    ];
    expect(needed.filter((file) => !consumer.files.includes(file))).toEqual([]);
  });

  test.each([
    ['publint', ['publint/src/cli.js', '--strict']],
    // The entry for Vitest is an ES module, as Vitest is. Node 10 knew no exports.
    ['attw', ['@arethetypeswrong/cli/dist/index.js', '--profile', 'node16', '--ignore-rules', 'cjs-resolves-to-esm']],
  ])('passes %s', async (_, [script = '', ...options]) => {
    const { code, stdout, stderr } = await consumer.node(join(packageRoot, 'node_modules', script), consumer.tarball, ...options);
    expect({ code, problems: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, problems: '' });
  });

  test('needs no other package, and runs nothing when it is installed', () => {
    const { dependencies, optionalDependencies, peerDependencies, scripts } = consumer.manifest;
    expect({ dependencies, optionalDependencies, peerDependencies }).toEqual({});
    expect(Object.keys(scripts).filter((name) => /^(?:(?:pre|post)?install|prepare)$/.test(name))).toEqual([]);
  });

  test('has every file that its exports name', () => {
    const named = JSON.stringify(consumer.manifest.exports).match(/\.\/[^"*]+\.(?:d\.m?ts|m?js|json)(?=")/g) ?? [];
    expect(named.length).toBeGreaterThan(10);
    expect(named.map((file) => file.slice(2)).filter((file) => !consumer.files.includes(file))).toEqual(
      // Names of subpaths, not of files.
      ['report.schema.json', 'drift.config.schema.json', 'history.schema.json', 'baseline.schema.json', 'seed.schema.json'],
    );
  });

  test('has declarations that import only what is there', () => {
    const dangling = consumer.files
      .filter((file) => /\.d\.m?ts$/.test(file))
      .flatMap((file) =>
        [...consumer.read(file).matchAll(/(?:from|import\() ?['"]([^'"]+)['"]/g)].flatMap(([, name = '']) => {
          const target = join(dirname(file), name.replace(/\.(m?)js$/, '.d.$1ts'));
          return consumer.files.includes(target) ? [] : [`${file}: ${name}`];
        }),
      );
    expect(dangling).toEqual([]);
  });
});

describe('the command', () => {
  test('--version', async () => {
    await expect(consumer.command('--version')).resolves.toEqual({ code: 0, stdout: `${consumer.manifest.version}\n`, stderr: '' });
  });

  test('drift', async () => {
    const { code, stdout } = await consumer.command('drift');
    expect(stdout).toMatch(/^agrees: \d+ exchanges/m);
    expect(code).toBe(0);
  });

  test('check', async () => {
    const { code, stdout } = await consumer.command('check', 'node_modules/graph-assignment-contracts/contracts/pacts');
    expect(stdout).toMatch(/^agrees: \d+ exchanges/m);
    expect(code).toBe(0);
  });

  test('explain', async () => {
    const { code, stdout } = await consumer.command('explain', 'response.status');
    expect(stdout).toContain('response.status');
    expect(code).toBe(0);
  });
});

describe('the code', () => {
  test('import', async () => {
    const { code, stdout, stderr } = await consumer.node('judge.mjs');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^breaking request\.body\.missing-property: .+ See contracts\/pages\/[\w-]+\.md:\d+$/m);
    expect(code).toBe(0);
  });

  test('import, with operations that are compiled when it runs', async () => {
    const { code, stdout, stderr } = await consumer.node('judge-added.mjs');
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'outside\nrequest.body.missing-property /assignments\n', stderr: '' });
  });

  test('require', async () => {
    const { code, stdout, stderr } = await consumer.node('contracts.cjs');
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n')).toHaveLength(contracts.length);
    expect(code).toBe(0);
  });

  test('the judge is one file', async () => {
    const script = `require('graph-assignment-contracts'); console.log(Object.keys(require.cache).join())`;
    const { stdout } = await consumer.node('-e', script);
    expect(stdout).toMatch(/^[^,]+\/dist\/judge\.js\n$/);
  });

  test('what is not exported stays inside', async () => {
    const { code, stderr } = await consumer.node('-e', `require('graph-assignment-contracts/dist/graph-contracts.cjs')`);
    expect(stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
    expect(code).toBe(1);
  });

  test.each(['report.schema.json', 'package.json'])('%s can be required', async (name) => {
    const { code } = await consumer.node('-e', `JSON.stringify(require('graph-assignment-contracts/${name}'))`);
    expect(code).toBe(0);
  });

  test.each([
    ['strict, exactOptionalPropertyTypes, verbatimModuleSyntax', 'tsconfig.json'],
    ['the declarations themselves, without types of Node or Jest', 'tsconfig.declarations.json'],
  ])('types: %s', async (_, project) => {
    const { code, stdout } = await consumer.node('node_modules/typescript/bin/tsc', '-p', project);
    expect(stdout).toBe('');
    expect(code).toBe(0);
  });
});

describe('the first lines of every export, where TypeScript and the types of Node are all that is installed', () => {
  const project = new TemporaryFolder();
  beforeAll(() => {
    consumer.installInto(project.path, ['typescript', '@types/node', 'undici-types']);
    project.write('first-lines.mts', readFileSync(join(consumer.folder, 'first-lines.mts'), 'utf8'));
  });
  afterAll(() => {
    project.remove();
  });

  const run = (...args: readonly string[]): Promise<CliResult> => finished(spawn(process.execPath, args, { cwd: project.path }));

  test('name every export', () => {
    const text = consumer.read('../../first-lines.mts');
    const names = Object.entries(consumer.manifest.exports).flatMap(([path, target]) =>
      /\.m?js"/.test(JSON.stringify(target)) ? path.slice(1) : [],
    );
    expect(names.filter((name) => !text.includes(`'graph-assignment-contracts${name}'`))).toEqual([]);
    expect(names.length).toBeGreaterThan(5);
  });

  test.each([
    ['nodenext', 'nodenext'],
    ['preserve', 'bundler'],
  ])('compile: module %s, resolution %s', async (module, resolution) => {
    // To check TypeScript's own declarations too would take as long again.
    const options = ['--noEmit', '--strict', '--resolveJsonModule', '--target', 'es2022', '--types', 'node', '--skipDefaultLibCheck'];
    const kind = ['--module', module, '--moduleResolution', resolution];
    expect(await run('node_modules/typescript/bin/tsc', ...options, ...kind, 'first-lines.mts')).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  test.each([
    ['asks for nock', undefined, 'which is not installed'],
    ['refuses a nock that does not know fetch', { version: '13.5.6' }, 'but 13.5.6 is installed'],
    ['refuses a nock that is an ES module', { version: '15.0.6', exports: { '.': './index.js' } }, 'but a later version is installed'],
  ])('replay %s', async (_, nock, instead) => {
    if (nock !== undefined) project.write('node_modules/nock/package.json', JSON.stringify({ name: 'nock', ...nock }));
    const { code, stderr } = await run('-e', `require('graph-assignment-contracts/replay')`);
    expect(stderr).toContain(`Error: graph-assignment-contracts/replay needs nock 14, ${instead}. Run: npm install --save-dev nock@14\n`);
    expect(code).toBe(1);
  });
});

test('record in process', async () => {
  const graph = createServer((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = graph.address() as AddressInfo;
    const { code, stdout, stderr } = await consumer.node('record.mjs', `http://127.0.0.1:${port}`, 'recorded');
    expect(stderr).toBe('');
    expect(stdout).toBe('update-device-configuration-assignment/200-all-devices-target.json\n');
    expect(code).toBe(0);
  } finally {
    graph.closeAllConnections();
    graph.close();
  }
});

test('record in process what several clients ask side by side', async () => {
  const { code, stdout, stderr } = await consumer.node('record-clients.mjs', 'node:http, fetch, undici', 'recorded-side-by-side');
  expect([stderr, stdout, code]).toEqual(['', 'recorded whole\n', 0]);
});

describe('in tests', () => {
  test('replay in node:test', async () => {
    const { code, stdout } = await consumer.node('--test', '--test-reporter=tap', 'replay.test.mjs');
    expect(stdout).toContain('ok 1 - our update is the documented one');
    expect(code).toBe(0);
  });

  test('the emulator in node:test', async () => {
    const { code, stdout } = await consumer.node('--test', '--test-reporter=tap', 'emulator.test.mjs');
    expect(stdout).toContain('ok 1 - a policy is assigned to all devices');
    expect(code).toBe(0);
  });

  test('replay and the matcher in Jest', async () => {
    const { code, stderr } = await consumer.node('node_modules/jest/bin/jest.js', 'update-target.jest.js');
    expect(stderr).toContain('✓ our update keeps to the contract');
    expect(code).toBe(0);
  });

  test('the message of a failing test in Jest is the finding, as the documentation shows it', async () => {
    const [, name = '', shown = ''] = /<!-- failure: (\S+) -->\n\n```text\n([^]*?)```/.exec(allDocuments) ?? [];
    const { code, stderr } = await consumer.node('node_modules/jest/bin/jest.js', basename(name));
    expect(stderr).toContain('✕ this update breaks the contract');
    expect(stderr).toContain('breaking  request.body.undocumented-property');
    // Jest indents messages.
    expect(stderr.replaceAll(/^ {4}/gm, '')).toContain(shown);
    expect(code).toBe(1);
  });

  test('the matcher registers with Vitest', async () => {
    // Vitest is no dependency of this project: a stand-in takes what is registered. By hand it was tried with Vitest 4 itself.
    consumer.install('vitest', {
      'package.json': JSON.stringify({ name: 'vitest', type: 'module', exports: './index.js' }),
      'index.js': 'export const expect = { extend: (matchers) => console.log(Object.keys(matchers).join()) };',
    });
    const { stdout, stderr } = await consumer.node('--input-type=module', '-e', `import 'graph-assignment-contracts/vitest';`);
    expect(stderr).toBe('');
    expect(stdout).toBe('toKeepContract\n');
  });
});

describe('the documented lines for a plain shell, in a project that has nothing of ours', () => {
  const pact = readFileSync(join(packageRoot, 'contracts/pacts/graph-assignment-client-microsoft-graph.json'), 'utf8');
  const project = new TemporaryFolder();
  let environment: Record<string, string>;
  beforeAll(() => {
    project.write('package.json', JSON.stringify({ name: 'pipeline', private: true }));
    environment = { HOME: project.path, CI: 'true', npm_config_offline: 'true', GRAPH_CONTRACTS: consumer.tarball };
  });
  afterAll(() => {
    project.remove();
  });

  function run(written: string): Promise<CliResult> {
    project.write('pacts/pact.json', written);
    const env = { PATH: process.env['PATH'], ...environment };
    return finished(spawn('sh', ['-e', '-c', codeUnder('pipeline: shell')], { cwd: project.path, env }));
  }

  test('pass a pact that keeps to the contract', async () => {
    const { code, stdout } = await run(pact);
    expect(stdout).toContain('agrees:');
    expect(readFileSync(join(project.path, 'contract.xml'), 'utf8')).toContain('<testcase ');
    expect(code).toBe(0);
  });

  test('fail one that does not, with its line and the line of the page', async () => {
    const { code, stdout } = await run(pact.replaceAll('"target":', '"targets":'));
    expect(stdout).toMatch(/promised in contracts\/pages\/[\w-]+\.md:\d+/);
    expect(stdout).toMatch(/seen in pacts\/pact\.json:\d+/);
    expect(readFileSync(join(project.path, 'contract.md'), 'utf8')).toContain('disagrees');
    expect(code).toBe(1);
  });
});
