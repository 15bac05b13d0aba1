import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareContracts } from '../../../contracts/compare/compare-contracts.js';
import { misspeltTypes } from '../../../contracts/compare/misspelt-types.js';
import { compile } from '../../../contracts/compiler/compile.js';
import type { ApiVersion, Contract } from '../../../contracts/contract.js';
import { pagesFolder } from '../../../contracts/folders.js';
import type { Finding } from '../../../contracts/judge/finding.js';
import * as fc from '../../equipment/fast-check.js';
import { asGiven, editedTexts, lineOf, type EditedText } from './edits.js';

const types = source('assignment-targets.md');
const ours = compile([source('update-device-compliance-policy-assignment.md'), source('update-device-configuration-assignment.md'), types]);

function source(name: string): { file: string; text: string } {
  return { file: name, text: readFileSync(join(pagesFolder, name), 'utf8') };
}

function contractOf(text: string, file = 'page.md'): Contract {
  const [contract] = compile([{ file, text }, types]);
  if (contract === undefined) throw new Error('no operation');
  return contract;
}

function findingsOf(text: string, file?: string, version: ApiVersion = 'v1.0'): Finding[] {
  const theirs = contractOf(text, file);
  const own = ours.find(({ paths: [path = ''] }) => theirs.paths.some((other) => other.split('/')[2] === path.split('/')[2]));
  if (own === undefined) throw new Error('no contract of the same operation');
  return compareContracts(own, theirs, { version, sameTypes: true });
}

const edited = editedTexts();

test('the history holds at least 100 texts', () => {
  expect(edited.length).toBeGreaterThanOrEqual(100);
});

test.each(edited)('$name', (one: EditedText) => {
  const found = findingsOf(one.text);
  expect(
    asGiven(
      found.map(({ code, pointer }) => `${code} ${pointer}`),
      one,
    ),
  ).toEqual([...one.gives].sort());
});

test('any two texts of one operation compare, each finding once, and a text agrees with itself', () => {
  const contracts = edited.map(({ text }) => contractOf(text));
  const index = fc.nat(contracts.length - 1);
  fc.assert(
    fc.property(index, index, (one, other) => {
      const [before, after] = [contracts[one], contracts[other]];
      const findings = before && after ? compareContracts(before, after, { sameTypes: true }) : [];
      expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
      expect(before && compareContracts(before, before, { sameTypes: true })).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

describe('a finding', () => {
  const page = readFileSync(join(pagesFolder, 'update-device-configuration-assignment.md'), 'utf8');

  test('shows both lines', () => {
    const text = page.replace('`200 OK`', '`202 Accepted`');
    expect(findingsOf(text.replace('\n# ', '\n\n# '), 'theirs.md').slice(0, 1)).toMatchObject([
      {
        code: 'docs.changed',
        severity: 'breaking',
        layer: 'documented',
        message: `response.status 200 → 202 (theirs.md:${lineOf(page, '`200 OK`') + 1})`,
        documentedAt: {
          file: 'update-device-configuration-assignment.md',
          line: lineOf(page, '`200 OK`'),
          text: expect.stringContaining('`200 OK`') as string,
        },
        seenAt: { file: 'theirs.md', line: lineOf(page, '`200 OK`') + 1, text: expect.stringContaining('`202 Accepted`') as string },
      },
    ]);
  });

  test('about a promise that is gone names the line beside which it would stand, and a likely new name', () => {
    const text = page.replace('  "id": "7e', '  "ids": "7e');
    expect(findingsOf(text)).toMatchObject([
      {
        code: 'docs.gone',
        message: 'response.body/id is gone: string, required. Was it renamed to ids?',
        seenAt: { line: lineOf(page, '`200 OK`') },
      },
      { code: 'docs.added', documentedAt: { line: lineOf(page, '`200 OK`') }, seenAt: { line: lineOf(page, '"id": "') } },
    ]);
  });

  test.each([
    ['deleted', (text: string) => text.replace(/^\|target\|.+\n/m, ''), ''],
    ['renamed', (text: string) => text.replace(/^\|target\|/m, '|targets|'), '. Was it renamed to targets?'],
  ])('about a row that is %s shows it, and the example that still has the member', (_, edit, hint) => {
    const text = edit(page);
    const line = lineOf(text, '"target": {');
    expect(findingsOf(text)[0]).toMatchObject({
      code: 'docs.gone',
      severity: 'breaking',
      pointer: '/target',
      message: `the row of target is gone; the example still shows it (page.md:${line})${hint}`,
      documentedAt: { line: lineOf(page, '|target|') },
      seenAt: { line },
    });
  });

  test('about the row of a header that only the example still shows is a note, beside what else has changed', () => {
    const withRow = page.replace(/^(\|Authorization\|.+)$/m, '$1\n|Content-Type|application/json. Required|');
    const before = contractOf(withRow);
    const found = (text: string): Finding[] => compareContracts(before, contractOf(text), { sameTypes: true });
    const line = lineOf(page, 'Content-type: ');
    expect(found(withRow)).toEqual([]);
    expect(found(page)).toMatchObject([
      {
        code: 'docs.reading',
        severity: 'note',
        pointer: 'content-type',
        message: `the row of content-type is gone; the example still shows it (page.md:${line})`,
        documentedAt: { line: lineOf(withRow, '|Content-Type|') },
        seenAt: { line },
      },
    ]);
    expect(
      found(page.replace('Content-type: application/json', 'Content-type: text/plain')).map(({ code, pointer }) => `${code} ${pointer}`),
    ).toEqual(['docs.changed content-type', 'docs.reading content-type']);
  });

  test('about a body that is new stands alone, though the example had it before', () => {
    const before = contractOf(page.replace('`200 OK`', '`204 No Content`'));
    const found = compareContracts(before, contractOf(page), { sameTypes: true }).filter(({ severity }) => severity !== 'note');
    expect(found.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(['docs.changed response.status', 'docs.added response.body']);
  });

  test('about a property that the metadata has in that API version is a note', () => {
    const text = page.replace(/^(\|id\|.+)$/m, '$1\n|sourceId|String|Read-only.|');
    expect(findingsOf(text, 'page.md', 'beta')).toMatchObject([{ code: 'docs.confirmed', severity: 'note', pointer: '/sourceId' }]);
    expect(findingsOf(text, 'page.md', 'v1.0')).toMatchObject([{ code: 'docs.added', severity: 'additive', pointer: '/sourceId' }]);
  });

  test('names a type that a misspelt one resembles', () => {
    const text = page.replace('the updated [deviceConfigurationAssignment]', 'the updated [deviceConfigurationAsignment]');
    const [finding] = findingsOf(text);
    expect(finding?.message).toContain('Did you mean deviceConfigurationAssignment?');
  });

  test.each([
    ['a status', (text: string) => text.replace('`200 OK`', '`202 Accepted`')],
    ['a path', (text: string) => text.replace(/^PATCH \/.+$/m, '$&\nPATCH /lighting/lamps/{id}')],
    ['a dropped row', (text: string) => text.replace(/^\|id\|.+\n/m, '')],
    ['a permission', (text: string) => text.replace(/^(\|Application\|).+$/m, '$1Device.Read.All|')],
    ['a new type', (text: string) => text.replace(/deviceAndAppManagementAssignmentTarget"/g, 'moodAssignmentTarget"')],
  ])('about %s keeps its fingerprint when lines move and files are renamed', (_, edit) => {
    const prints = ({ fingerprint }: Finding): string => fingerprint;
    const [one, other] = [findingsOf(edit(page), 'a.md'), findingsOf(edit(page).replaceAll('\n\n', '\n\n\n'), 'other/b.md')];
    expect(one.map(prints)).toEqual(other.map(prints));
    expect(new Set(one.map(prints)).size).toBe(one.length);
    expect(one.length).toBeGreaterThan(0);
  });

  test('differs by API version', () => {
    const theirs = contractOf(page.replace('`200 OK`', '`202 Accepted`'));
    const own = ours[1];
    const prints = (['v1.0', 'beta'] as const).map(
      (version) => own && compareContracts(own, theirs, { version, sameTypes: true })[0]?.fingerprint,
    );
    expect(new Set(prints).size).toBe(2);
  });
});

describe('permissions', () => {
  const page = readFileSync(join(pagesFolder, 'update-device-configuration-assignment.md'), 'utf8');
  const withPermission = (names: string): Contract => contractOf(page.replace(/^(\|Application\|).+$/m, `$1${names}|`));
  const included = contractOf(
    page.replace(/^\|Permission type\|(?:.+\n)+/m, '[!INCLUDE [permissions-table](../includes/permissions/x.md)]\n'),
  );
  const compared = (one: Contract, other: Contract): string[] =>
    compareContracts(one, other, { sameTypes: true }).map(({ code, severity, message }) => `${severity} ${code}: ${message}`);

  test.each<[string, Contract, Contract, readonly string[]]>([
    ['the same in another order', withPermission('A.Read, B.Read'), withPermission('B.Read, A.Read'), []],
    ['not supported, as before', withPermission('Not supported.'), contractOf(page), []],
    [
      'gone',
      withPermission('A.Read, B.Read'),
      withPermission('A.Read'),
      ['breaking docs.gone: permission for Application is gone: B.Read'],
    ],
    [
      'replaced',
      withPermission('A.Read'),
      withPermission('B.Read'),
      [
        'breaking docs.gone: permission for Application is gone: A.Read',
        `additive docs.added: permission for Application is new: B.Read (page.md:${lineOf(page, '|Application|')})`,
      ],
    ],
    [
      'in an included file',
      withPermission('A.Read'),
      included,
      [
        `unknown docs.not-comparable: permission for Application is not compared: it stands in a file that the page includes (page.md:${lineOf(page, '|Permission type|')})`,
      ],
    ],
    ['in an included file, while ours names none', contractOf(page), included, []],
  ])('%s', (_, one, other, messages) => {
    expect(compared(one, other)).toEqual(messages);
  });
});

test('what contradicts itself is a note beside a change', () => {
  const page = readFileSync(join(pagesFolder, 'update-device-configuration-assignment.md'), 'utf8');
  const notes = findingsOf(page.replace('`200 OK`', '`202 Accepted`')).filter(({ severity }) => severity === 'note');
  expect(notes.map(({ code, message }) => [code, message])).toEqual([
    ['docs.odd', `the example answers 200, the text says 202 (page.md:${lineOf(page, 'HTTP/1.1 200 OK')})`],
  ]);
});

test.each([
  [
    'a misspelt name',
    'Changes a deviceConfigurationAsignment.',
    ['deviceConfigurationAsignment is not the name of a type. Did you mean deviceConfigurationAssignment?'],
  ],
  [
    'names, plurals, ids, links and parameters',
    'groupAssignmentTarget groupAssignmentTargets groupAssignmentTargetId [x](groupAsignmentTarget.md) {groupAsignmentTarget}',
    [],
  ],
  ['other words', 'Assignments of deviceManagement and mobileAppAssignment.', []],
])('misspelt types: %s', (_, text, whats) => {
  const names = ['groupAssignmentTarget', 'deviceConfigurationAssignment'];
  expect(misspeltTypes({ file: 'page.md', text: `\n${text}` }, names).map(({ what }) => what)).toEqual(whats);
});

test('paths are a set, however they are numbered', () => {
  const page = readFileSync(join(pagesFolder, 'update-device-configuration-assignment.md'), 'utf8');
  const withPaths = (paths: readonly string[]): Contract =>
    contractOf(page.replace(/^PATCH \/.+$/m, (path) => [path, ...paths.map((other) => `PATCH ${other}`)].join('\n')));
  const [one, other] = [withPaths(['/a/{x}/b/{y}', '/c/{z}']), withPaths(['/c/{anything}', '/a/{b}/b/{a}'])];
  expect(one.hash).not.toBe(other.hash);
  expect(compareContracts(one, other, { sameTypes: true })).toEqual([]);
});

/** With types of its own on each side, the types are compared too. */
describe('types', () => {
  const page = source('update-device-configuration-assignment.md');
  const compared = (edit: (text: string) => string): string[] => {
    const contract = (text: string): Contract => {
      const [one] = compile([page, { ...types, text }]);
      if (one === undefined) throw new Error('no operation');
      return one;
    };
    return compareContracts(contract(types.text), contract(edit(types.text)), { sameTypes: false }).map(
      ({ code, message }) => `${code}: ${message.replace(/ \(.+/, '')}`,
    );
  };

  test.each<[string, (text: string) => string, readonly string[]]>([
    ['the same', (text) => text, []],
    [
      'a value that is new',
      (text) => text.replaceAll('`include`', '`include`, `prefer`'),
      [
        'docs.added: type.deviceAndAppManagementAssignmentTarget/deviceAndAppManagementAssignmentFilterType none, include, exclude → none, include, prefer, exclude',
      ],
    ],
    [
      'a value that is gone',
      (text) => text.replaceAll('`include`, ', ''),
      [
        'docs.narrowed: type.deviceAndAppManagementAssignmentTarget/deviceAndAppManagementAssignmentFilterType none, include, exclude → none, exclude',
      ],
    ],
    [
      'a nullable property that no longer is',
      (text) => text.replace('"nullableProperties": ["groupId"]', '"nullableProperties": []'),
      ['docs.narrowed: type.groupAssignmentTarget/groupId nullable → never null'],
    ],
    [
      'a property of another type',
      (text) => text.replace('|groupId|String|', '|groupId|Int32|'),
      ['docs.changed: type.groupAssignmentTarget/groupId string → integer'],
    ],
    [
      'a renamed type',
      (text) => text.replaceAll('allDevicesAssignmentTarget', 'allDeviceAssignmentTarget'),
      [
        'docs.gone: type is gone: allDevicesAssignmentTarget. Was it renamed to allDeviceAssignmentTarget?',
        'docs.added: type is new: allDeviceAssignmentTarget',
      ],
    ],
  ])('%s', (_, edit, messages) => {
    expect(compared(edit)).toEqual(messages);
  });
});
