import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  anything,
  array,
  assert,
  constantFrom,
  dictionary,
  oneof,
  property,
  record,
  string,
  type Arbitrary,
} from '../../equipment/fast-check.js';
import { packageRoot } from '../../../contracts/folders.js';
import { parseBaseline, readBaseline } from '../../../scripts/baseline/baseline-file.js';
import { CannotRun } from '../../../scripts/verdict/exit-code.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { entry } from './entry.js';

const schema = JSON.parse(readFileSync(join(packageRoot, 'scripts/baseline/baseline.schema.json'), 'utf8')) as object;
const fitsSchema = new Ajv2020({ strict: true }).compile(schema);

let folder: TemporaryFolder;
beforeAll(() => {
  folder = new TemporaryFolder();
});
afterAll(() => {
  folder.remove();
});

interface Unreadable {
  readonly name: string;
  readonly text?: string;
  readonly entry?: object;
  readonly entries?: readonly object[];
  readonly says: string;
}

const unreadable = JSON.parse(readFileSync(join(__dirname, 'unreadable.json'), 'utf8')) as readonly Unreadable[];

test.each(unreadable.map((row) => [row.name, row] as const))('%s is refused, with file, place and reason', (_, row) => {
  const entries = (row.entries ?? [row.entry ?? {}]).map((own) => ({ ...entry(), ...own }));
  const file = folder.write('bad.json', row.text ?? JSON.stringify({ accepted: entries }));
  const error = errorOf(() => readBaseline(file));
  expect(error.message).toMatch(/^\/.+bad\.json: /);
  expect(error.message).toContain(row.says);
});

test('a file that is not there, not a file, or not UTF-8 is refused', () => {
  expect(errorOf(() => readBaseline('nowhere.json')).message).toBe(
    'nowhere.json: no such file. Check the path, or create it with "graph-contracts drift --accept".',
  );
  expect(errorOf(() => readBaseline(folder.path)).message).toContain('cannot be read (EISDIR)');
  expect(errorOf(() => readBaseline(folder.write('latin1.json', Buffer.from([0xe9])))).message).toContain('not UTF-8');
});

test('a baseline is read whole, with what editors add to it', () => {
  const written = {
    $schema: './baseline.schema.json',
    accepted: [entry(), entry({ fingerprint: '00000000000000a2', code: 'a', operation: 'b' })],
  };
  const file = folder.write('good.json', `\uFEFF${JSON.stringify(written)}`);
  expect(readBaseline(file)).toEqual({ file, ...written });
});

/** Entries, and what is nearly one. */
const near: Arbitrary<unknown> = record(
  {
    fingerprint: oneof(constantFrom('00000000000000a1', '00000000000000A1', 'a1', ''), anything()),
    owner: oneof(constantFrom('team', '', ' ', '\n'), anything()),
    reason: oneof(constantFrom('why', '\t'), anything()),
    expires: oneof(constantFrom('2026-12-31', '2026-1-1'), anything()),
    code: oneof(string(), anything()),
    extra: anything(),
  },
  { requiredKeys: [] },
);

test('the schema for editors says of any JSON what reading it says', () => {
  const texts = oneof(
    dictionary(constantFrom('accepted', '$schema', 'x'), anything()),
    record({ accepted: array(near, { maxLength: 1 }) }),
  );
  assert(
    property(texts, (value) => {
      const text = JSON.stringify(value);
      const refused = reasonOf(() => parseBaseline('f', text));
      expect(fitsSchema(JSON.parse(text))).toBe(refused === undefined);
    }),
    {
      numRuns: 500,
      examples: [
        [{ accepted: [] }],
        [{ accepted: [{ fingerprint: '00000000000000a1', owner: 'team', reason: 'why', expires: '2026-12-31' }] }],
        [{ accepted: [{ fingerprint: '00000000000000A1', owner: 'team', reason: 'why', expires: '2026-12-31' }] }],
      ],
    },
  );
});

test('whatever stands in a file that is no baseline, it is refused with a sentence', () => {
  assert(
    property(
      oneof(
        string(),
        anything().map((value) => JSON.stringify({ accepted: [value] })),
      ),
      (text) => {
        expect(reasonOf(() => parseBaseline('f.json', text))).toMatch(/^f\.json: [^\p{Cc}]+\.$/u);
      },
    ),
  );
});

function errorOf(read: () => unknown): CannotRun {
  try {
    read();
  } catch (error) {
    if (error instanceof CannotRun) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

function reasonOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof CannotRun) return error.message;
    throw error;
  }
}
