/** The page about the nightly check names what the workflow takes and may do, no more and no less. */
import { readWorkflow, textOf } from './workflow-files.js';

const page = textOf('docs/nightly.md');
const workflow = textOf('.github/workflows/nightly-drift.yml');
const { jobs } = readWorkflow('nightly-drift.yml');

test('it lists the secrets and variables that the workflow reads', () => {
  const read = new Set(
    [...workflow.matchAll(/\b(secret|var)s\.(\w+)/g)].map(([, kind, name]) => `${name} ${kind === 'var' ? 'variable' : 'secret'}`),
  );
  const listed = [...page.matchAll(/^\| `([A-Z_]+)` +\| (secret|variable) /gm)].map(([, name, kind]) => `${name} ${kind}`);
  expect(listed.sort()).toEqual([...read].sort());
});

test('it lists each job and its rights', () => {
  const [, table = ''] = /<!-- rights -->\n\n([^]*?)\n\n/.exec(page) ?? [];
  const rows = table
    .split('\n')
    .slice(2)
    .map((row) => row.split('|').map((cell) => cell.trim()));
  const listed = rows.map(([, name = '', rights = '', tenant, installs]) => [
    name.replaceAll('`', ''),
    rights.replaceAll('`', '').split(', '),
    tenant,
    installs,
  ]);
  expect(listed).toEqual(
    Object.entries(jobs).map(([name, { permissions = {}, environment, steps = [] }]) => [
      name,
      Object.entries(permissions).map((right) => right.join(': ')),
      environment === undefined ? 'no' : 'yes',
      steps.some(({ run = '' }) => run.startsWith('npm ')) ? 'yes' : 'no',
    ]),
  );
});

test('the federated credential names the environment of the job that signs in', () => {
  const [, text = '{}'] = /<!-- federated credential -->\n\n```json\n([^]*?)```/.exec(page) ?? [];
  const [, environment] = /DRIFT_TENANTS \|\| '\["([\w-]+)"\]'/.exec(workflow) ?? [];
  expect(environment).toBe('test-tenant');
  expect(JSON.parse(text)).toEqual({
    name: 'nightly-drift',
    issuer: 'https://token.actions.githubusercontent.com',
    subject: `repo:your-org/graph-assignment-contracts:environment:${environment}`,
    audiences: ['api://AzureADTokenExchange'],
  });
});

test.each(['.github/workflows/nightly-drift.yml', '.github/azure-pipelines.md'])('%s sends its readers to sections that exist', (file) => {
  const heading = (text: string): string =>
    text
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-');
  const headings = new Set([...page.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => heading(text)));
  const named = [...textOf(file).matchAll(/docs\/nightly\.md#([\w-]+)/g)].map(([, anchor = '']) => anchor);
  expect(named.filter((anchor) => !headings.has(anchor))).toEqual([]);
});
