/**
 * Updates that Microsoft documents beside ours, restated in the published form, one for each row of `siblings/updates.tsv`: an ordinary update agrees, and
 * each usual mistake is found, with one page and no code of ours.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../../contracts/contract.js';
import { contractsFrom } from '../../scripts/package/contracts-from.js';
import { judgeGiven } from '../../scripts/package/judge-given.js';
import { sharedTemporaryFolder } from '../recordings/temporary-folder.js';

const folder = sharedTemporaryFolder();

interface Member {
  readonly name: string;
  readonly type: string;
  readonly description: string;
}

const rows = readFileSync(join(__dirname, 'siblings', 'updates.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [type = '', path = '', status = '', members = '', example = ''] = line.split('\t');
    return { type, path, status, example, members: members.split('; ').map(memberIn) };
  });

type Row = (typeof rows)[number];

function memberIn(text: string): Member {
  const [, name = '', type = '', description = ''] = /^(\w+):(\S+)\s*(.*)$/.exec(text) ?? [];
  return { name, type, description };
}

const collectionTarget = {
  '@odata.type': 'microsoft.graph.configurationManagerCollectionAssignmentTarget',
  collectionId: 'Collection Id value',
};

/** The value that an example shows. */
function shown({ name, type, description }: Member): unknown {
  if (name === 'target') return collectionTarget;
  if (type === 'Boolean') return true;
  if (type === 'DateTimeOffset') return '2017-01-01T00:00:35.1329464-08:00';
  return (
    /`(\w+)`/.exec(description)?.[1] ??
    (type === 'String' ? 'A value' : { '@odata.type': `microsoft.graph.${/\w+/.exec(type)?.[0] ?? ''}` })
  );
}

function pageOf({ type, path, status, members, example }: Row): string {
  const isShown = ({ name, description }: Member): boolean =>
    (example === 'all' || name === 'target') && !description.includes('Read-only');
  const values = Object.fromEntries(members.filter(isShown).map((member) => [member.name, shown(member)]));
  const body = { '@odata.type': `#microsoft.graph.${type}`, ...values };
  const answer = status === '204' ? '' : `Content-Type: application/json\n\n${JSON.stringify({ ...body, id: '5ab1' }, null, 2)}\n`;
  const returned =
    status === '204'
      ? 'this method returns a `204 No Content` response code.'
      : `this method returns a \`200 OK\` response code and an updated [${type}](../resources/${type}.md) object in the response body.`;
  return `---
title: "Update ${type}"
doc_type: apiPageType
---

# Update ${type}

Namespace: microsoft.graph

Update the properties of a [${type}](../resources/${type}.md) object.

## Prerequisites
One of the following permissions is required to call this API.

|Permission type|Permissions (from least to most privileged)|
|:---|:---|
|Delegated (work or school account)|DeviceManagementConfiguration.ReadWrite.All|
|Delegated (personal Microsoft account)|Not supported.|

## HTTP Request
<!-- { "blockType": "ignored" } -->
\`\`\` http
PATCH ${path}
\`\`\`

## Request headers
|Header|Value|
|:---|:---|
|Authorization|Bearer &lt;token&gt; Required.|
|Accept|application/json|

## Request body
In the request body, supply a JSON representation for the [${type}](../resources/${type}.md) object.

The following table shows the properties that are required when you create the [${type}](../resources/${type}.md).

|Property|Type|Description|
|:---|:---|:---|
|id|String|Key of the entity.|
${members.map((member) => `|${member.name}|${member.type}|${member.description}|`).join('\n')}

## Response
If successful, ${returned}

## Example

### Request
Here is an example of the request.
\`\`\` http
PATCH https://graph.microsoft.com/beta${path}
Content-type: application/json

${JSON.stringify(body, null, 2)}
\`\`\`

### Response
Here is an example of the response.
\`\`\` http
HTTP/1.1 ${status} OK
${answer}\`\`\`
`;
}

function found(added: readonly Contract[], { path }: Row, body: unknown, method = 'PATCH'): string[] {
  const url = `https://graph.microsoft.com/beta${path.replaceAll(/\{\w+\}/g, 'an-id')}`;
  const headers = { Authorization: 'Bearer made.up.token', 'Content-Type': 'application/json' };
  const judgement = judgeGiven({ request: { method, url, headers, body } }, {}, added);
  if (judgement.kind === 'outside') return ['outside'];
  return judgement.findings.filter(({ severity }) => severity === 'breaking').map(({ code }) => code);
}

test.each(rows)('update of $type', (row) => {
  const added = contractsFrom(folder.write(`${row.type}.md`, pageOf(row)));
  const group = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: '1f0c' };
  const settable = row.members.filter(({ description }) => !description.includes('Read-only'));
  const healthy = settable.map((member) => ({ [member.name]: member.name === 'target' ? group : shown(member) }));
  const [first = {}] = healthy;
  const [name = ''] = Object.keys(first);

  // Where the table has one member that can be set, every update sends it.
  const single = settable.length === 1 ? healthy : [...healthy, Object.assign({}, ...healthy) as object];
  expect(single.map((body) => found(added, row, body))).toEqual(single.map(() => []));
  expect(found(added, row, { [name.toUpperCase()]: Object.values(first)[0] })).not.toEqual([]);
  expect(found(added, row, {})).toEqual(['request.body.missing-property']);
  expect(found(added, row, { id: 'an-id' })).toEqual(['request.body.missing-property']);
  expect(found(added, row, first, 'PUT')).toEqual(['request.method']);
  expect(found(added, row, { ...first, anythingElse: 1 })).toEqual(['request.body.undocumented-property']);
  if (!settable.some((member) => member.name === 'target')) return;
  expect(found(added, row, { target: { ...group, groupId: undefined, groupID: '1f0c' } })).toEqual(['request.body.undocumented-property']);
  expect(found(added, row, { target: { ...group, '@odata.type': '#microsoft.graph.groupAssignmentTargt' } })).toEqual([
    'request.body.value',
  ]);
  expect(found(added, row, { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget', groupId: '1f0c' } })).toEqual([
    'request.body.undocumented-property',
  ]);
});

test.each([
  ['a page without its HTTP request', 'notes.md', '# Notes\n\nNothing.\n', /notes\.md: neither the page of an operation/],
  ['a page that cannot be read', 'broken.md', '# Broken\n\n## HTTP request\n\nNothing.\n\n## Response\n\nNothing.\n', /broken\.md:3: /],
  ['JSON of something else', 'other.json', '{"name":"x"}', /other\.json: not a compiled contract/],
  ['damaged CSDL', 'metadata.xml', '<edmx:Edmx><Schema', /metadata\.xml/],
])('%s is refused, with its place', (_what, name, text, sentence) => {
  expect(() => contractsFrom(folder.write(name, text))).toThrow(sentence);
});

test('two pages of one operation are refused, and a missing path', () => {
  const [row] = rows;
  if (row === undefined) throw new Error('no rows');
  const pages = ['one.md', 'two.md'].map((name) => folder.write(name, pageOf(row)));
  expect(() => contractsFrom(...pages)).toThrow(/one\.md and .*two\.md document the same operation/);
  expect(() => contractsFrom('no-such-folder')).toThrow('no-such-folder: no such file or folder. Check the path.');
});

test('a contract of its own, compiled before, is taken as it is', () => {
  const [row] = rows;
  if (row === undefined) throw new Error('no rows');
  const [contract] = contractsFrom(folder.write('page.md', pageOf(row)));
  const [again] = contractsFrom(folder.write('contract.json', JSON.stringify(contract)));
  expect(again).toEqual(JSON.parse(JSON.stringify(contract)));
});
