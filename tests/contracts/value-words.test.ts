import { contracts, familyOf } from '../../contracts/judge/compiled-contracts.js';
import { hyphenated, typesOfMember, valueWords } from '../../contracts/value-words.js';

const targets = ['baseAssignmentTarget', 'allDevicesAssignmentTarget', 'groupAssignmentTarget'];

test.each<[words: string, member: string, types: readonly string[], typeName: string | undefined]>([
  ['group-target', 'target', targets, 'groupAssignmentTarget'],
  ['all-devices-target', 'target', targets, 'allDevicesAssignmentTarget'],
  ['tenant-ring-target', 'target', targets, 'tenantRingAssignmentTarget'],
  ['other-target', 'target', targets, 'AssignmentTarget'],
  ['other-target', 'target', targets, 'somethingElse'],
  ['other-target', 'target', targets, '../AssignmentTarget'],
  ['other-target', 'target', targets, `${'a'.repeat(61)}AssignmentTarget`],
  ['other-target', 'target', targets, undefined],
  ['wifi-config-settings', 'settings', ['wifiConfig', 'vpnProfile'], 'wifiConfig'],
  ['wifi-config-settings', 'settings', ['wifiConfig'], 'wifiConfig'],
  ['wifi-install-intent', 'installIntent', ['wifiConfig', 'vpnConfig'], 'wifiConfig'],
  ['wifi-config-settings', 'settings', ['config', 'wifiConfig'], 'wifiConfig'],
])('%s', (words, member, types, typeName) => {
  expect(valueWords(member, types, typeName)).toBe(words);
});

test.each([
  ['displayName', 'display-name'],
  ['URL', 'u-r-l'],
  ['id', 'id'],
])('%s has hyphens: %s', (name, expected) => {
  expect(hyphenated(name)).toBe(expected);
});

test('a member of a contract has the types of its family, and a simple one has none', () => {
  for (const contract of contracts) {
    const types = contract.settable.map((member) => typesOfMember(contract, familyOf(contract), member));
    expect(types).toEqual(contract.settable.map((): unknown => expect.arrayContaining(['groupAssignmentTarget'])));
    expect(typesOfMember(contract, familyOf(contract), 'id')).toEqual([]);
  }
});
