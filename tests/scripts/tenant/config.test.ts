import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiVersions } from '../../../contracts/contract.js';
import { packageRoot } from '../../../contracts/folders.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { clouds } from '../../../scripts/client/clouds.js';
import { readConfig } from '../../../scripts/tenant/config.js';
import { errorOfConfig } from './error-of-config.js';
import { sharedTemporaryFolder } from '../../recordings/temporary-folder.js';

const base = `{
  // The test tenant.
  "tenantId": "00000000-0000-4000-8000-0000000000aa",
  "cloud": "global",
  "assignments": [{
    "operation": "update-device-configuration-assignment",
    "policyId": "11111111-0000-4000-8000-000000000001",
    "assignmentId": "22222222_2222", /* all devices */
  }],
}
`;

interface Case {
  readonly name: string;
  readonly replace?: readonly [string, string];
  readonly whole?: string;
  readonly problems: readonly string[];
}

const cases = JSON.parse(readFileSync(join(__dirname, 'config-cases.json'), 'utf8')) as readonly Case[];

const folder = sharedTemporaryFolder();

function written(text: string): string {
  return folder.write('drift.config.json', text);
}

test.each(cases.map((row) => [row.name, row] as const))('%s is refused', (_, { replace: [from, to] = ['', ''], whole, problems }) => {
  expect(base).toContain(from);
  const file = written(whole ?? base.replace(from, () => to));
  const [lead, ...lines] = errorOfConfig(file).split('\n');
  expect(lead).toBe(`The configuration ${file} cannot be used.`);
  expect(lines.map((line) => line.trim())).toEqual(problems.map((problem) => expect.stringContaining(problem) as string));
  // No value is quoted.
  expect(lines.join('\n')).not.toMatch(/s3cret|0000-4000-8000|22222222|contoso|example\.com|graph\.example/);
});

test.each([
  ...['appSecret', 'PASSWORD', 'passwd', 'passphrase', 'clientCertificate', 'privateKey', 'private_key', 'apiKey', 'api-key'],
  ...['accessToken', 'credentials', 'clientAssertion', 'thumbprint', 'key', 'pem'],
])('%s looks like a secret', (name) => {
  const text = base.replace('"cloud": "global"', `"${name}": "s3cret"`);
  expect(errorOfConfig(written(text))).toContain(`line 4, ${name}: this looks like a secret`);
});

test('comments and trailing commas are allowed, and defaults filled in', () => {
  const file = written(base);
  expect(readConfig(file)).toEqual({
    stateFolder: join(file, '..', '.graph-contracts'),
    tenantId: '00000000-0000-4000-8000-0000000000aa',
    cloud: clouds.global,
    apiVersions: ['v1.0', 'beta'],
    signIn: 'auto',
    assignments: [
      {
        operation: 'update-device-configuration-assignment',
        policyId: '11111111-0000-4000-8000-000000000001',
        assignmentId: '22222222_2222',
      },
    ],
    limits: { requests: 120, minutes: 15 },
  });
});

test('all members may be set', () => {
  const text = JSON.stringify({
    $schema: './drift.config.schema.json',
    tenantId: 'ABCDEF00-0000-4000-8000-0000000000AA',
    cloud: { graph: 'https://localhost:4010', authority: 'https://[::1]:4011' },
    apiVersions: ['beta'],
    signIn: 'azure-cli',
    assignments: contracts.map(({ name }) => ({ operation: name, policyId: 'p', assignmentId: 'p_é' })),
    limits: { requests: 80 },
    stateFolder: '../state',
  });
  const file = written(`\uFEFF${text}`);
  expect(readConfig(file)).toMatchObject({
    tenantId: 'abcdef00-0000-4000-8000-0000000000aa',
    cloud: { name: 'loopback', graph: 'https://localhost:4010', authority: 'https://[::1]:4011', scope: 'https://localhost:4010/.default' },
    apiVersions: ['beta'],
    signIn: 'azure-cli',
    limits: { requests: 80, minutes: 15 },
    stateFolder: join(file, '..', '..', 'state'),
  });
});

test.each(Object.entries(clouds))('a cloud by its name: %s', (name, cloud) => {
  expect(readConfig(written(base.replace('global', name))).cloud).toBe(cloud);
});

test('the schema lists the operations, the versions and the clouds', () => {
  const schema = JSON.parse(readFileSync(join(packageRoot, 'scripts/tenant/drift.config.schema.json'), 'utf8')) as Schema;
  const { assignments, apiVersions: versions, cloud } = schema.properties;
  expect(assignments?.items?.properties['operation']?.enum).toEqual(contracts.map(({ name }) => name));
  expect(versions?.items?.enum).toEqual(apiVersions);
  expect(cloud?.then?.enum).toEqual(Object.keys(clouds));
});

test('a missing file, and a folder', () => {
  const nowhere = join(folder.path, 'nowhere.json');
  expect(errorOfConfig(nowhere)).toBe(`There is no configuration ${nowhere}. \`graph-contracts drift init\` writes a template.`);
  mkdirSync(join(folder.path, 'a-folder'));
  expect(errorOfConfig(join(folder.path, 'a-folder'))).toContain('cannot be read (EISDIR). Give the path of a file with --config.');
});

interface Schema {
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly then?: Schema;
  readonly properties: Readonly<Record<string, Schema | undefined>>;
}
