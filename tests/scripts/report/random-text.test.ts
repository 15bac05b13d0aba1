import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  integer,
  oneof,
  property,
  record,
  sample,
  shuffledSubarray,
  type Arbitrary,
} from '../../equipment/fast-check.js';
import { codes, inconclusiveReasons, type Code, type InconclusiveReason } from '../../../contracts/judge/codes.js';
import { formats } from '../../../scripts/verdict/destinations.js';
import { code, prose } from '../../../scripts/verdict/shown-text.js';
import { hostileText as text } from '../hostile-text.js';
import { expectValid, expectValidJunit } from './expect-valid.js';
import { judgedIn, reportOn, type GoldenInput } from './golden-input.js';
import { renderers } from './renderers.js';

const input: Arbitrary<GoldenInput> = record({
  problems: array(text, { maxLength: 2 }),
  judged: array(
    oneof(
      record({
        source: record({ file: text, index: integer({ min: 0, max: 99 }), description: text }),
        findings: array(
          record({
            code: constantFrom(...(Object.keys(codes) as Code[])),
            pointer: text,
            message: text,
            expected: text,
            actual: text,
            documentedAt: record({
              file: constantFrom('contracts/pages/a.md'),
              line: integer({ min: 1, max: 999 }),
              text,
              url: text.map((path) => `https://learn.microsoft.com/${path}`),
            }),
          }),
          { maxLength: 3 },
        ),
      }),
      record({
        source: record({ file: text, index: integer({ min: 0, max: 99 }), description: text }),
        reason: constantFrom(...(Object.keys(inconclusiveReasons) as InconclusiveReason[])),
      }),
    ),
    { maxLength: 6 },
  ),
});

test.each(formats.filter((format) => format !== 'junit'))(
  'hostile names, files and messages leave the report valid: %s',
  async (format) => {
    await assert(
      asyncProperty(input, async (one) => {
        await expectValid[format](renderers[format](reportOn(one, judgedIn(one)), one));
      }),
    );
  },
);

test('hostile names, files and messages leave the report valid: junit', async () => {
  await expectValidJunit(sample(input, 100).map((one) => renderers.junit(reportOn(one, judgedIn(one)), one)));
});

test('the order of exchanges changes no report', () => {
  const shuffled = input.chain((one) => {
    const judged = distinct(judgedIn(one));
    return record({ one: constantFrom(one), judged: constantFrom(judged), other: shuffledSubarray(judged, { minLength: judged.length }) });
  });
  assert(
    property(shuffled, ({ one, judged, other }) => {
      for (const format of formats)
        expect(renderers[format](reportOn(one, other), one)).toBe(renderers[format](reportOn(one, judged), one));
    }),
  );
});

/** Leaves one exchange for each index of a file. */
function distinct<T extends { readonly source: { readonly file: string; readonly index: number } }>(judged: readonly T[]): T[] {
  return [...new Map(judged.map((one) => [JSON.stringify([one.source.file, one.source.index]), one])).values()];
}

test('prose and code stay in their cell', () => {
  assert(
    property(text, (any) => {
      expect(prose(any)).not.toMatch(/[|\n\r<]/);
      expect(code(any)).not.toMatch(/[|\n\r]/);
    }),
  );
});
