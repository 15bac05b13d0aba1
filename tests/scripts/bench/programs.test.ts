import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { comparator, floor, graphContracts, redocly } from '../../../scripts/bench/programs.js';
import { sideOf, writeInput } from '../../../scripts/bench/inputs/write-input.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

test.each(['har', 'ndjson', 'pact'] as const)('our command reports exactly the planted faults of %s', async (format) => {
  const ours = graphContracts(sideOf[format]);
  await writeInput(join(folder.path, 'input'), format, 130);
  expect(spawnSync(process.execPath, ours.args, { cwd: folder.path }).status).toBe(1);
  expect(ours.check(folder.path, 130)).toBe(13);
});

test('our times do not count if a planted fault is missing, another finding is reported, or an exchange is not judged', () => {
  const ours = graphContracts('observed');
  const check = (findings: object[], judged = 10): number => {
    folder.write('report.json', JSON.stringify({ findings, summary: { judged } }));
    return ours.check(folder.path, 10);
  };
  const planted = { code: 'request.body.missing-property', pointer: '/target', severity: 'breaking' };
  expect(check([planted, { ...planted, severity: 'note' }])).toBe(1);
  const notExact = 'the findings are not exactly the planted faults';
  expect(() => check([])).toThrow(notExact);
  expect(() => check([{ ...planted, count: 2 }])).toThrow(notExact);
  expect(() => check([planted, { ...planted, pointer: '/id' }])).toThrow(notExact);
  expect(() => check([{ ...planted, code: 'request.body.type' }])).toThrow(notExact);
  expect(() => check([planted], 9)).toThrow('judged 9 of 10 exchanges');
});

test('the times of others do not count if they have not done their work', () => {
  folder.write('report.json', '{"problems":[{"occurrences":2},{"occurrences":3}]}');
  folder.write('stdout', '[{},{}]');
  expect([redocly.check(folder.path, 10), comparator.check(folder.path, 10)]).toEqual([5, 2]);
  folder.write('report.json', '{"problems":[]}');
  folder.write('stdout', '[]');
  for (const peer of [redocly, comparator]) {
    expect(() => peer.check(folder.path, 10)).toThrow('reported none of the planted faults');
    expect(peer.check(folder.path, 9)).toBe(0);
  }
  folder.write('stdout', '{"exchanges":9}');
  expect(() => floor.check(folder.path, 10)).toThrow('read 9 of 10 exchanges');
});

describe('npm run bench', () => {
  const bench = (...args: string[]) =>
    spawnSync(process.execPath, [join(packageRoot, 'dist', 'scripts', 'bench', 'bench.js'), ...args], { encoding: 'utf8' });

  test.each([
    [['--size', '10'], "error: unknown option '--size'\n(Did you mean --sizes?)"],
    [['--sizes', '10,20'], "argument '10,20' is invalid. Give one number or three."],
    [['--sizes', '1e3'], "argument '1e3' is invalid. Give whole numbers from 1 to 9999999."],
    [['--runs', '0'], "argument '0' is invalid. Give whole numbers from 1 to 9999999."],
    [['servers'], 'error: too many arguments. Expected 0 arguments but got 1'],
  ])('refuses %j', (args, message) => {
    const { status, stdout, stderr } = bench(...args);
    expect(stderr).toContain(message);
    expect(stderr).toContain('Run "npm run bench -- --help" for the options.');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });
});
