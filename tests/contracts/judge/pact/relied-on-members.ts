import { groupTarget } from '../../../recordings/traffic/pact/judged-pact.js';
import { anyMembers, eachKey, eachValue, integer, regex, targetType, type, typed, type Row } from './row.js';

/** Objects with members of any name that a consumer relies on. */
export const reliedOnMembers: readonly Row[] = [
  { name: 'members of any name', rules: { '$.target': anyMembers }, body: { target: { anything: 'x' } } },
  { name: 'names that fit', rules: { '$.target': eachKey(regex('^[@a-zA-Z.]+$')) }, body: { target: { x: 1 } } },
  {
    name: 'names that cannot be',
    rules: { '$.target': eachKey(regex('^\\d+$')) },
    body: { target: { '1': 1 } },
    findings: ['value /target/@odata.type'],
  },
  {
    name: 'values that cannot be',
    rules: { '$.target': eachValue(integer) },
    body: { target: { x: 1 } },
    findings: ['type /target/@odata.type'],
  },
  {
    name: 'integers, whatever their names',
    rules: { '$.target': anyMembers, '$.target.*': integer },
    body: { id: 'x', target: { groupId: 1 } },
    findings: ['type /target/@odata.type', 'type /target/groupId'],
  },
  {
    name: 'an integer as id, beside members of any name',
    rules: { $: anyMembers, '$.id': integer },
    body: { id: 5 },
    findings: ['type /id'],
  },
  {
    name: 'examples that cannot be, beside members of any name',
    rules: { $: anyMembers },
    body: { id: 5, displayName: true, target: 7 },
    findings: ['type /id', 'type /target'],
  },
  {
    name: 'an expression for a type that cannot be, beside members of any name',
    rules: { '$.target': anyMembers, [targetType]: regex('^#microsoft\\.graph\\.user$') },
    body: typed('#microsoft.graph.user'),
    findings: ['value /target/@odata.type'],
  },
  {
    name: 'documented values and members of any name',
    rules: { '$.target': anyMembers, '$.target.*': type },
    body: { target: { '@odata.type': 'string', groupId: 'x', anything: 7 } },
  },
  {
    name: 'names that fit, beside values that nothing is asked of',
    rules: { $: eachKey(regex('^\\w+$')) },
    body: { id: 5, displayName: 'x', target: { groupId: 7 } },
  },
  {
    name: 'names that fit, and a value that cannot be',
    rules: { $: eachKey(regex('^\\w+$')), '$.id': integer },
    body: { id: 5 },
    findings: ['type /id'],
  },
  { name: 'names of which nothing is asked', rules: { $: eachKey() }, body: { id: 5, displayName: 'x' } },
  {
    name: 'an undocumented name within members of any name',
    rules: { $: anyMembers },
    body: { target: { groupName: 'x' } },
    findings: ['undocumented-property /target/groupName'],
  },
  {
    name: 'names that fit, and values that cannot be',
    rules: { '$.target': [eachKey(regex('.+')), eachValue(integer)] },
    body: { target: groupTarget },
    findings: ['type /target/@odata.type', 'type /target/groupId'],
  },
  {
    name: 'values that cannot be, and names that fit',
    rules: { '$.target': [eachValue(integer), eachKey(regex('.+'))] },
    body: { target: groupTarget },
    findings: ['type /target/@odata.type', 'type /target/groupId'],
  },
  {
    name: 'values that may be, and names that cannot',
    rules: { '$.target': [eachValue(type), eachKey(regex('^[a-z]+$'))] },
    body: { target: groupTarget },
    findings: ['value /target/@odata.type'],
  },
  {
    name: 'values that cannot be, though one has a rule of its own',
    rules: { '$.target': eachValue(integer), [targetType]: type },
    body: { target: groupTarget },
    findings: ['type /target/@odata.type', 'type /target/groupId'],
  },
  {
    name: 'values of which one cannot be, by a rule of its own',
    rules: { '$.target': eachValue(type), '$.target.groupId': integer },
    body: { target: groupTarget },
    findings: ['type /target/groupId'],
  },
  {
    name: 'values of the types of the examples',
    rules: { '$.target': eachValue(type) },
    body: { target: { '@odata.type': 'string', groupId: 'x' } },
  },
  {
    name: 'values of the types of the examples, of which one cannot be',
    rules: { '$.target': eachValue(type) },
    body: typed(5),
    findings: ['type /target/@odata.type'],
  },
  {
    name: 'values of the types of the examples, handed down',
    rules: { $: eachValue(type) },
    body: { id: '', target: { '@odata.type': 'string', groupId: 7 } },
    findings: ['type /target/groupId'],
  },
  {
    name: 'names that cannot be, or values that may be',
    or: true,
    rules: { '$.target': [eachKey(regex('^\\d+$')), eachValue(type)] },
    body: typed('x'),
  },
  {
    name: 'names that cannot be, in either of two ways',
    or: true,
    rules: { '$.target': [eachKey(regex('^\\d+$')), eachKey(regex('^x'))] },
    body: { target: { x: 1 } },
    findings: ['value /target/@odata.type'],
  },
];
