/** `drift --accept` edits the text of a baseline, and leaves the rest of it as its owner wrote it. */
import { tokenize } from '@humanwhocodes/momoa';
import { readFileSync } from 'node:fs';
import * as fc from '../../equipment/fast-check.js';
import { acceptFinding } from '../../../scripts/baseline/accept-finding.js';
import { editBaseline, parseBaseline } from '../../../scripts/baseline/baseline-file.js';
import { withEntries } from '../../../scripts/baseline/baseline-text.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { entry, now } from './entry.js';

const folder = useTemporaryFolder();

const added = entry({ fingerprint: '00000000000000b1', reason: 'ticket 4711' });
const [one, two] = [entry(), entry({ fingerprint: '00000000000000a2' })].map((each) => JSON.stringify(each)) as [string, string];

/** The lines of the new entry, with a mark in the place of each indentation. */
function addedLines(indent: string, unit = '  ', newLine = '\n'): string {
  const members = Object.entries(added).map(([name, value]) => `${indent}${unit}"${name}": ${JSON.stringify(value)}`);
  return `${indent}{${newLine}${members.join(`,${newLine}`)}${newLine}${indent}}`;
}

const texts = [
  {
    name: 'comments, and no trailing comma',
    text: `// team intune\n{\n  "accepted": [\n    ${one} // asked Microsoft, ], 12 June\n    /* more below */\n  ]\n}\n`,
    edited: `// team intune\n{\n  "accepted": [\n    ${one}, // asked Microsoft, ], 12 June\n    /* more below */\n${addedLines('    ')}\n  ]\n}\n`,
  },
  {
    name: 'a trailing comma',
    text: `{\n  "accepted": [\n    ${one}, // first\n    ${two}, // second,\n  ],\n}`,
    edited: `{\n  "accepted": [\n    ${one}, // first\n    ${two}, // second,\n${addedLines('    ')},\n  ],\n}`,
  },
  {
    name: 'tabs, and line ends of Windows',
    text: `\uFEFF{\r\n\t"accepted": [\r\n\t\t${one}\r\n\t]\r\n}\r\n`,
    edited: `\uFEFF{\r\n\t"accepted": [\r\n\t\t${one},\r\n${addedLines('\t\t', '\t', '\r\n')}\r\n\t]\r\n}\r\n`,
  },
  { name: 'one line', text: `{"accepted":[${one}]}`, edited: `{"accepted":[${one},\n${addedLines('  ')}\n]}` },
  { name: 'no entry', text: `{\n  "accepted": []\n}\n`, edited: `{\n  "accepted": [\n${addedLines('    ')}\n  ]\n}\n` },
  {
    name: 'no entry, but a comment',
    text: `{\n  "accepted": [\n    // none yet\n  ]\n}\n`,
    edited: `{\n  "accepted": [\n    // none yet\n${addedLines('    ')}\n  ]\n}\n`,
  },
  {
    name: 'an entry that is accepted again',
    text: `{\n  "accepted": [\n    // the old one\n    ${JSON.stringify({ ...added, owner: 'team b' })}, // until then\n    ${two}\n  ]\n}\n`,
    edited: `{\n  "accepted": [\n    // the old one\n${addedLines('    ')}, // until then\n    ${two}\n  ]\n}\n`,
  },
];

test.each(texts)('an acceptance is added to a file with $name', async ({ text, edited }) => {
  const file = folder.write('b.json', text);
  await editBaseline(file, (baseline) => acceptFinding(baseline, added, undefined, now));
  expect(readFileSync(file, 'utf8')).toBe(edited);
});

const gap = fc
  .array(fc.constantFrom(' ', '\t', '\n', '\r\n', '// ], "accepted": [\n', '/* }, ] // */', '/*\n*/'), { maxLength: 4 })
  .map((parts) => parts.join(''));
const entries = fc
  .uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 3 })
  .map((numbers) => numbers.map((number) => entry({ fingerprint: String(number).padStart(16, '0'), owner: 'a ] , // "team"' })));

test('whatever comments and white space a file has, it only grows by the entries that are added', () => {
  fc.assert(
    fc.property(entries, fc.array(gap, { minLength: 12, maxLength: 12 }), fc.boolean(), fc.boolean(), (before, gaps, comma, mark) => {
      const at = (index: number): string => gaps[index % gaps.length] ?? '';
      const listed = before.map((each, index) => `${at(index)}${JSON.stringify(each)}`).join(`${at(3)},`);
      const head = `${mark ? '\uFEFF' : ''}${at(4)}{${at(5)}"accepted"${at(6)}:${at(7)}[${listed}`;
      const tail = `]${at(8)}}${at(9)}`;
      const text = `${head}${comma && before.length > 0 ? `${at(10)},` : ''}${at(11)}${tail}`;
      const parsed = parseBaseline('f', text);
      const more = [added, entry({ fingerprint: '00000000000000b2' })];

      const edited = withEntries(text, parsed.accepted, [...parsed.accepted, ...more]);
      expect(parseBaseline('f', edited).accepted).toEqual([...before, ...more]);
      expect([edited.startsWith(head), edited.endsWith(tail), onlyGrew(text, edited)]).toEqual([true, true, true]);
      expect(commentsOf(edited)).toEqual(commentsOf(text));
    }),
  );
});

/** Whether the second text is the first one with insertions. */
function onlyGrew(text: string, edited: string): boolean {
  let from = 0;
  for (const character of edited) if (character === text[from]) from += 1;
  return from === text.length;
}

function commentsOf(text: string): string[] {
  return tokenize(text.replace('\uFEFF', ' '), { mode: 'jsonc' }).flatMap(({ type, loc }) =>
    type.endsWith('Comment') ? text.slice(loc.start.offset, loc.end.offset) : [],
  );
}
