/** What each matcher means, in rows. `rules` are written as version 3 writes them; a `$` rule of a header is its name. */
import type { ApiVersion } from '../../../../contracts/contract.js';
import { groupTarget, type Json } from '../../../recordings/traffic/pact/judged-pact.js';

export interface Row {
  readonly name: string;
  /** Rules by place: a path into the body, `header Name`, `status` or `path`. */
  readonly rules?: Readonly<Record<string, Json | readonly Json[]>>;
  readonly or?: true;
  readonly body?: unknown;
  readonly headers?: Json;
  readonly status?: number;
  readonly generators?: Json;
  readonly version?: ApiVersion;
  readonly told?: readonly string[];
}

const type = { match: 'type' };
const targetType = "$.target['@odata.type']";
const rootType = "$['@odata.type']";
const group = '#microsoft.graph.groupAssignmentTarget';
const undocumented = 'expectation.undocumented-property';
const unread = 'expectation.not-checked';
const documentedNames = { match: 'eachKey', rules: [{ match: 'regex', regex: '^(groupId|@odata\\.type)$' }] };

export const reliedOn: readonly Row[] = [
  // No rule: the example is meant.
  { name: 'nothing' },
  { name: 'an id, exactly', body: { id: 'x' } },
  { name: 'all that is documented', body: { '@odata.type': 'ROOT', id: 'x', target: groupTarget } },
  { name: 'a type without its hash', body: { target: { '@odata.type': group.slice(1) } } },
  { name: 'a property of a derived type, whose name is left out', body: { target: { groupId: 'g', collectionId: null } } },
  {
    name: 'properties of two types at once, whose name is left out',
    body: { target: { groupId: 'g', collectionId: 'c' } },
    told: [`${undocumented} /target/groupId`],
  },
  { name: 'control information', body: { '@odata.context': 'x', 'target@odata.navigationLink': 'x', target: { '@odata.id': 'x' } } },
  { name: 'null where the metadata allows it', body: { target: { ...groupTarget, groupId: null } } },
  { name: 'a number as id', body: { id: 7 }, told: ['expectation.type /id'] },
  { name: 'an empty id', body: { id: '' }, told: ['expectation.value /id'] },
  { name: 'null as id', body: { id: null }, told: ['expectation.type /id'] },
  { name: 'null as target', body: { target: null }, told: ['expectation.type /target'] },
  { name: 'text as target', body: { target: 'x' }, told: ['expectation.type /target'] },
  { name: 'a list', body: [{ id: 'x' }], told: ['expectation.type'] },
  { name: 'text', body: 'OK', told: ['expectation.type'] },
  { name: 'JSON in text', body: '{"id":7}', told: ['expectation.type /id'] },
  { name: 'an empty body', body: '' },
  { name: 'null as body', body: null },
  { name: 'an unknown name', body: { displayName: 'x' }, told: [`${undocumented} /displayName`] },
  { name: 'a name in another case', body: { Target: {} }, told: [`${undocumented} /Target`] },
  { name: 'an inherited name', body: { constructor: 1, toString: 1 }, told: [`${undocumented} /constructor`, `${undocumented} /toString`] },
  {
    name: 'an unknown name in the target',
    body: { target: { ...groupTarget, groupName: 'x' } },
    told: [`${undocumented} /target/groupName`],
  },
  {
    name: 'a name of another type',
    body: { target: { ...groupTarget, collectionId: 'x' } },
    told: [`${undocumented} /target/collectionId`],
  },
  { name: 'a name of beta', body: { sourceId: 'x' }, told: [`${undocumented} /sourceId`] },
  { name: 'a name of beta, in beta', body: { sourceId: 'x', source: 'direct' }, version: 'beta' },
  { name: 'a value of no enumeration', body: { source: 'manual' }, version: 'beta', told: ['expectation.value /source'] },
  { name: 'another root type', body: { '@odata.type': '#microsoft.graph.group' }, told: ['expectation.value /@odata.type'] },
  {
    name: 'an unknown target type',
    body: { target: { '@odata.type': '#microsoft.graph.x', y: 1 } },
    told: ['expectation.value /target/@odata.type'],
  },
  { name: 'a number as target type', body: { target: { '@odata.type': 7 } }, told: ['expectation.type /target/@odata.type'] },
  // Rules that allow more than the example.
  {
    name: 'any text as target type',
    rules: { [targetType]: type },
    body: { target: { '@odata.type': 'string', groupId: 'x' } },
  },
  {
    name: 'any text as target type, and properties of two types at once',
    rules: { [targetType]: type },
    body: { target: { ...groupTarget, collectionId: 'x' } },
    told: [`${undocumented} /target/groupId`],
  },
  {
    name: 'one of two types, and properties of both at once',
    rules: { [targetType]: { match: 'regex', regex: '\\.(group|configurationManagerCollection)AssignmentTarget$' } },
    body: { target: { ...groupTarget, collectionId: 'x' } },
    told: [`${undocumented} /target/groupId`],
  },
  {
    name: 'one of two types, and the property of one',
    rules: { [targetType]: { match: 'regex', regex: '\\.(group|configurationManagerCollection)AssignmentTarget$' } },
    body: { target: groupTarget },
  },
  { name: 'any text as root type', rules: { [rootType]: type }, body: { '@odata.type': 'string' } },
  { name: 'types, handed down from the root', rules: { $: type }, body: { id: '', target: { '@odata.type': 'string' } } },
  { name: 'types, handed down to an undocumented name', rules: { $: type }, body: { id: 'x', name: 'x' }, told: [`${undocumented} /name`] },
  { name: 'types, handed down to a number', rules: { $: type }, body: { id: 7 }, told: ['expectation.type /id'] },
  { name: 'types of all members', rules: { '$.target.*': type }, body: { target: { '@odata.type': 'string', groupId: '' } } },
  {
    name: 'equality within a type',
    rules: { $: type, [targetType]: { match: 'equality' } },
    body: { target: { '@odata.type': 'x' } },
    told: ['expectation.value /target/@odata.type'],
  },
  {
    name: 'an expression for some types',
    rules: { [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.\\w*[gG]roupAssignmentTarget$' } },
    body: { target: groupTarget },
  },
  {
    name: 'an expression for types without the property',
    rules: { [targetType]: { match: 'regex', regex: 'all(Devices|LicensedUsers)' } },
    body: { target: { ...groupTarget, '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } },
    told: [`${undocumented} /target/groupId`],
  },
  {
    name: 'an expression that fits no type',
    rules: { [targetType]: { match: 'regex', regex: '^microsoft\\.intune\\.' } },
    body: { target: { '@odata.type': 'microsoft.intune.target' } },
    told: ['expectation.value /target/@odata.type'],
  },
  {
    name: 'an expression that does not fit its own example',
    rules: { [targetType]: { match: 'regex', regex: '^microsoft\\.intune\\.' } },
    body: { target: groupTarget },
    told: [`${unread} /target/@odata.type`],
  },
  {
    name: 'words quoted as in Java',
    rules: { [rootType]: { match: 'regex', regex: '\\Q#microsoft.graph.\\E[a-zA-Z]+' } },
    body: { '@odata.type': 'ROOT' },
    told: [`${unread} /@odata.type`],
  },
  {
    name: 'words quoted as in Java, and an example that fits them as JavaScript reads them',
    rules: { [rootType]: { match: 'regex', regex: '(\\Q#microsoft.graph.\\E)?[a-zA-Z#.]+$' } },
    body: { '@odata.type': 'ROOT' },
    told: [`${unread} /@odata.type`],
  },
  {
    name: 'a class of Java',
    rules: { [rootType]: { match: 'regex', regex: '#microsoft\\.graph\\.\\p{Alpha}+' } },
    body: { '@odata.type': 'ROOT' },
    told: [`${unread} /@odata.type`],
  },
  {
    name: 'a class of POSIX',
    rules: { [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.[[:alpha:]]+$' } },
    body: { target: groupTarget },
    told: [`${unread} /target/@odata.type`],
  },
  {
    name: 'classes of Java, cut with each other',
    rules: { [targetType]: { match: 'regex', regex: '^[#a-zA-Z.&&[^x]]+$' } },
    body: { target: groupTarget },
    told: [`${unread} /target/@odata.type`],
  },
  {
    name: 'an expression in which blanks do not count',
    rules: { [targetType]: { match: 'regex', regex: '(?x) group | all' } },
    body: { target: groupTarget },
    told: [`${unread} /target/@odata.type`],
  },
  {
    name: 'the ends of a text, as in Ruby',
    rules: { [targetType]: { match: 'regex', regex: '\\A#microsoft\\.graph\\.groupAssignmentTarget\\z' } },
    body: { target: groupTarget },
  },
  {
    name: 'a backslash before a letter',
    rules: { [targetType]: { match: 'regex', regex: '^\\\\Q' } },
    body: { target: { '@odata.type': '\\Q' } },
    told: ['expectation.value /target/@odata.type'],
  },
  {
    name: 'an expression with a flag of Java',
    rules: { [targetType]: { match: 'regex', regex: '(?i)GROUPassignmenttarget' } },
    body: { target: groupTarget },
  },
  {
    name: 'an expression that JavaScript cannot read',
    rules: { [targetType]: { match: 'regex', regex: '[[:alpha:]]++(?>x)' } },
    body: { target: groupTarget },
    told: [`${unread} /target/@odata.type`],
  },
  {
    name: 'an expression that never ends',
    rules: { [targetType]: { match: 'regex', regex: '^(([#a-z.]+)+)+!$' } },
    body: { target: groupTarget },
    told: [`${unread} /target/@odata.type`],
  },
  {
    name: 'an expression of optional parts that never ends',
    rules: { [targetType]: { match: 'regex', regex: `^${'(?:a|a)?'.repeat(40)}!$` } },
    body: { target: { '@odata.type': 'a'.repeat(40) } },
    told: [`${unread} /target/@odata.type`],
  },
  {
    name: 'an expression that ends in a part of its example only',
    rules: { [targetType]: { match: 'regex', regex: 'group|(([#a-z.]+)+)+\\2!' } },
    body: { target: { '@odata.type': `group${'a'.repeat(40)}` } },
    told: [`${unread} /target/@odata.type`],
  },
  {
    name: 'an expression with the longest example that is matched',
    rules: { [targetType]: { match: 'regex', regex: '^x+$' } },
    body: { target: { '@odata.type': 'x'.repeat(300) } },
    told: ['expectation.value /target/@odata.type'],
  },
  {
    name: 'an expression with an example that is one character longer',
    rules: { [targetType]: { match: 'regex', regex: '^x+$' } },
    body: { target: { '@odata.type': 'x'.repeat(301) } },
    told: [`${unread} /target/@odata.type`],
  },
  { name: 'an expression for a value that is open', rules: { '$.id': { match: 'regex', regex: '^[0-9a-f-]{36}$' } }, body: { id: 'x' } },
  {
    name: 'an expression for an object',
    rules: { '$.target': { match: 'regex', regex: '.' } },
    body: { target: 'x' },
    told: ['expectation.type /target'],
  },
  { name: 'an integer as id', rules: { '$.id': { match: 'integer' } }, body: { id: '7' }, told: ['expectation.type /id'] },
  { name: 'a decimal as id', rules: { '$.id': { match: 'decimal' } }, body: { id: 7 }, told: ['expectation.type /id'] },
  { name: 'a number as id, by rule', rules: { '$.id': { match: 'number' } }, body: { id: 7 }, told: ['expectation.type /id'] },
  { name: 'true as id', rules: { '$.id': { match: 'boolean' } }, body: { id: true }, told: ['expectation.type /id'] },
  { name: 'null by rule, where it may be', rules: { '$.target.groupId': { match: 'null' } }, body: { target: { groupId: null } } },
  { name: 'null by rule, where it may not be', rules: { '$.id': { match: 'null' } }, body: { id: null }, told: ['expectation.type /id'] },
  { name: 'null or a text', rules: { '$.id': [{ match: 'null' }, type] }, or: true, body: { id: 'x' } },
  { name: 'an integer and a text', rules: { '$.id': [{ match: 'integer' }, type] }, body: { id: 'x' }, told: ['expectation.type /id'] },
  {
    name: 'one of two expressions',
    rules: {
      [targetType]: [
        { match: 'regex', regex: '^x' },
        { match: 'regex', regex: 'group' },
      ],
    },
    or: true,
    body: { target: groupTarget },
  },
  {
    name: 'one of two expressions, of which neither fits a type',
    rules: {
      [targetType]: [
        { match: 'regex', regex: '^x$' },
        { match: 'regex', regex: '^y$' },
      ],
    },
    or: true,
    body: { target: { '@odata.type': 'x' } },
    told: ['expectation.value /target/@odata.type'],
  },
  {
    name: 'one of two expressions, of which the other is of another language',
    rules: {
      [targetType]: [
        { match: 'regex', regex: '^x$' },
        { match: 'regex', regex: '\\Ay++\\Z' },
      ],
    },
    or: true,
    body: { target: { '@odata.type': 'x' } },
    told: [`${unread} /target/@odata.type`],
  },
  {
    name: 'one of two expressions, of which neither fits the example',
    rules: {
      [targetType]: [
        { match: 'regex', regex: '^x$' },
        { match: 'regex', regex: '^y$' },
      ],
    },
    or: true,
    body: { target: { '@odata.type': 'z' } },
    told: [`${unread} /target/@odata.type`],
  },
  {
    name: 'one of two media types, of which neither is documented',
    rules: {
      'header Content-Type': [
        { match: 'regex', regex: '^text/plain$' },
        { match: 'regex', regex: '^text/html$' },
      ],
    },
    or: true,
    headers: { 'Content-Type': 'text/plain' },
    told: ['expectation.header content-type'],
  },
  {
    name: 'one of two statuses, of which the other is documented',
    rules: {
      status: [
        { match: 'regex', regex: '^204$' },
        { match: 'regex', regex: '^200$' },
      ],
    },
    or: true,
    status: 204,
  },
  {
    name: 'both of two expressions',
    rules: {
      [targetType]: [
        { match: 'regex', regex: '^x' },
        { match: 'regex', regex: 'group' },
      ],
    },
    body: { target: { '@odata.type': 'xgroup' } },
    told: ['expectation.value /target/@odata.type'],
  },
  { name: 'a part of a type', rules: { [targetType]: { match: 'include', value: 'AssignmentTarget' } }, body: { target: groupTarget } },
  {
    name: 'a part of no type',
    rules: { [targetType]: { match: 'include', value: 'intune' } },
    body: { target: groupTarget },
    told: ['expectation.value /target/@odata.type'],
  },
  { name: 'a date as id', rules: { '$.id': { match: 'date', date: 'yyyy-MM-dd' } }, body: { id: '2026-01-01' } },
  {
    name: 'a timestamp as type',
    rules: { [rootType]: { match: 'timestamp', timestamp: 'x' } },
    body: { '@odata.type': 'x' },
    told: ['expectation.value /@odata.type'],
  },
  {
    name: 'a version number as type',
    rules: { [rootType]: { match: 'semver' } },
    body: { '@odata.type': '1.0.0' },
    told: ['expectation.value /@odata.type'],
  },
  { name: 'something', rules: { '$.id': { match: 'notEmpty' } }, body: { id: 'x' } },
  {
    name: 'a list of targets',
    rules: { '$.target': { match: 'type', min: 1 } },
    body: { target: [groupTarget] },
    told: ['expectation.type /target'],
  },
  {
    name: 'a list that contains',
    rules: { '$.target': { match: 'arrayContains', variants: [] } },
    body: { target: [] },
    told: ['expectation.type /target'],
  },
  { name: 'members of any name', rules: { '$.target': { match: 'values' } }, body: { target: { anything: 'x' } } },
  {
    name: 'names that fit',
    rules: { '$.target': { match: 'eachKey', rules: [{ match: 'regex', regex: '^[@a-zA-Z.]+$' }] } },
    body: { target: { x: 1 } },
  },
  {
    name: 'names that cannot be',
    rules: { '$.target': { match: 'eachKey', rules: [{ match: 'regex', regex: '^\\d+$' }] } },
    body: { target: { 1: 1 } },
    told: ['expectation.value /target/@odata.type'],
  },
  {
    name: 'values that cannot be',
    rules: { '$.target': { match: 'eachValue', rules: [{ match: 'integer' }] } },
    body: { target: { x: 1 } },
    told: ['expectation.type /target/@odata.type'],
  },
  {
    name: 'integers, whatever their names',
    rules: { '$.target': { match: 'values' }, '$.target.*': { match: 'integer' } },
    body: { id: 'x', target: { groupId: 1 } },
    told: ['expectation.type /target/@odata.type', 'expectation.type /target/groupId'],
  },
  {
    name: 'an integer as id, beside members of any name',
    rules: { $: { match: 'values' }, '$.id': { match: 'integer' } },
    body: { id: 5 },
    told: ['expectation.type /id'],
  },
  {
    name: 'examples that cannot be, beside members of any name',
    rules: { $: { match: 'values' } },
    body: { id: 5, displayName: true, target: 7 },
    told: ['expectation.type /id', 'expectation.type /target'],
  },
  {
    name: 'an expression for a type that cannot be, beside members of any name',
    rules: { '$.target': { match: 'values' }, [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.user$' } },
    body: { target: { '@odata.type': '#microsoft.graph.user' } },
    told: ['expectation.value /target/@odata.type'],
  },
  {
    name: 'documented values and members of any name',
    rules: { '$.target': { match: 'values' }, '$.target.*': type },
    body: { target: { '@odata.type': 'string', groupId: 'x', anything: 7 } },
  },
  {
    name: 'names that fit, beside values that nothing is asked of',
    rules: { $: { match: 'eachKey', rules: [{ match: 'regex', regex: '^\\w+$' }] } },
    body: { id: 5, displayName: 'x', target: { groupId: 7 } },
  },
  {
    name: 'names that fit, and a value that cannot be',
    rules: { $: { match: 'eachKey', rules: [{ match: 'regex', regex: '^\\w+$' }] }, '$.id': { match: 'integer' } },
    body: { id: 5 },
    told: ['expectation.type /id'],
  },
  {
    name: 'names of which nothing is asked',
    rules: { $: { match: 'eachKey', rules: [] } },
    body: { id: 5, displayName: 'x' },
  },
  {
    name: 'an undocumented name within members of any name',
    rules: { $: { match: 'values' } },
    body: { target: { groupName: 'x' } },
    told: [`${undocumented} /target/groupName`],
  },
  {
    name: 'names that fit, and values that cannot be',
    rules: {
      '$.target': [
        { match: 'eachKey', rules: [{ match: 'regex', regex: '.+' }] },
        { match: 'eachValue', rules: [{ match: 'integer' }] },
      ],
    },
    body: { target: groupTarget },
    told: ['expectation.type /target/@odata.type', 'expectation.type /target/groupId'],
  },
  {
    name: 'values that cannot be, and names that fit',
    rules: {
      '$.target': [
        { match: 'eachValue', rules: [{ match: 'integer' }] },
        { match: 'eachKey', rules: [{ match: 'regex', regex: '.+' }] },
      ],
    },
    body: { target: groupTarget },
    told: ['expectation.type /target/@odata.type', 'expectation.type /target/groupId'],
  },
  {
    name: 'values that may be, and names that cannot',
    rules: {
      '$.target': [
        { match: 'eachValue', rules: [type] },
        { match: 'eachKey', rules: [{ match: 'regex', regex: '^[a-z]+$' }] },
      ],
    },
    body: { target: groupTarget },
    told: ['expectation.value /target/@odata.type'],
  },
  {
    name: 'values that cannot be, though one has a rule of its own',
    rules: { '$.target': { match: 'eachValue', rules: [{ match: 'integer' }] }, [targetType]: type },
    body: { target: groupTarget },
    told: ['expectation.type /target/@odata.type', 'expectation.type /target/groupId'],
  },
  {
    name: 'values of which one cannot be, by a rule of its own',
    rules: { '$.target': { match: 'eachValue', rules: [type] }, '$.target.groupId': { match: 'integer' } },
    body: { target: groupTarget },
    told: ['expectation.type /target/groupId'],
  },
  {
    name: 'values of the types of the examples',
    rules: { '$.target': { match: 'eachValue', rules: [type] } },
    body: { target: { '@odata.type': 'string', groupId: 'x' } },
  },
  {
    name: 'values of the types of the examples, of which one cannot be',
    rules: { '$.target': { match: 'eachValue', rules: [type] } },
    body: { target: { '@odata.type': 5 } },
    told: ['expectation.type /target/@odata.type'],
  },
  {
    name: 'values of the types of the examples, handed down',
    rules: { $: { match: 'eachValue', rules: [type] } },
    body: { id: '', target: { '@odata.type': 'string', groupId: 7 } },
    told: ['expectation.type /target/groupId'],
  },
  {
    name: 'names that cannot be, or values that may be',
    or: true,
    rules: {
      '$.target': [
        { match: 'eachKey', rules: [{ match: 'regex', regex: '^\\d+$' }] },
        { match: 'eachValue', rules: [type] },
      ],
    },
    body: { target: { '@odata.type': 'x' } },
  },
  {
    name: 'names that cannot be, in either of two ways',
    or: true,
    rules: {
      '$.target': [
        { match: 'eachKey', rules: [{ match: 'regex', regex: '^\\d+$' }] },
        { match: 'eachKey', rules: [{ match: 'regex', regex: '^x' }] },
      ],
    },
    body: { target: { x: 1 } },
    told: ['expectation.value /target/@odata.type'],
  },
  { name: 'a rule of a plug-in', rules: { [targetType]: { match: 'my-plugin/thing' } }, body: { target: { '@odata.type': 'x' } } },
  {
    name: 'a value of the provider state',
    generators: { body: { [targetType]: { type: 'ProviderState', expression: '${t}' } } },
    body: { target: { '@odata.type': 'x' } },
  },
  {
    name: 'a generated number',
    generators: { body: { '$.id': { type: 'RandomInt' } } },
    body: { id: '7' },
    told: ['expectation.type /id'],
  },
  {
    name: 'a number of the provider state',
    generators: { body: { '$.id': { type: 'ProviderState', expression: '${n}' } } },
    body: { id: 7 },
    told: ['expectation.type /id'],
  },
  { name: 'an image', rules: { $: { match: 'contentType', value: 'image/jpeg' } }, body: '/9j/', told: ['expectation.type'] },
  { name: 'JSON, by its media type', rules: { $: { match: 'contentType', value: 'application/json' } }, body: { id: 'x' } },
  // The status.
  { name: 'another status', status: 204, told: ['expectation.status status'] },
  { name: 'a refusal, whose body is not judged', status: 404, body: { error: { code: 'NotFound' } }, told: ['expectation.status status'] },
  { name: 'any success', status: 204, rules: { status: { match: 'statusCode', status: 'success' } } },
  { name: 'no error', status: 302, rules: { status: { match: 'statusCode', status: 'nonError' } } },
  { name: 'a list of statuses with the documented one', status: 204, rules: { status: { match: 'statusCode', status: [200, 204] } } },
  {
    name: 'a list of statuses without it',
    status: 200,
    rules: { status: { match: 'statusCode', status: [202, 204] } },
    told: ['expectation.status status'],
  },
  {
    name: 'any refusal',
    status: 404,
    rules: { status: { match: 'statusCode', status: 'clientError' } },
    told: ['expectation.status status'],
  },
  { name: 'a status by expression', status: 204, rules: { status: { match: 'regex', regex: '^2\\d\\d$' } } },
  {
    name: 'a status by an expression of Java',
    rules: { status: { match: 'regex', regex: '\\p{Digit}+' } },
    told: [`${unread} status`],
  },
  { name: 'any number as status', status: 204, rules: { status: { match: 'integer' } } },
  { name: 'any number as status, of an integer or not', status: 204, rules: { status: { match: 'number' } } },
  // Headers.
  { name: 'the media type', headers: { 'content-type': 'application/json' } },
  { name: 'the media type, in a list', headers: { 'Content-Type': ['application/json'] } },
  { name: 'the media type with a charset', headers: { 'Content-Type': 'application/json; charset=UTF-8' } },
  {
    name: 'the media type with a charset, exactly',
    headers: { 'Content-Type': 'application/json; charset=UTF-8' },
    rules: { 'header Content-Type': { match: 'equality' } },
  },
  { name: 'another media type', headers: { 'Content-Type': 'text/plain' }, told: ['expectation.header content-type'] },
  { name: 'any media type', headers: { 'Content-Type': 'text/plain' }, rules: { 'header content-type': type } },
  {
    name: 'the media type by expression',
    headers: { 'Content-Type': 'application/json' },
    rules: { 'header Content-Type': { match: 'regex', regex: 'application/json(;\\s?charset=[\\w\\-]+)?' } },
  },
  {
    name: 'the media type, with a parameter that Graph sends',
    headers: { 'Content-Type': 'application/json;charset=utf-8' },
    rules: { 'header Content-Type': { match: 'regex', regex: '^application/json;.*charset=utf-8$' } },
  },
  {
    name: 'a media type that cannot be',
    headers: { 'Content-Type': 'text/plain' },
    rules: { 'header Content-Type': { match: 'regex', regex: '^text/.*$' } },
    told: ['expectation.header content-type'],
  },
  {
    name: 'a media type, quoted as in Java',
    headers: { 'Content-Type': 'application/json' },
    rules: { 'header Content-Type': { match: 'regex', regex: '\\Qapplication/json\\E.*' } },
    told: [`${unread} content-type`],
  },
  {
    name: 'the media type, in the first of a list',
    headers: { 'Content-Type': ['application/json'] },
    rules: { 'header Content-Type[0]': { match: 'regex', regex: 'json' } },
  },
  {
    name: 'another header',
    headers: { 'Request-Id': 'x', ETag: '7' },
    rules: { 'header ETag': type },
    told: ['expectation.header request-id', 'expectation.header etag'],
  },
];

export const sent: readonly Row[] = [
  { name: 'an exact target' },
  { name: 'any text as target type', rules: { [targetType]: type }, told: ['request.body.value /target/@odata.type'] },
  { name: 'any text, handed down from the root', rules: { $: type }, told: ['request.not-checked /target/@odata.type'] },
  {
    name: 'any text, handed down, but for the type',
    rules: { $: type, [targetType]: { match: 'regex', regex: '#microsoft.graph.groupAssignmentTarget' } },
  },
  {
    name: 'some documented types',
    rules: { [targetType]: { match: 'regex', regex: '^#?microsoft\\.graph\\.(group|exclusionGroup)AssignmentTarget$' } },
  },
  {
    name: 'types that nobody documents',
    rules: { [targetType]: { match: 'regex', regex: '#microsoft\\.graph\\.\\w+AssignmentTarget' } },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'an expression that cannot be told',
    rules: { [targetType]: { match: 'regex', regex: '(?>x)++' } },
    told: ['request.not-checked /target/@odata.type'],
  },
  {
    name: 'an expression that never ends',
    rules: { [targetType]: { match: 'regex', regex: '^(([#a-zA-Z.]+)+)+!$' } },
    told: ['request.not-checked /target/@odata.type'],
  },
  {
    name: 'a documented type, and one that nobody documents',
    rules: { [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.(groupAssignmentTarget|allUsersAssignmentTarget)$' } },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'the same, without anchors',
    rules: { [targetType]: { match: 'regex', regex: '#microsoft.graph.groupAssignmentTarget|#microsoft.graph.fooAssignmentTarget' } },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'the same, in groups within groups',
    rules: { [targetType]: { match: 'regex', regex: '^(?:#?microsoft\\.graph\\.(?<kind>group|[Ff]oo)Assignment(Target){1})$' } },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'a part of a type',
    rules: { [targetType]: { match: 'regex', regex: 'AssignmentTarget' } },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'an expression that looks around',
    rules: { [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.(?=group)groupAssignmentTarget$' } },
    told: ['request.not-checked /target/@odata.type'],
  },
  {
    name: 'an expression that looks around, and a type that nobody documents',
    rules: { [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.(?!x)(group|foo)AssignmentTarget$' } },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'an escaped code point, and a type that nobody documents',
    rules: { [targetType]: { match: 'regex', regex: '^\\x23microsoft\\.graph\\.(gro[\\u0075]p|foo)AssignmentTarget$' } },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'an escaped code point in a documented type',
    rules: { [targetType]: { match: 'regex', regex: '^\\x23microsoft\\.graph\\.groupAssignmentTarget$' } },
  },
  {
    name: 'an expression that refers back',
    rules: { [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.groupAssi(g)nmentTar\\1et$' } },
    told: ['request.not-checked /target/@odata.type'],
  },
  {
    name: 'an escaped letter that has no meaning in JavaScript',
    rules: { [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.(group|[\\I]|\\Foo)AssignmentTarget$' } },
    told: ['request.not-checked /target/@odata.type'],
  },
  {
    name: 'a documented type in any case',
    rules: { [targetType]: { match: 'regex', regex: '(?i)^#microsoft\\.graph\\.groupAssignmentTarget$' } },
    told: ['request.not-checked /target/@odata.type'],
  },
  {
    name: 'types in any case, of which one is not documented',
    rules: { [targetType]: { match: 'regex', regex: '(?i)\\A#microsoft\\.graph\\.(group|foo)AssignmentTarget\\z' } },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'an optional part in braces',
    rules: { [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.group(Foo){0,1}AssignmentTarget$' } },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'a part that stands there a hundred times',
    rules: { [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.(group|x{100})AssignmentTarget$' } },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'an expression whose texts would be longer than memory',
    rules: { [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.(group|((((x{99}){99}){99}){99}){99})AssignmentTarget$' } },
    told: ['request.not-checked /target/@odata.type'],
  },
  {
    name: 'the longest expression whose texts are listed',
    rules: { [targetType]: { match: 'regex', regex: `^#microsoft\\.graph\\.(group|${'x'.repeat(255)})AssignmentTarget$` } },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'an expression that is one character longer',
    rules: { [targetType]: { match: 'regex', regex: `^#microsoft\\.graph\\.(group|${'x'.repeat(256)})AssignmentTarget$` } },
    told: ['request.not-checked /target/@odata.type'],
  },
  {
    name: 'an expression with an open part that is found to be documented',
    rules: { [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.gr[o-q]upAssignmentTarget$' } },
    told: ['request.not-checked /target/@odata.type'],
  },
  {
    name: 'an expression of another language',
    rules: { [targetType]: { match: 'regex', regex: '\\Q#microsoft.graph.groupAssignmentTarget\\E' } },
    told: ['request.not-checked /target/@odata.type'],
  },
  {
    name: 'one type by expression or exactly',
    or: true,
    rules: { [targetType]: [{ match: 'equality' }, { match: 'regex', regex: '^#microsoft\\.graph\\.groupAssignmentTarget$' }] },
  },
  {
    name: 'an exact type or one that nobody documents',
    or: true,
    rules: { [targetType]: [{ match: 'equality' }, { match: 'regex', regex: '#microsoft\\.graph\\.(group|foo)AssignmentTarget' }] },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'an exact type, which an expression fits too',
    rules: { [targetType]: [{ match: 'equality' }, { match: 'regex', regex: 'AssignmentTarget' }] },
  },
  {
    name: 'what two expressions have in common',
    rules: {
      [targetType]: [
        { match: 'regex', regex: '^#microsoft\\.graph\\.(group|foo)AssignmentTarget$' },
        { match: 'regex', regex: 'AssignmentTarget$' },
      ],
    },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'a rule of a plug-in',
    rules: { [targetType]: { match: 'my-plugin/thing' } },
    told: ['request.not-checked /target/@odata.type'],
  },
  {
    name: 'one of two documented types, each by an expression',
    or: true,
    rules: {
      [targetType]: [
        { match: 'regex', regex: '^#microsoft\\.graph\\.groupAssignmentTarget$' },
        { match: 'regex', regex: '^#microsoft\\.graph\\.allDevicesAssignmentTarget$' },
      ],
    },
    told: ['request.body.undocumented-property /target/groupId'],
  },
  {
    name: 'one of two types, and the property of one',
    rules: { [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.(group|allDevices)AssignmentTarget$' } },
    told: ['request.body.undocumented-property /target/groupId'],
  },
  {
    name: 'one of two types, and no property',
    rules: { [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.(group|allDevices)AssignmentTarget$' } },
    body: { target: { '@odata.type': group } },
    told: ['request.body.incomplete-target /target/groupId'],
  },
  {
    name: 'one of many types by a part of them, and the property of one',
    rules: { [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.[a-zA-Z]*Group' } },
    body: { target: { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId: 'g' } },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'one of two types with a part that is open, and the property of one',
    rules: { [targetType]: { match: 'regex', regex: '^#microsoft\\.graph\\.(gr[o-q]up|allDevices)AssignmentTarget$' } },
    told: ['request.not-checked /target/@odata.type', 'request.body.undocumented-property /target/groupId'],
  },
  {
    name: 'exactly one type, which an expression for two fits, and the property of one',
    rules: {
      [targetType]: [{ match: 'equality' }, { match: 'regex', regex: '^#microsoft\\.graph\\.(group|allDevices)AssignmentTarget$' }],
    },
  },
  {
    name: 'one of two types, each by an expression, of which one is not documented',
    or: true,
    rules: {
      [targetType]: [
        { match: 'regex', regex: '^#microsoft\\.graph\\.groupAssignmentTarget$' },
        { match: 'regex', regex: '^#microsoft\\.graph\\.userAssignmentTarget$' },
      ],
    },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'a text or an integer',
    or: true,
    rules: { '$.target.groupId': [type, { match: 'integer' }] },
    told: ['request.body.type /target/groupId'],
  },
  { name: 'a text or null, where null is documented', or: true, rules: { '$.target.groupId': [type, { match: 'null' }] } },
  {
    name: 'a target or null',
    or: true,
    rules: { '$.target': [type, { match: 'null' }] },
    told: ['request.body.type /target', 'request.not-checked /target/@odata.type'],
  },
  { name: 'an open value', rules: { '$.target.groupId': type } },
  { name: 'an integer for a text', rules: { '$.target.groupId': { match: 'integer' } }, told: ['request.body.type /target/groupId'] },
  { name: 'members of any name', rules: { '$.target': { match: 'values' } }, told: ['request.body.undocumented-property /target'] },
  {
    name: 'members of a name that nobody documents',
    rules: { '$.target': { match: 'eachKey', rules: [{ match: 'regex', regex: '^(groupId|@odata\\.type|groupName)$' }] } },
    told: ['request.body.undocumented-property /target', 'request.not-checked /target/@odata.type'],
  },
  {
    name: 'members of documented names',
    rules: { '$.target': documentedNames },
    told: ['request.not-checked /target/@odata.type'],
  },
  {
    name: 'members of documented names, and integers for texts',
    rules: { '$.target': [documentedNames, { match: 'eachValue', rules: [{ match: 'integer' }] }] },
    told: ['request.body.type /target/@odata.type', 'request.body.type /target/groupId'],
  },
  {
    name: 'integers for texts, and members of documented names',
    rules: { '$.target': [{ match: 'eachValue', rules: [{ match: 'integer' }] }, documentedNames] },
    told: ['request.body.type /target/@odata.type', 'request.body.type /target/groupId'],
  },
  {
    name: 'members of documented names, and any text as value',
    rules: { '$.target': [documentedNames, { match: 'eachValue', rules: [type] }] },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'members of documented names, and any text as value, two levels above',
    rules: {
      $: [
        { match: 'eachKey', rules: [{ match: 'regex', regex: '^(target|@odata\\.type)$' }] },
        { match: 'eachValue', rules: [type] },
      ],
    },
    told: ['request.not-checked /target/@odata.type'],
  },
  {
    name: 'members of documented names, and any text as value but for the type',
    rules: { '$.target': [documentedNames, { match: 'eachValue', rules: [type] }], [targetType]: { match: 'equality' } },
  },
  {
    name: 'members of documented names, or of any name',
    or: true,
    rules: { '$.target': [documentedNames, { match: 'values' }], [targetType]: { match: 'equality' } },
    told: ['request.body.undocumented-property /target'],
  },
  {
    name: 'members of names that two expressions have in common',
    rules: {
      '$.target': [documentedNames, { match: 'eachKey', rules: [{ match: 'regex', regex: '.+' }] }],
      [targetType]: { match: 'equality' },
    },
  },
  {
    name: 'a broken example beside a loose rule is told once',
    rules: { [targetType]: type },
    body: { target: { '@odata.type': 'string' } },
    told: ['request.body.value /target/@odata.type'],
  },
  {
    name: 'an example that a generator writes over',
    generators: { body: { [targetType]: { type: 'RandomString' } } },
    body: { target: { '@odata.type': 'string' } },
    told: ['request.not-checked /target/@odata.type'],
  },
  {
    name: 'a type of the provider state',
    generators: { body: { [targetType]: { type: 'ProviderState', expression: '${t}' } } },
    told: ['request.not-checked /target/@odata.type'],
  },
  { name: 'a generated text for a text', generators: { body: { '$.target.groupId': { type: 'Uuid' } } } },
  { name: 'a text of the provider state', generators: { body: { '$.target.groupId': { type: 'ProviderState', expression: '${g}' } } } },
  {
    name: 'a generated number for a text',
    generators: { body: { '$.target.groupId': { type: 'RandomInt', min: 1, max: 9 } } },
    told: ['request.body.type /target/groupId'],
  },
  {
    name: 'generated truth for a text',
    generators: { body: { '$.id': { type: 'RandomBoolean' } } },
    body: { id: 'x', target: groupTarget },
    told: ['request.body.type /id'],
  },
  {
    name: 'a generated number beside a rule, which decides',
    rules: { '$.target.groupId': type },
    generators: { body: { '$.target.groupId': { type: 'RandomInt' } } },
  },
  { name: 'no body', body: undefined, told: ['request.body.missing'] },
  { name: 'null as body', body: null, told: ['request.body.missing'] },
  { name: 'an empty body', body: '', told: ['request.body.missing'] },
  { name: 'no credentials', headers: { 'Content-Type': 'application/json' }, told: ['request.not-checked authorization'] },
  {
    name: 'empty credentials',
    headers: { 'Content-Type': 'application/json', Authorization: '' },
    told: ['request.header.missing authorization'],
  },
  {
    name: 'credentials of another scheme',
    headers: { 'Content-Type': 'application/json', Authorization: 'Basic x' },
    told: ['request.header.value authorization'],
  },
  { name: 'any credentials', rules: { 'header Authorization': type }, told: ['request.not-checked authorization'] },
  { name: 'any token', rules: { 'header authorization': { match: 'regex', regex: 'Bearer .+' } } },
  { name: 'no media type', headers: { Authorization: 'Bearer x' }, told: ['request.header.missing content-type'] },
  { name: 'any media type', rules: { 'header Content-Type': type }, told: ['request.header.value content-type'] },
  {
    name: 'another media type by expression',
    rules: { 'header Content-Type': { match: 'regex', regex: '^(application/json|text/json)(;.*)?$' } },
    told: ['request.header.value content-type'],
  },
  {
    name: 'a part of the media type by expression',
    rules: { 'header Content-Type': { match: 'regex', regex: 'json' } },
    told: ['request.header.value content-type'],
  },
  {
    name: 'a part of the media type',
    rules: { 'header Content-Type': { match: 'include', value: 'json' } },
    told: ['request.header.value content-type'],
  },
  {
    name: 'a part of another media type',
    rules: { 'header Content-Type': { match: 'include', value: 'protobuf' } },
    told: ['request.header.value content-type'],
  },
  { name: 'what includes the media type', rules: { 'header Content-Type': { match: 'include', value: 'application/json' } } },
  {
    name: 'a part of the media type, and all of it',
    rules: {
      'header Content-Type': [
        { match: 'include', value: 'json' },
        { match: 'regex', regex: '^application/json(;.*)?$' },
      ],
    },
  },
  { name: 'what includes the scheme', rules: { 'header Authorization': { match: 'include', value: 'Bearer ' } } },
  { name: 'a part of the path', rules: { path: { match: 'include', value: '/assignments/' } }, told: ['request.not-checked path'] },
  {
    name: 'the media type, quoted as in Java',
    rules: { 'header Content-Type': { match: 'regex', regex: '\\Qapplication/json\\E' } },
    told: ['request.not-checked content-type'],
  },
  {
    name: 'some path of another version',
    rules: { path: { match: 'regex', regex: '^/(v1\\.0|v2\\.0|beta)/deviceManagement/.*' } },
    told: ['request.not-checked path'],
  },
  { name: 'any path', rules: { path: { match: 'regex', regex: '.*' } }, told: ['request.not-checked path'] },
  { name: 'any text as path', rules: { path: type }, told: ['request.not-checked path'] },
  {
    name: 'a path of another language',
    rules: { path: { match: 'regex', regex: '\\Q/v1.0/\\E.*' } },
    told: ['request.not-checked path'],
  },
  {
    name: 'any ids in the path',
    rules: {
      path: {
        match: 'regex',
        regex: '^/(v1\\.0|beta)/deviceManagement/device(Configurations|CompliancePolicies)/[^/]+/assignments/[0-9a-z_-]{3,}$',
      },
    },
  },
  {
    name: 'ids in the path',
    rules: {
      path: { match: 'regex', regex: '/(v1.0|beta)/deviceManagement/(deviceConfigurations|deviceCompliancePolicies)/\\w+/assignments/.+' },
    },
  },
  { name: 'the media type with parameters', rules: { 'header Content-Type': { match: 'regex', regex: 'application/json.*' } } },
];
