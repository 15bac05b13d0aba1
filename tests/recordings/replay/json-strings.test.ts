import { replaceJsonStrings } from '../../../recordings/replay/json-strings.js';

test.each<[string, text: string, expected: string]>([
  ['a value', '{"a":"b"}', '{"a":"B"}'],
  ['values of a list, with odd blanks', '[ "b" ,\t"c"]', '[ "B" ,\t"C"]'],
  ['a name with blanks behind it', '{"a" \n: "b"}', '{"a" \n: "B"}'],
  ['an empty value', '["","b"]', '["","B"]'],
  ['an escaped quote', String.raw`["a\"b","c"]`, String.raw`["A\"B","C"]`],
  ['an escaped quote at the end', String.raw`["a\"","c"]`, String.raw`["A\"","C"]`],
  ['an escaped backslash at the end', String.raw`["a\\","c"]`, String.raw`["A\\","C"]`],
  ['a backslash and a quote at the end', String.raw`["a\\\"","c"]`, String.raw`["A\\\"","C"]`],
  ['two escaped quotes', String.raw`["\"\"","c"]`, String.raw`["\"\"","C"]`],
  ['numbers and digits as they are written', '{"n":1.0,"a":"b"}', '{"n":1.0,"a":"B"}'],
  ['a value that the rule leaves as it is keeps its escapes', String.raw`["\u0042"]`, String.raw`["\u0042"]`],
  ['a string without an end', '["b","c', '["B","c'],
  ['a string that is no JSON', String.raw`["\x","b"]`, String.raw`["\x","B"]`],
  ['text without strings', 'null', 'null'],
])('%s', (_what, text, expected) => {
  expect(replaceJsonStrings(text, (value) => value.toUpperCase())).toBe(expected);
});
