import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from '../../equipment/fast-check.js';
import { packageRoot } from '../../../contracts/folders.js';
import { thisProcess } from '../../../recordings/files/process-identity.js';
import { committedSchema, editorKeywords } from '../../../scripts/build/config-schema.js';
import { editBaseline, parseBaseline, readBaseline } from '../../../scripts/baseline/baseline-file.js';
import type { Baseline, BaselineEntry } from '../../../scripts/verdict/baseline.js';
import { CannotRun } from '../../../scripts/verdict/exit-code.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { entry } from './entry.js';

const schema = JSON.parse(readFileSync(join(packageRoot, 'scripts/baseline/baseline.schema.json'), 'utf8')) as object;
const fitsSchema = new Ajv2020({ strict: true, keywords: editorKeywords }).compile(schema);

const folder = useTemporaryFolder();

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
  const reason = refusalOf(() => readBaseline(folder.write('bad.json', row.text ?? JSON.stringify({ accepted: entries })), 'drift'));
  expect(reason).toMatch(/^\/.+bad\.json: /);
  expect(reason).toContain(row.says);
});

test('a file that is missing, a folder, or not UTF-8 is refused', () => {
  expect(refusalOf(() => readBaseline('nowhere.json', 'drift'))).toBe(
    'nowhere.json: no such file. Check the path, or create it with "npx graph-assignment-contracts drift --baseline nowhere.json --accept <fingerprint>".',
  );
  expect(refusalOf(() => readBaseline(folder.path, 'drift'))).toContain('cannot be read (EISDIR)');
  expect(refusalOf(() => readBaseline(folder.write('latin1.json', Buffer.from([0xe9])), 'drift'))).toContain('not UTF-8');
});

test('a baseline is read whole, with what editors add to it', () => {
  const written = {
    $schema: './baseline.schema.json',
    accepted: [entry(), entry({ fingerprint: '00000000000000a2', code: 'a', operation: 'b' })],
  };
  const file = folder.write('good.json', `\uFEFF${JSON.stringify(written)}`);
  expect(readBaseline(file, 'drift')).toEqual({ file, ...written });
});

test('comments and trailing commas are read, and the schemas of baseline and configuration tell editors so', () => {
  const text = `// ours\n{\n  "accepted": [\n    ${JSON.stringify(entry())}, /* until June */\n  ],\n}\n`;
  expect(readBaseline(folder.write('comments.json', text), 'drift').accepted).toEqual([entry()]);
  for (const one of [schema, committedSchema()]) expect(one).toMatchObject({ allowComments: true, allowTrailingCommas: true });
});

/** Entries, and values that are nearly entries. */
const near = fc.record(
  {
    fingerprint: fc.oneof(fc.constantFrom('00000000000000a1', '00000000000000A1', 'a1', ''), fc.anything()),
    owner: fc.oneof(fc.constantFrom('team', '', ' ', '\n'), fc.anything()),
    reason: fc.oneof(fc.constantFrom('why', '\t'), fc.anything()),
    expires: fc.oneof(fc.constantFrom('2026-12-31', '2026-1-1'), fc.anything()),
    code: fc.oneof(fc.string(), fc.anything()),
    extra: fc.anything(),
  },
  { requiredKeys: [] },
);

test('the schema for editors accepts the same JSON as the reader', () => {
  const values = fc.oneof(
    fc.dictionary(fc.constantFrom('accepted', '$schema', 'x'), fc.anything()),
    fc.record({ accepted: fc.array(near, { maxLength: 1 }) }),
  );
  fc.assert(
    fc.property(values, (value) => {
      const text = JSON.stringify(value);
      expect(fitsSchema(JSON.parse(text))).toBe(refusalOf(() => parseBaseline('f', text)) === undefined);
    }),
    {
      numRuns: 500,
      examples: [[{ accepted: [] }], [{ accepted: [entry()] }], [{ accepted: [entry({ fingerprint: '00000000000000A1' })] }]],
    },
  );
});

test('any other text is refused with a sentence', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.anything().map((value) => JSON.stringify({ accepted: [value] })),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(refusalOf(() => parseBaseline('f.json', text))).toMatch(/^f\.json: [^\p{Cc}]+\.$/u);
    }),
  );
});

const add = (one: BaselineEntry) => (baseline: Baseline) => ({ baseline: { ...baseline, accepted: [...baseline.accepted, one] } });

test('a missing file is created, another keeps its entries, and no other file is left', async () => {
  const file = join(folder.path, 'b.json');
  await editBaseline(file, add(entry()));
  await editBaseline(file, add(entry({ fingerprint: '00000000000000a2', owner: 'half a pair: \ud83d' })));
  expect(readBaseline(file, 'drift').accepted).toEqual([entry(), entry({ fingerprint: '00000000000000a2', owner: 'half a pair: \ufffd' })]);
  expect(readdirSync(folder.path)).toEqual(['b.json']);
});

test('the schema that a file names is kept', async () => {
  const file = folder.write('b.json', '{ "$schema": "./here.json", "accepted": [] }');
  await editBaseline(file, add(entry()));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ $schema: './here.json', accepted: [entry()] });
});

test('after a refused change, or of a file that is not a baseline, every byte is as before, without a lock', async () => {
  const file = folder.write('b.json', '{ "accepted": [ ] }');
  await expect(
    editBaseline(file, () => {
      throw new Error('refused');
    }),
  ).rejects.toThrow();
  const broken = folder.write('broken.json', '{ "accepted": [');
  await expect(editBaseline(broken, add(entry()))).rejects.toThrow('broken.json: not valid JSON');
  expect(readFileSync(file, 'utf8')).toBe('{ "accepted": [ ] }');
  expect(readFileSync(broken, 'utf8')).toBe('{ "accepted": [');
  expect(readdirSync(folder.path).sort()).toEqual(['b.json', 'broken.json']);
});

test('each of many concurrent edits is in the file, or was refused', async () => {
  const file = join(folder.path, 'b.json');
  const entries = Array.from({ length: 20 }, (_, index) => entry({ fingerprint: index.toString(16).padStart(16, '0') }));
  const outcomes = await Promise.allSettled(entries.map((one) => editBaseline(file, add(one))));
  const done = entries.filter((_, index) => outcomes[index]?.status === 'fulfilled');
  expect(done.length).toBeGreaterThan(0);
  expect(readBaseline(file, 'drift').accepted).toEqual(done);
  for (const outcome of outcomes.filter(({ status }) => status === 'rejected')) {
    expect(String((outcome as PromiseRejectedResult).reason)).toContain('nothing was changed. Another run ');
  }
});

test('a lock without an owner is named, and not removed', async () => {
  const file = folder.write('b.json', '{ "accepted": [] }');
  folder.write('b.json.lock', '');
  await expect(editBaseline(file, add(entry()))).rejects.toThrow(`${file}: nothing was changed. The lock ${file}.lock does not say`);
  expect(existsSync(`${file}.lock`)).toBe(true);
});

test('the lock of a killed edit is taken over', async () => {
  const file = folder.write('b.json', '{ "accepted": [] }');
  folder.write('b.json.lock', JSON.stringify({ ...thisProcess(), began: 'in another life' }));
  await editBaseline(file, add(entry()));
  expect(readBaseline(file, 'drift').accepted).toEqual([entry()]);
  expect(readdirSync(folder.path)).toEqual(['b.json']);
});

test('a folder in its place, or a missing folder, is refused', async () => {
  mkdirSync(join(folder.path, 'b.json'));
  await expect(editBaseline(join(folder.path, 'b.json'), add(entry()))).rejects.toThrow('b.json: cannot be read (EISDIR)');
  await expect(editBaseline(join(folder.path, 'no', 'b.json'), add(entry()))).rejects.toThrow('cannot be written (ENOENT)');
});

function refusalOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof CannotRun) return error.message;
    throw error;
  }
}
