/** The JSON of `history` is what history.schema.json says, which other programs rely on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import { packageRoot } from '../../../contracts/folders.js';
import { readHistory } from '../../../scripts/history/read-history.js';
import { jsonHistory, summarizeHistory } from '../../../scripts/history/summarize-history.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { findingOf, linesOf, textOf } from './history-lines.js';

const folder = useTemporaryFolder();
const schema = JSON.parse(readFileSync(join(packageRoot, 'scripts/history/history.schema.json'), 'utf8')) as {
  readonly properties: Readonly<Record<string, { readonly items: { readonly required: string[] } }>>;
};
const validate = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

const whole = {
  tenant: 'contoso',
  assignment: 'aa0001',
  url: 'https://github.com/an-owner/a-repository/actions/runs/7',
  findings: [findingOf('response.status', { accepted: true, flaky: true })],
  requestIds: ['00000000-0000-4000-8000-000000000001'],
};

test.each([
  ['one run', linesOf('a')],
  ['no judged run', linesOf('ii', { reasons: ['unauthorized'], notSignedIn: true })],
  ['enough runs for a trend, and every member', linesOf('adiaaaaaaaaaaaaaaai', whole)],
])('it holds for %s', (_, lines) => {
  const history = readHistory([folder.write('runs.ndjson', `{"v":1\n${textOf(lines)}`)]);
  expect([validate(JSON.parse(jsonHistory(summarizeHistory(history)))), validate.errors]).toEqual([true, null]);
});

test('it names every member that the output has', () => {
  const output = JSON.parse(jsonHistory(summarizeHistory({ lines: linesOf('adi', whole), damaged: [] }))) as Record<string, object[]>;
  expect(Object.keys(output).sort()).toEqual(Object.keys(schema.properties).sort());
  for (const kind of ['nights', 'operations', 'findings']) {
    const known = Object.keys((schema.properties[kind]?.items as { properties?: object }).properties ?? {});
    expect(Object.keys(output[kind]?.[0] ?? {}).filter((member) => !known.includes(member))).toEqual([]);
  }
});

test.each(['nights', 'operations', 'findings'])('it refuses an item of %s that lacks a member', (kind) => {
  for (const member of schema.properties[kind]?.items.required ?? []) {
    const output = JSON.parse(jsonHistory(summarizeHistory({ lines: linesOf('adi', whole), damaged: [] }))) as Record<
      string,
      Record<string, unknown>[]
    >;
    delete output[kind]?.[0]?.[member];
    expect(validate(output)).toBe(false);
  }
});
