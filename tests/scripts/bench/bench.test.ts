import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { loadServer } from '../../../scripts/bench/load-server.js';
import { runNode, type NodeProgram } from '../../../scripts/bench/measure.js';
import { comparator, floor, graphContracts, redocly } from '../../../scripts/bench/programs.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { runScript } from '../../run-cli.js';

const folder = useTemporaryFolder();
const bench = (...args: string[]) => runScript(join(packageRoot, 'dist', 'scripts', 'bench', 'bench.js'), args);

test('the benchmark measures check and serve, and check reports exactly the planted faults', async () => {
  const { stdout, code } = await bench('--no-peers', '--runs', '2', '--sizes', '140');
  expect(code).toBe(0);
  const rows = stdout.split('\n').filter((line) => line.startsWith('| '));
  expect(rows.map((row) => row.split(' | ')[0])).toEqual([
    '| Measured',
    '| ---',
    '| one pact, start included: time',
    '| 140 exchanges, HAR: time',
    '| 140 exchanges, HAR: memory',
    '| 140 exchanges, NDJSON: time',
    '| 140 interactions, pact: time',
    '| `serve`: time for a request',
    ...['cold', 'warm'].flatMap((cache) =>
      ['time', 'CPU time'].flatMap((kind) => ['tarball', 'single file'].map((way) => `| install to verdict, ${cache}, ${way}: ${kind}`)),
    ),
  ]);
  expect(rows[2]).toMatch(
    /\| \d+\.\d+ s \| `node -e 0`: \d+\.\d+ s \| \d+\.\d\d \(\d+\.\d\d to \d+\.\d\d\) \| at most 2(?:\.5)? \| (?:yes|no) \|$/,
  );
  expect(rows[5]).toMatch(/\| floor: \d+\.\d+ s \| \d+\.\d\d \(\d+\.\d\d to \d+\.\d\d\) \| – \| – \|$/);
  expect(
    stdout.match(/^- Install to verdict, (?:cold|warm), [\w ]+: \d+\.\d\d s, \d+\.\d\d s of CPU, 0 requests, 0 bytes, /gm),
  ).toHaveLength(4);
  expect(stdout.match(/graph-contracts reported all 14 planted faults and nothing else\./g)).toHaveLength(3);
});

test.each([
  [['--size', '10'], "Unknown option '--size'"],
  [['--sizes', '10,20,30,40'], '--sizes one number or three'],
  [['--sizes', '1.5'], '--sizes one number or three'],
  [['--runs', '0'], '--runs takes a number'],
  [['servers'], "Unexpected argument 'servers'"],
])('refuses %j', async (args, message) => {
  const { code, stdout, stderr } = await bench(...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(message);
});

test('our times do not count if a planted fault is missing, another finding is reported, or an exchange is not judged', () => {
  const planted = { code: 'request.body.missing-property', pointer: '/target', severity: 'breaking', count: 1 };
  const check = (findings: object[], judged = 10) => {
    folder.write('report.json', JSON.stringify({ findings, summary: { judged } }));
    return () => graphContracts('har').check(folder.path, 10);
  };
  expect(check([planted, { ...planted, severity: 'note' }])()).toBe(1);
  const notExact = 'the findings are not exactly the planted faults';
  expect(check([])).toThrow(notExact);
  expect(check([{ ...planted, count: 2 }])).toThrow(notExact);
  expect(check([planted, { ...planted, pointer: '/id' }])).toThrow(notExact);
  expect(check([{ ...planted, code: 'request.body.type' }])).toThrow(notExact);
  expect(check([planted], 9)).toThrow('judged 9 of 10 exchanges');
});

test('the times of others do not count if they have not done their work', () => {
  folder.write('report.json', '{"problems":[{"occurrences":2},{"occurrences":3}]}');
  folder.write('stdout', '[{},{}]');
  expect([redocly.check(folder.path, 10), comparator.check(folder.path, 10)]).toEqual([5, 2]);
  folder.write('report.json', '{"problems":[]}');
  folder.write('stdout', '[]');
  for (const peer of [redocly, comparator]) expect(() => peer.check(folder.path, 10)).toThrow('reported none of the planted faults');
  folder.write('stdout', '{"exchanges":9}');
  expect(() => floor.check(folder.path, 10)).toThrow('validated 9 of 10 exchanges');
});

test('a program that fails is not measured', () => {
  const program = (script: string): NodeProgram => ({ name: 'a program', args: ['-e', script] });
  expect(runNode(program('process.exit(1)'), folder.path)).toBeGreaterThan(0);
  expect(() => runNode(program('console.error("an error of its own"); process.exit(7)'), folder.path)).toThrow(
    'exit code 7: an error of its own',
  );
});

test('a server that refuses updates or ends is not measured', async () => {
  folder.write('ends.js', 'process.exit(7)');
  folder.write(
    'refuses.js',
    `let accepted = false;
     require('http').createServer((request, response) => {
       response.writeHead(accepted ? 400 : 200).end();
       accepted = true;
     }).listen(process.argv[3], '127.0.0.1');`,
  );
  const load = (script: string) => loadServer({ name: 'server', args: [script] }, folder.path, 1);
  await Promise.all([
    expect(load('ends.js')).rejects.toThrow('ended with exit code 7 before it accepted an update'),
    expect(load('refuses.js')).rejects.toThrow(/^\d+ of \d+ updates failed$/),
  ]);
});
