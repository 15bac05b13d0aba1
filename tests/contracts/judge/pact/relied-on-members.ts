import { groupTarget } from '../../../recordings/traffic/pact/judged-pact.js';
import { anyMembers, eachKey, eachValue, integer, regex, targetType, type, typed, type Row } from './row.js';

/** Objects with members of any name that a consumer relies on. */
export const reliedOnMembers: readonly Row[] = [
  ['members of any name', { ofTarget: anyMembers, target: { anything: 'x' } }],
  ['names that fit', { ofTarget: eachKey(regex('^[@a-zA-Z.]+$')), target: { x: 1 } }],
  ['names that cannot be', { ofTarget: eachKey(regex('^\\d+$')), target: { '1': 1 } }, 'value /target/@odata.type'],
  ['values that cannot be', { ofTarget: eachValue(integer), target: { x: 1 } }, 'type /target/@odata.type'],
  [
    'integers, whatever their names',
    { rules: { '$.target': anyMembers, '$.target.*': integer }, body: { id: 'x', target: { groupId: 1 } } },
    'type /target/@odata.type',
    'type /target/groupId',
  ],
  ['an integer as id, beside members of any name', { rules: { $: anyMembers, '$.id': integer }, body: { id: 5 } }, 'type /id'],
  [
    'examples that cannot be, beside members of any name',
    { rules: { $: anyMembers }, body: { id: 5, displayName: true, target: 7 } },
    'type /id',
    'type /target',
  ],
  [
    'an expression for a type that cannot be, beside members of any name',
    { rules: { '$.target': anyMembers, [targetType]: regex('^#microsoft\\.graph\\.user$') }, body: typed('#microsoft.graph.user') },
    'value /target/@odata.type',
  ],
  [
    'documented values and members of any name',
    { rules: { '$.target': anyMembers, '$.target.*': type }, target: { '@odata.type': 'string', groupId: 'x', anything: 7 } },
  ],
  [
    'names that fit, beside values that nothing is asked of',
    { rules: { $: eachKey(regex('^\\w+$')) }, body: { id: 5, displayName: 'x', target: { groupId: 7 } } },
  ],
  ['names that fit, and a value that cannot be', { rules: { $: eachKey(regex('^\\w+$')), '$.id': integer }, body: { id: 5 } }, 'type /id'],
  ['names of which nothing is asked', { rules: { $: eachKey() }, body: { id: 5, displayName: 'x' } }],
  [
    'an undocumented name within members of any name',
    { rules: { $: anyMembers }, target: { groupName: 'x' } },
    'undocumented-property /target/groupName',
  ],
  [
    'names that fit, and values that cannot be',
    { ofTarget: [eachKey(regex('.+')), eachValue(integer)], target: groupTarget },
    'type /target/@odata.type',
    'type /target/groupId',
  ],
  [
    'values that cannot be, and names that fit',
    { ofTarget: [eachValue(integer), eachKey(regex('.+'))], target: groupTarget },
    'type /target/@odata.type',
    'type /target/groupId',
  ],
  [
    'values that may be, and names that cannot',
    { ofTarget: [eachValue(type), eachKey(regex('^[a-z]+$'))], target: groupTarget },
    'value /target/@odata.type',
  ],
  [
    'values that cannot be, though one has a rule of its own',
    { rules: { '$.target': eachValue(integer), [targetType]: type }, target: groupTarget },
    'type /target/@odata.type',
    'type /target/groupId',
  ],
  [
    'values of which one cannot be, by a rule of its own',
    { rules: { '$.target': eachValue(type), '$.target.groupId': integer }, target: groupTarget },
    'type /target/groupId',
  ],
  ['values of the types of the examples', { ofTarget: eachValue(type), target: { '@odata.type': 'string', groupId: 'x' } }],
  [
    'values of the types of the examples, of which one cannot be',
    { ofTarget: eachValue(type), body: typed(5) },
    'type /target/@odata.type',
  ],
  [
    'values of the types of the examples, handed down',
    { rules: { $: eachValue(type) }, body: { id: '', target: { '@odata.type': 'string', groupId: 7 } } },
    'type /target/groupId',
  ],
  ['names that cannot be, or values that may be', { or: true, ofTarget: [eachKey(regex('^\\d+$')), eachValue(type)], body: typed('x') }],
  [
    'names that cannot be, in either of two ways',
    { or: true, ofTarget: [eachKey(regex('^\\d+$')), eachKey(regex('^x'))], target: { x: 1 } },
    'value /target/@odata.type',
  ],
];
