import { array, constantFrom, integer, oneof, string, type Arbitrary } from '../equipment/fast-check.js';

/** Pieces with a meaning in HTML, XML, Markdown, SARIF, a terminal or a CI runner. */
const pieces = [
  ...`| \\ \` \`\` < > & " ' ]]> <!-- --> <br ](x) [ @a #1 * _ ~ x --- % ../ C:\\ {0} $ : </td> </style> </title> </details>`.split(' '),
  ...'http://a.b www.a.b a@b.c &#124; &#60; <script>alert(1)</script>'.split(' '),
  ...['<img src=x onerror=alert(1)>', '" onload="x', "' autofocus onfocus='x"],
  ...[' ', '\n', '\r', '\0', '\ud83d', '\u202e', '\u001b[31m'],
];

/** Any string of UTF-16, well formed or not, and strings of such pieces. */
export const hostileText: Arbitrary<string> = oneof(
  string({ unit: 'binary' }),
  array(integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit))).map((units) => units.join('')),
  array(constantFrom(...pieces)).map((parts) => parts.join('')),
);
