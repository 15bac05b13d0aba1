/** `explain` for people and for machines: operations, codes, and names that it does not know. */
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import type { CodeExplanation } from '../../scripts/explain/explain-code.js';
import type { OperationExplanation } from '../../scripts/explain/explain-operation.js';
import { runCli } from '../run-cli.js';

const name = 'update-device-configuration-assignment';
const url = 'https://learn.microsoft.com/graph/api/intune-deviceconfig-deviceconfigurationassignment-update';

test.each([name, 'update-device-conf', 'Update deviceConfigurationAssignment', 'UPDATE-DEVICE-CONF'])(
  'explain %j: the operation',
  async (given) => {
    const { code, stdout, stderr } = await runCli(['explain', given]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Update deviceConfigurationAssignment \\(${name}\\)\n`));
    for (const part of [
      `Microsoft's page: ${url}`,
      'The request:\n',
      `  The method is PATCH.\n    documented, contracts/pages/${name}.md:30\n`,
      '  groupAssignmentTarget has groupId: string or null. In v1.0 and beta.\n    metadata, contracts/pages/assignment-targets.md:248\n',
      '  The page does not say which form an `id` has, and an example may show one that only resembles a GUID. Any non-empty string is an id;',
      '  the API version: the URL of the example names none\n',
      '  scopeTagGroupAssignmentTarget is a deviceAndAppManagementAssignmentTarget by a newer page only\n',
      '  Delegated (personal Microsoft account): not supported\n',
    ])
      expect(stdout).toContain(part);
    expect(stdout).not.toMatch(/ $/m);
  },
);

test('an operation as Markdown links each documented line', async () => {
  const { code, stdout } = await runCli(['explain', name, '--format', 'markdown']);
  expect(code).toBe(0);
  expect(stdout).toContain(`- The method is PATCH.\n  - documented, \`contracts/pages/${name}.md:30\` ([Microsoft's page](${url}))\n`);
  expect(stdout).toContain('  - metadata, `contracts/pages/assignment-targets.md:248`\n');
});

test('an operation as JSON', async () => {
  const { code, stdout } = await runCli(['explain', name, '--format', 'json']);
  const explanation = JSON.parse(stdout) as OperationExplanation;
  expect(code).toBe(0);
  expect(explanation).toMatchObject({ operation: name, method: 'PATCH', apiVersions: ['v1.0', 'beta'], url });
  expect(explanation.promises).toHaveLength(contracts.find((contract) => contract.name === name)?.rules.length ?? 0);
});

test('a code: an exchange that gives it, what is found, and how to accept it', async () => {
  const [text, markdown, json] = await Promise.all(
    ['pretty', 'markdown', 'json'].map((format) => runCli(['explain', 'response.status', '--format', format])),
  );
  expect(text?.stdout).toContain('\n  HTTP/1.1 204\n');
  expect(text?.stdout).toContain('  Found at status: Graph answers 204; the page says 200.\n');
  expect(text?.stdout).toContain(
    '\n  npx graph-assignment-contracts drift --accept <fingerprint> --owner "<name>" --reason "<why>" --expires <YYYY-MM-DD>\n',
  );
  expect(markdown?.stdout).toMatch(/```text\nPATCH https[^`]+HTTP\/1\.1 204\n```\n/);
  const explanation = JSON.parse(json?.stdout ?? '') as CodeExplanation;
  expect(explanation).toMatchObject({ code: 'response.status', severity: 'breaking', example: { response: { status: 204 } } });
});

test('without a name: operations, then codes and reasons', async () => {
  const [text, markdown, json] = await Promise.all(['pretty', 'markdown', 'json'].map((format) => runCli(['explain', '--format', format])));
  const lines = text?.stdout.split('\n') ?? [];
  expect(lines.findIndex((line) => line.startsWith(name))).toBe(1);
  expect(lines.some((line) => /^throttled +inconclusive +Graph answered 429/.test(line))).toBe(true);
  expect(markdown?.stdout).toContain(`| \`${name}\` | operation | Update deviceConfigurationAssignment |`);
  expect(Object.keys(JSON.parse(json?.stdout ?? '') as object)).toEqual(['operations', 'codes']);
});

test.each([
  ['response.body.nul', 'Did you mean response.body.null?'],
  ['update-device-configuration-assignments', `Did you mean ${name}?`],
  ['update-device', 'begins update-device-compliance-policy-assignment and update-device-configuration-assignment. Give more of the name.'],
  ['something-else', '"graph-contracts explain" lists all.'],
  ['', '"graph-contracts explain" lists all.'],
])('explain %j: exit code 2', async (given, words) => {
  const { code, stdout, stderr } = await runCli(['explain', given]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(words);
});
