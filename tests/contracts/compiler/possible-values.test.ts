import { readPossibleValues } from '../../../contracts/compiler/page/table.js';

/** Only a plain list of values is a promise; anything else could make a value that the prose allows look wrong. */
test.each<[string, readonly string[] | undefined]>([
  ['Possible values are: `a`, `b`.', ['a', 'b']],
  ['The possible values are `a`, `b`, and `c`. Read-only.', ['a', 'b', 'c']],
  ['Possible values: `a` or `b`', ['a', 'b']],
  ['Possible values are: a, b, c. Default is a.', ['a', 'b', 'c']],
  ['Possible values are **All**, *Some* or "None".', ['All', 'Some', 'None']],
  ['Possible values are: `a` (the default), `b`; see below', ['a', 'b']],
  ['Possible values are: `a`. Supports `$filter` (`eq`).', ['a']],
  [
    'Possible values are: `a`, `unknownFutureValue`. Use the header to get the following value(s) in this [evolvable enum](x.md): `b`.',
    ['a', 'unknownFutureValue', 'b'],
  ],
  ['Possible values include `a` and `b`.', undefined],
  ['Possible values are: `null`, `a`.', undefined],
  ['Possible values are listed in the following table.', undefined],
  ['Possible values are: documented.', undefined],
  ['Possible values are: 0 - `Not Ready`, 1 - `Ready`.', undefined],
  ['Possible values are: `a`, `b` when it is new.', undefined],
  ['Possible values are: `a`, Windows 10.', undefined],
  ['Possible values are: `a', undefined],
  ['Possible values are:', undefined],
  ['What it is.', undefined],
])('%s', (description, values) => {
  expect(readPossibleValues(description)).toEqual(values);
});
