/** Our pages as they may read tomorrow, compiled in memory: rules of every sort that a page can gain, and promises that it can change. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../../../contracts/compiler/compile.js';
import type { Contract } from '../../../../contracts/contract.js';
import { pagesFolder } from '../../../../contracts/folders.js';

interface Edit {
  readonly what: string;
  readonly page: 'update-device-configuration-assignment.md' | 'update-device-compliance-policy-assignment.md' | 'assignment-targets.md';
  readonly from: string;
  readonly to: string;
}

const edits: readonly Edit[] = [
  {
    what: 'two more request headers, one of any value and one of a media type',
    page: 'update-device-configuration-assignment.md',
    from: '|Authorization|Bearer {token}|\n',
    to: '|Authorization|Bearer {token}|\n|If-Match|The last known ETag. Required|\n|Accept|application/json. Required|\n',
  },
  {
    what: 'more properties of the request: of each simple type, one with a name that nobody would expect, one that the metadata names too',
    page: 'update-device-configuration-assignment.md',
    from: '|id|String|Comes from [entity](assignment-targets.md).|\n',
    to: [
      '|id|String|Comes from [entity](assignment-targets.md).|',
      '|displayName|String|A name.|',
      '|priority|Int32|A whole number.|',
      '|weight|Double|A number.|',
      '|isActive|Boolean|Yes or no.|',
      '|tags|String collection|Some words.|',
      '|sourceId|String|Known to the metadata in beta.|',
      '',
    ].join('\n'),
  },
  {
    what: 'the answer has members that the request lacks',
    page: 'update-device-configuration-assignment.md',
    from: '  "id": "7e159a72-9a72-7e15-729a-157e729a157e",\n',
    to: '  "id": "7e159a72-9a72-7e15-729a-157e729a157e",\n  "revision": 3,\n  "tags": ["one"],\n  "summary": { "text": "x", "inner": { "level": 3 } },\n',
  },
  {
    what: 'a second path to the same object',
    page: 'update-device-configuration-assignment.md',
    from: '/assignments/{deviceConfigurationAssignmentId}\n```\n\n## Request headers',
    to: '/assignments/{deviceConfigurationAssignmentId}\nPATCH /deviceManagement/configurationAssignments/{deviceConfigurationAssignmentId}\n```\n\n## Request headers',
  },
  {
    what: 'no type at the root of the request',
    page: 'update-device-compliance-policy-assignment.md',
    from: '  "@odata.type": "#microsoft.graph.deviceCompliancePolicyAssignment",\n',
    to: '',
  },
  {
    what: 'no type at the root of the answer',
    page: 'update-device-compliance-policy-assignment.md',
    from: '  "@odata.type": "#microsoft.graph.deviceCompliancePolicyAssignment",\n',
    to: '',
  },
  {
    what: 'no Authorization',
    page: 'update-device-compliance-policy-assignment.md',
    from: '|Authorization|Bearer {token}. Required|\n',
    to: '',
  },
  {
    what: 'a table that is not said to list the properties, so that the request may hold others',
    page: 'update-device-compliance-policy-assignment.md',
    from: 'The table lists its properties, which the source calls required when you create a [deviceCompliancePolicyAssignment](assignment-targets.md).\n\n',
    to: '',
  },
  {
    what: 'another status',
    page: 'update-device-compliance-policy-assignment.md',
    from: '`200 OK`',
    to: '`201 Created`',
  },
  {
    what: 'another status in the example',
    page: 'update-device-compliance-policy-assignment.md',
    from: 'HTTP/1.1 200 OK',
    to: 'HTTP/1.1 201 Created',
  },
  {
    what: 'another media type in the answer',
    page: 'update-device-compliance-policy-assignment.md',
    from: 'HTTP/1.1 201 Created\nContent-Type: application/json\n',
    to: 'HTTP/1.1 201 Created\nContent-Type: application/vnd.assignment+json\n',
  },
  {
    what: 'a second property that an update can set',
    page: 'update-device-compliance-policy-assignment.md',
    from: '|id|String|Comes from [entity](assignment-targets.md).|\n',
    to: '|id|String|Comes from [entity](assignment-targets.md).|\n|note|String|A note.|\n',
  },
  {
    what: 'the same property in the example',
    page: 'update-device-compliance-policy-assignment.md',
    from: 'Content-length: 172\n\n{\n',
    to: '\n{\n  "note": "text",\n',
  },
  {
    what: 'an enumeration with a value that is a slip of another',
    page: 'assignment-targets.md',
    from: '`none`, `include`, `exclude`',
    to: '`none`, `include`, `exclude`, `includes`',
  },
  {
    what: 'another name for a property of the metadata',
    page: 'assignment-targets.md',
    from: '|intent|deviceConfigAssignmentIntent|',
    to: '|purpose|deviceConfigAssignmentIntent|',
  },
  {
    what: 'the same name among the nullable ones',
    page: 'assignment-targets.md',
    from: '["sourceId", "intent"]',
    to: '["sourceId", "purpose"]',
  },
  { what: 'the same name in the JSON', page: 'assignment-targets.md', from: '"intent": "String"', to: '"purpose": "String"' },
  {
    what: 'a new type of target, with properties of each simple type, one of which another type has as well',
    page: 'assignment-targets.md',
    from: '## exclusionGroupAssignmentTarget resource type',
    to: `## windows10AssignmentTarget resource type

### Properties

|Property|Type|Description|
|:---|:---|:---|
|groupId|String|A group.|
|ring|Int32|A whole number.|
|share|Double|A number.|
|isPilot|Boolean|Yes or no.|
|builds|String collection|Some words.|
|scope|targetScope|How far it reaches. Possible values are: \`one\`, \`all\`.|

### JSON representation

<!-- {
  "blockType": "resource",
  "@odata.type": "microsoft.graph.windows10AssignmentTarget",
  "baseType": "microsoft.graph.deviceAndAppManagementAssignmentTarget",
  "nullableProperties": ["ring", "scope"]
}
-->
\`\`\` json
{
  "@odata.type": "#microsoft.graph.windows10AssignmentTarget",
  "groupId": "String",
  "ring": 1,
  "share": 1.5,
  "isPilot": true,
  "builds": ["String"],
  "scope": "String"
}
\`\`\`

## exclusionGroupAssignmentTarget resource type`,
  },
];

export const contracts: readonly Contract[] = compile(
  readdirSync(pagesFolder)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => ({
      file: `contracts/pages/${file}`,
      text: edits.filter(({ page }) => page === file).reduce(edited, readFileSync(join(pagesFolder, file), 'utf8')),
    })),
);

function edited(text: string, { what, page, from, to }: Edit): string {
  if (!text.includes(from)) throw new Error(`${page} no longer has the text that this edit replaces: ${what}.`);
  return text.replace(from, () => to);
}
