/** A use of the package, in the project of a consumer. */
export interface Case {
  readonly name: string;
  /** The arguments of Node in each run, one after the other. `{out}` is a folder of this case. Each run must exit with 0. */
  readonly runs: readonly (readonly string[])[];
  /** Matches the output of the last run, on either stream. */
  readonly prints: RegExp;
  /** The lowest major version of Node that the case needs. */
  readonly from?: number;
}

const installed = 'node_modules/graph-assignment-contracts';
/** The command of the package, and the single file in a folder of its own. */
const commands = { '': `${installed}/dist/scripts/cli.js`, ', single file': 'alone/graph-contracts.cjs' };
const pacts = `${installed}/contracts/pacts`;
const agrees = /^agrees: \d+ exchanges/m;
const update = `require('./update-target.js').updateTarget(
  process.env.GRAPH_BASE_URL + '/v1.0/deviceManagement/deviceConfigurations/a-policy/assignments/an-assignment',
  { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' },
)`;
const reports = ['junit', 'sarif', 'markdown', 'html', 'github', 'json'].flatMap((format) => ['--report', `${format}={out}/${format}`]);
const recording = ['record', '--folder', '{out}/recorded'];
const history = '{out}/history.ndjson';
const clients: readonly (readonly [client: string, from?: number])[] = [
  ['node:http'],
  ['fetch'],
  ['undici'],
  ['undici8', 22],
  ['undici8 over HTTP/2', 22],
  ['node:http, fetch, undici'],
  ['node:http, fetch, undici, undici8', 22],
];

/** A case for each way to run the command. */
function eachWay(casesOf: (command: string) => readonly Case[]): Case[] {
  return Object.entries(commands).flatMap(([way, command]) => casesOf(command).map((one) => ({ ...one, name: `${one.name}${way}` })));
}

/** The cases that need nothing but the package. */
export const quickCases: readonly Case[] = eachWay((command) => [
  { name: 'check', runs: [[command, 'check', pacts]], prints: agrees },
  { name: 'drift', runs: [[command, 'drift']], prints: agrees },
]);

export const cases: readonly Case[] = [
  ...quickCases,
  ...eachWay((command) => [
    { name: 'check --report', runs: [[command, 'check', pacts, ...reports]], prints: agrees },
    {
      name: 'history',
      runs: [
        [command, 'drift', '--history', history],
        [command, 'history', history],
      ],
      prints: /update-device-configuration-assignment/,
    },
    { name: 'record', runs: [[command, ...recording]], prints: /204-no-content\.json|200-/ },
    { name: 'record --from', runs: [[command, ...recording, '--from', `${installed}/recordings`]], prints: /200-documented-example|200-/ },
    { name: 'serve --', runs: [[command, 'serve', '--', 'node', '-e', update]], prints: /^agrees: 1 exchange/m },
    { name: 'docs', runs: [[command, 'docs', `${installed}/contracts/pages`]], prints: /^agrees: 2 pages/m },
    { name: 'export', runs: [[command, 'export', 'openapi']], prints: /"openapi": "3\.1\.0"/ },
    { name: 'explain', runs: [[command, 'explain', 'response.status']], prints: /documented status/ },
  ]),
  { name: 'import', runs: [['judge.mjs']], prints: /^breaking request\.body\.missing-property: /m },
  { name: 'require', runs: [['contracts.cjs']], prints: /makes \d+ promises/ },
  { name: 'node:test', runs: [['--test', '--test-reporter=tap', 'replay.test.mjs']], prints: /^ok 1 - our update is the documented one/m },
  {
    name: 'Jest',
    runs: [['node_modules/jest/bin/jest.js', '--no-cache', 'update-target.jest.js']],
    prints: /✓ our update keeps to the contract/,
  },
  { name: 'Vitest', runs: [['node_modules/vitest/vitest.mjs', 'run', 'update-target.vitest.test.mjs']], prints: /1 passed/ },
  ...clients.map(([client, from]) => ({
    name: `startRecording: ${client}`,
    runs: [['record-clients.mjs', client, '{out}/recorded']],
    prints: /^recorded whole$/m,
    from,
  })),
];
