/** One way to use the package. */
export interface Case {
  readonly name: string;
  /** What Node is started with, one after the other. `{command}`, `{node}` and `{out}`, a folder of the case's own, are filled in. */
  readonly runs: readonly (readonly string[])[];
  /** What the last of them says, on either stream. All of them end with 0. */
  readonly says: RegExp;
  /** The major version of Node from which on it can work. */
  readonly from?: number;
}

const data = 'node_modules/graph-assignment-contracts';
const update = `require('./update-target.js').updateTarget(
  process.env.GRAPH_BASE_URL + '/v1.0/deviceManagement/deviceConfigurations/a-policy/assignments/an-assignment',
  { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' },
)`;
const clients: readonly { readonly client: string; readonly from?: number }[] = [
  { client: 'node:http' },
  { client: 'fetch' },
  { client: 'undici' },
  { client: 'undici8', from: 22 },
  { client: 'undici8 over HTTP/2', from: 22 },
  { client: 'node:http, fetch, undici' },
  { client: 'node:http, fetch, undici, undici8', from: 22 },
];

/** What needs nothing but the package and its dependencies. */
export const quickCases: readonly Case[] = [
  { name: 'check', runs: [['{command}', 'check', `${data}/contracts/pacts`]], says: /^agrees: \d+ exchanges/m },
  { name: 'drift', runs: [['{command}', 'drift']], says: /^agrees: \d+ exchanges/m },
];

export const cases: readonly Case[] = [
  ...quickCases,
  {
    name: 'check --report',
    runs: [
      [
        '{command}',
        'check',
        `${data}/contracts/pacts`,
        ...['junit', 'sarif', 'markdown', 'json'].flatMap((format) => ['--report', `${format}={out}/${format}`]),
      ],
    ],
    says: /^agrees: \d+ exchanges/m,
  },
  {
    name: 'history',
    runs: [
      ['{command}', 'drift', '--history', '{out}/history.ndjson'],
      ['{command}', 'history', '{out}/history.ndjson'],
    ],
    says: /update-device-configuration-assignment/,
  },
  { name: 'record', runs: [['{command}', 'record', '--folder', '{out}/recorded']], says: /204-no-content\.json|200-/ },
  {
    name: 'record --from',
    runs: [['{command}', 'record', '--from', `${data}/recordings`, '--folder', '{out}/recorded']],
    says: /200-documented-example|200-/,
  },
  { name: 'serve --', runs: [['{command}', 'serve', '--', '{node}', '-e', update]], says: /^agrees: 1 exchange/m },
  { name: 'explain', runs: [['{command}', 'explain', 'response.status']], says: /documented status/ },
  { name: 'import', runs: [['judge.mjs']], says: /^breaking request\.body\.missing-property: /m },
  { name: 'require', runs: [['contracts.cjs']], says: /makes \d+ promises/ },
  { name: 'node:test', runs: [['--test', '--test-reporter=tap', 'replay.test.mjs']], says: /^ok 1 - our update is the documented one/m },
  {
    name: 'Jest',
    runs: [['node_modules/jest/bin/jest.js', '--no-cache', 'update-target.jest.js']],
    says: /✓ our update keeps to the contract/,
  },
  { name: 'Vitest', runs: [['node_modules/vitest/vitest.mjs', 'run', 'update-target.vitest.test.mjs']], says: /1 passed/ },
  ...clients.map(({ client, ...rest }) => ({
    name: `startRecording: ${client}`,
    runs: [['record-clients.mjs', client, '{out}/recorded']],
    says: /^recorded whole$/m,
    ...rest,
  })),
];
