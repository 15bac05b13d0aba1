/** Seeds, their mistakes, and that the schema for editors agrees with what is read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { packageRoot } from '../../../contracts/folders.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { readSeed } from '../../../scripts/emulator/seed.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli } from '../../run-cli.js';
import { send, targetNamed } from './send-request.js';

const schema = JSON.parse(readFileSync(join(packageRoot, 'scripts/emulator/seed.schema.json'), 'utf8')) as object;
const fitsSchema = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
const files = new TemporaryFolder();
afterAll(() => {
  files.remove();
});

const devices = targetNamed('allDevicesAssignmentTarget');
const group = targetNamed('groupAssignmentTarget');
const policy = (more: object): object => ({ deviceConfigurations: [{ id: 'p', ...more }] });
const assignments = (...list: unknown[]): object => policy({ assignments: list });

/** `semantic`: JSON Schema cannot say it. */
const mistakes: [seed: unknown, problem: string, semantic?: 'semantic'][] = [
  [[], 'not a seed, which is an object with lists of policies: deviceCompliancePolicies, deviceConfigurations.'],
  ['all', 'not a seed, which is an object'],
  [{ deviceConfiguration: [] }, 'deviceConfiguration: not a collection of the emulator. Did you mean deviceConfigurations?', 'semantic'],
  [{ policies: [] }, 'policies: not a collection of the emulator. It can be deviceCompliancePolicies, deviceConfigurations.', 'semantic'],
  [{ deviceConfigurations: {} }, 'deviceConfigurations: not a list of policies.'],
  [{ deviceConfigurations: ['p'] }, 'deviceConfigurations[0]: not an object with an id.'],
  [{ deviceConfigurations: [{}] }, 'deviceConfigurations[0].id: missing.'],
  [policy({ id: 7 }), 'deviceConfigurations[0].id: not an id'],
  [policy({ id: ' ' }), 'deviceConfigurations[0].id: not an id'],
  [policy({ id: '..' }), 'deviceConfigurations[0].id: not an id', 'semantic'],
  [policy({ name: 'x' }), 'deviceConfigurations[0].name: not known here. It can be id, assignments.'],
  [policy({ assignment: [] }), 'deviceConfigurations[0].assignment: not known here. Did you mean assignments?'],
  [
    { deviceConfigurations: [{ id: 'p' }, { id: 'P' }] },
    '[1].id: the same as that of deviceConfigurations[0]; ids ignore case.',
    'semantic',
  ],
  [policy({ assignments: {} }), 'deviceConfigurations[0].assignments: not a list.'],
  [assignments('all'), 'deviceConfigurations[0].assignments[0]: not an object with a target.'],
  [assignments({}), 'assignments[0]: Graph would refuse an update to this. The request lacks /target'],
  [assignments({ target: devices, Target: devices }), 'assignments[0].Target: not known here. Did you mean target?'],
  [assignments({ target: 'all' }), 'assignments[0]: Graph would refuse an update to this. /target must be an object'],
  [assignments({ target: { groupId: 'g' } }), 'assignments[0]: Graph would refuse an update to this.'],
  [assignments({ target: { '@odata.type': group['@odata.type'], groupID: 'g' } }), 'Did you mean groupId?', 'semantic'],
  [assignments({ target: { '@odata.type': '#microsoft.graph.noSuchTarget' } }), 'noSuchTarget. It must be one of', 'semantic'],
  [
    assignments({ target: devices }, { target: devices }),
    'assignments[1].id: the same as that of deviceConfigurations[0].assignments[0]',
    'semantic',
  ],
];

test.each(mistakes.map(([seed, problem, semantic]) => ({ seed, problem, semantic })))('$seed: $problem', ({ seed, problem, semantic }) => {
  expect(() => readSeed(seed, contracts)).toThrow(problem);
  expect(fitsSchema(seed)).toBe(semantic !== undefined);
});

const valid = {
  $schema: './seed.schema.json',
  deviceConfigurations: [
    { id: 'wifi', assignments: [{ target: devices }, { id: 'own', target: group }] },
    { id: 'empty', assignments: [] },
    { id: 'none' },
  ],
  deviceCompliancePolicies: [
    {
      id: 'wifi',
      assignments: [
        { target: { ...devices, deviceAndAppManagementAssignmentFilterId: 'f', deviceAndAppManagementAssignmentFilterType: 'include' } },
      ],
    },
  ],
};

test.each([[{}], [valid], [{ deviceConfigurations: [] }]])('%j is a seed', (seed) => {
  expect(() => readSeed(seed, contracts)).not.toThrow();
  expect(fitsSchema(seed)).toBe(true);
});

test('a seed takes the place of the samples, and of any id with known ids only', async () => {
  const seed = readSeed(valid, contracts);
  for (const [anyIds, other] of [
    [false, 404],
    [true, 200],
  ] as const) {
    const emulator = new Emulator({ seed, anyIds });
    const at = (path: string): Promise<{ status: number; body: unknown }> =>
      send(emulator, `/v1.0/deviceManagement/deviceConfigurations/${path}`);
    expect(await at('wifi/assignments')).toMatchObject({
      status: 200,
      body: {
        value: [
          { id: 'wifi_adadadad-808e-44e2-905a-0b7873a8a531', target: devices },
          { id: 'own', target: group },
        ],
      },
    });
    expect(await at('empty/assignments')).toMatchObject({ status: 200, body: { value: [] } });
    expect(await at('none/assignments')).toMatchObject({ status: 200, body: { value: [] } });
    expect(await at('other/assignments')).toMatchObject({ status: other });
    expect(await at('wifi/assignments/other')).toMatchObject({ status: other });
    emulator.reset();
    expect(emulator.tenant.all).toHaveLength(3);
  }
});

test.each<[name: string, text: string | undefined, says: RegExp]>([
  ['a file that is missing', undefined, /^graph-contracts: Cannot read the seed .*missing\.json: no such file\. Check the path\.$/m],
  ['a file that is no JSON', '{"deviceConfigurations":\n[,]}', /Cannot read the seed .*: not valid JSON \(line 2, column 2\)\./],
  [
    'each mistake by its place',
    '{"a":[],"deviceConfigurations":[{}]}',
    /The seed .* cannot be used\.\n.*a: not a collection.*\n.*deviceConfigurations\[0\]\.id: missing\./,
  ],
])('serve --seed with %s', async (_, text, says) => {
  const file = text === undefined ? join(files.path, 'missing.json') : files.write('seed.json', text);
  const { code, stdout, stderr } = await runCli(['serve', '--seed', file, '--', 'echo']);
  expect(stderr).toMatch(says);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('serve answers from a seed', async () => {
  const file = files.write('seed.json', `\uFEFF${JSON.stringify(valid)}`);
  const script = `fetch(process.env.GRAPH_BASE_URL + '/beta/deviceManagement/deviceCompliancePolicies/wifi/assignments', { headers: { authorization: 'Bearer x' } })
    .then((answer) => answer.text()).then(console.log)`;
  const { code, stdout } = await runCli(['serve', '--seed', file, '--contracts', 'companions', '--', process.execPath, '-e', script]);
  expect(stdout).toMatch(/"deviceAndAppManagementAssignmentFilterType":"include"[^]*agrees: 1 exchange, 1 judged/);
  expect(code).toBe(0);
});
