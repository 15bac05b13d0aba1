/** Matching in linear time finds the same as JavaScript. */
import { LinearRegex } from '../../contracts/judge/pact/matchers/linear-regex.js';
import { parseRegex } from '../../contracts/judge/pact/matchers/translate-regex.js';
import { StepBudget } from '../../contracts/judge/pact/matchers/step-budget.js';
import * as fc from '../equipment/fast-check.js';

const atom = fc.constantFrom('a', 'b', 'B', '.', '\\w', '\\D', '\\s', '[ab]', '[^a\\n]', '-', '\\.', '\\u0061', '\\x62', '\\cJ', '1');
const edge = fc.constantFrom('^', '$', '\\b', '\\B');
const quantifier = fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{0,2}', '{1,}', '{3,4}?', '{0}', '{2,9}');

const expression = fc.letrec<{ choice: string; sequence: string; part: string }>((tie) => ({
  choice: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((ways) => ways.join('|')),
  sequence: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { maxDepth: 3 },
    atom,
    edge,
    fc.tuple(atom, quantifier).map((both) => both.join('')),
    fc.tuple(tie('choice'), fc.oneof(fc.constant(''), quantifier)).map(([inner, often]) => `(${inner})${often}`),
    fc.tuple(fc.constantFrom('=', '!', '<=', '<!'), tie('choice')).map(([kind, inner]) => `(?${kind}${inner})`),
  ),
})).choice;

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'B', '\n', ' ', '-', '.', '1', '\u00e4', '\u2028'), maxLength: 9 });
const flags = fc.constantFrom('', 'i', 'm', 's', 'ims');

test('any expression finds what JavaScript finds', () => {
  fc.assert(
    fc.property(expression, flags, fc.array(text, { minLength: 1, maxLength: 4 }), (source, flag, texts) => {
      const pattern = parseRegex(source);
      if (pattern === undefined) throw new Error(`${source} cannot be parsed.`);
      const longest = Math.max(...texts.map(({ length }) => length));
      const regex = new LinearRegex(pattern, flag, longest, new StepBudget(10_000_000));
      const native = new RegExp(source, flag);
      expect(texts.map((one) => regex.test(one))).toEqual(texts.map((one) => native.test(one)));
    }),
    { numRuns: 2_000 },
  );
});
