import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from '../../equipment/fast-check.js';
import { compile } from '../../../contracts/compiler/compile.js';
import { isCsdl } from '../../../contracts/compiler/csdl.js';
import { isResourcePage } from '../../../contracts/compiler/resource-page.js';
import { pagesFolder } from '../../../contracts/folders.js';
import { splitLines } from '../../../contracts/compiler/page/page.js';
import { PageError } from '../../../contracts/compiler/page/page-error.js';
import { parsePositionedJson } from '../../../contracts/compiler/page/positioned-json.js';

/** A page is foreign text: it compiles, or it is refused with one of its lines. */
function compilesOrIsRefused(...texts: string[]): 'compiles' | 'is refused' {
  const linesOf = (file: string): number => splitLines(texts[Number.parseInt(file, 10)] ?? '').length;
  try {
    const compiled = compile(texts.map((text, index) => ({ file: `${index}.md`, text })));
    expect(compiled).toHaveLength(texts.filter((text) => !isResourcePage(text) && !isCsdl(text)).length);
    const places = compiled.flatMap(({ rules }) => rules.map(({ at }) => at));
    expect(places.filter(({ page, line }) => line < 1 || line > linesOf(page))).toEqual([]);
    return 'compiles';
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    expect(error.line).toBeGreaterThanOrEqual(1);
    expect(error.line).toBeLessThanOrEqual(linesOf(error.file));
    expect(error.reason).not.toBe('');
    return 'is refused';
  }
}

const casesFolder = join(__dirname, 'pages');
const fixtures = [
  ...readdirSync(pagesFolder).map((file) => join(pagesFolder, file)),
  ...['page-whole', 'examples-annotated', 'examples-that-disagree', 'example-members', 'body-table', 'parameters'].map((name) =>
    join(casesFolder, name, 'page.md'),
  ),
  join(casesFolder, 'metadata', 'types.md'),
  join(casesFolder, 'csdl', 'metadata.xml'),
].map((file) => readFileSync(file, 'utf8'));
const [metadata = ''] = fixtures;

/** Pieces that mean something to the compiler, so that random pages get past its first check. */
const piece = fc.oneof(
  fc.constantFrom(
    ...['# Title', '## HTTP request', '## Request headers', '## Request body', '## Response', '## Examples', '### Request', '#### Deeper'],
    ...[
      '``` http',
      '```',
      '~~~',
      '<!-- {',
      '} -->',
      '-->',
      '<!-- { "blockType": "request" } -->',
      '---',
      '***',
      '# [HTTP](#tab/http)',
      '\uFEFF',
    ],
    ...[
      '|Name|Value|',
      '|:---|:---|',
      '|id|String|',
      '|Authorization|Bearer {x}|',
      '|a|b|c|',
      '|**label**|',
      '|-|',
      '\\|',
      '> note',
      '- item',
    ],
    ...['GET /a/{b}', 'PATCH /a/{b}/c', 'PATCH https://graph.microsoft.com/beta/a/1', 'HTTP/1.1 200 OK', 'Content-Type: application/json'],
    ...[
      '{',
      '}',
      '[',
      ']',
      '{ "id": "1" }',
      '"__proto__": { "constructor": null },',
      '"@odata.type": "#microsoft.graph.a"',
      '{"a":1,"a":2}',
    ],
    ...[
      'The answer is `200 OK`, an updated [a](b.md) in the body.',
      'The table shows the properties.',
      'Namespace: microsoft.graph',
      'Here is the response.',
    ],
    ...[
      '"blockType": "resource",',
      '<!-- { "blockType": "resource", "@odata.type": "microsoft.graph.a" } -->',
      '### Properties',
      '|a|constructor|x|',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constant(''),
);
const lineEnd = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r', '\u2028');
const assembled = fc.array(fc.tuple(piece, lineEnd), { maxLength: 60 }).map((lines) => lines.flat().join(''));

/** A real page, damaged as an editor, a merge or a disk would damage it. */
const damaged = fc
  .tuple(
    fc.constantFrom(...fixtures),
    fc.array(fc.tuple(fc.constantFrom('delete', 'double', 'swap', 'cut', 'insert', 'truncate'), fc.nat(), fc.nat(), piece), {
      minLength: 1,
      maxLength: 5,
    }),
  )
  .map(([page, damages]) => {
    let lines = page.split('\n');
    for (const [damage, where, column, other] of damages) {
      const at = where % lines.length;
      const line = lines[at] ?? '';
      const cut = column % (line.length + 1);
      if (damage === 'delete') lines.splice(at, 1);
      else if (damage === 'double') lines.splice(at, 0, line);
      else if (damage === 'swap') lines.splice(at, 1, ...lines.splice(column % lines.length, 1), line);
      else if (damage === 'cut') lines[at] = line.slice(0, cut);
      else if (damage === 'insert') lines[at] = line.slice(0, cut) + other + line.slice(cut);
      else lines = [...lines.slice(0, at), line.slice(0, cut)];
      if (lines.length === 0) lines = [''];
    }
    return lines.join('\n');
  });

describe('any text', () => {
  test('pages compile before they are damaged, and one that is cut off is refused', () => {
    expect(fixtures.map((page) => compilesOrIsRefused(page))).toEqual(fixtures.map(() => 'compiles'));
    expect(fixtures.map((page) => compilesOrIsRefused(page.slice(0, 100)))).toEqual(fixtures.map(() => 'is refused'));
  });

  test.each([
    ['arbitrary text', fc.string({ unit: 'binary', maxLength: 400 })],
    ['arbitrary bytes, read as text', fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('utf8'))],
    ['pieces of pages in any order', assembled],
    [
      'pieces of pages in a page',
      assembled.map(
        (text) => `# Title\n\n## HTTP request\n\n\`\`\` http\nPATCH /a/{b}\n\`\`\`\n\n${text}\n\n## Response\n\nIt is \`200 OK\`.\n`,
      ),
    ],
    ['damaged pages', damaged],
  ])('%s', (_what, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        compilesOrIsRefused(text);
        compilesOrIsRefused(text, metadata);
      }),
      { numRuns: 150 },
    );
  });

  test('damaged metadata beside a sound page', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        compilesOrIsRefused(...fixtures.slice(1, 3), text);
      }),
      { numRuns: 100 },
    );
  });
});

describe('JSON of a page', () => {
  const jsonLike = fc.oneof(
    fc.json(),
    fc
      .tuple(fc.json(), fc.nat(), fc.nat())
      .map(([text, from, length]) => text.slice(0, from % (text.length + 1)) + text.slice((from % (text.length + 1)) + (length % 3))),
    fc
      .array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"', '1', '-', 'null', '\n', '\t', ' ', '\\', '\u0000'), {
        maxLength: 12,
      })
      .map((parts) => parts.join('')),
  );

  test('is read as JSON.parse reads it, and refused where that refuses it', () => {
    fc.assert(
      fc.property(jsonLike, (text) => {
        const wanted = outcome(() => JSON.parse(text) as unknown);
        const found = outcome(() => parsePositionedJson('a.md', 1, text, 'the body').value);
        // A member twice is JSON, but ambiguous.
        if (!found.refused?.includes('twice')) expect(found.refused === undefined).toBe(wanted.refused === undefined);
        if (found.refused === undefined) expect(found.value).toEqual(wanted.value);
      }),
      { numRuns: 1000 },
    );
  });

  function outcome(read: () => unknown): { value?: unknown; refused?: string } {
    try {
      return { value: read() };
    } catch (error) {
      if (!(error instanceof PageError) && !(error instanceof SyntaxError)) throw error;
      return { refused: error.message };
    }
  }
});

/** Texts on which a careless pattern or loop takes quadratic time, or worse: then this test does not end. */
describe('long texts come to an end', () => {
  const long = 200_000;
  const inPage = (text: string): string =>
    `# Title\n\n## HTTP request\n\n\`\`\` http\nPATCH /a/{b}\n\`\`\`\n\n## Request body\n\n${text}\n`;
  const inTable = (cell: string): string =>
    inPage(`The table shows the properties.\n\n|a|b|\n|-|-|\n|x|${cell}|`).replace('|a|b|', '|Name|Type|');
  const inExample = (block: string): string => `# Title\n\n## Example\n\n\`\`\` http\n${block}\n\`\`\`\n`;
  const body = (json: string): string => inExample(`HTTP/1.1 200 OK\n\n${json}`);

  test.each<[string, string]>([
    ['spaces in a heading', `# a${' '.repeat(long)}b`],
    ['number signs in a heading', `# a ${'#'.repeat(long)}b`],
    ['number signs and spaces', `# ${'# '.repeat(long / 2)}b`],
    ['spaces behind a fence', `\`\`\`${' '.repeat(long)}\``],
    ['a fence of many marks', `# Title\n\n${'`'.repeat(long)}\nx\n${'`'.repeat(long)}`],
    ['breaks that are none', `${'- '.repeat(long / 2)}x`],
    ['spaces in a row of dashes', `# Title\n\n|a|\n${' '.repeat(long)}x|-`],
    ['dashes and spaces in a row of dashes', `# Title\n\n|a|\n|-${' '.repeat(long)}x`],
    ['bars', `# Title\n\n${'|'.repeat(long)}\n${'|-'.repeat(long / 2)}`],
    ['escaped bars', inTable('\\|'.repeat(long / 2))],
    ['brackets in a cell', inTable('['.repeat(long))],
    ['half links in a cell', inTable('[]('.repeat(long / 3))],
    ['braces in a path', inPage('').replace('/a/{b}', `/${'{'.repeat(long)}`)],
    ['question marks in a path', inPage('').replace('/a/{b}', `/${'?'.repeat(long)}\u2028`)],
    ['words in a paragraph', inPage('leave '.repeat(long / 6))],
    ['links in a response', `# Title\n\n## Response\n\n200 body ${'[a]('.repeat(long / 4)}`],
    ['digits in a response', `# Title\n\n## Response\n\n${'1'.repeat(long)}`],
    ['paragraphs', `# Title\n\n${'a\n\n'.repeat(long / 3)}`],
    ['comments', `# Title\n\n${'<!-- -->\n'.repeat(long / 9)}`],
    ['fences', inExample('').concat('``` http\nGET /\n```\n'.repeat(long / 19))],
    ['rows', inTable('String|\n|x|String'.repeat(long / 17))],
    ['lines of one paragraph', `# Title\n\n${'a\n'.repeat(long / 2)}`],
    ['members', body(`{${Array.from({ length: long / 12 }, (_, index) => `"m${index}": 1`).join(',\n')}}`)],
    ['items', body(`[${'1,\n'.repeat(long / 3)}1]`)],
    ['a string without end', body(`"${'\\"'.repeat(long / 2)}`)],
    ['brackets without end', body('['.repeat(long))],
    ['brackets with an end', body(`${'['.repeat(long / 2)}${']'.repeat(long / 2)}`)],
    ['headers', inExample(`GET /\n${'A: b\n'.repeat(long / 5)}`)],
    ['examples', `# Title\n\n${'## Example\n\n``` http\nGET /\n```\n\n'.repeat(long / 30)}`],
    ['spaces in an annotation', `# Title\n\n<!-- {${' '.repeat(long)} -->`],
    ['spaces before CSDL', `${' '.repeat(long)}<Schema/>`],
    ['lists of lists in a row', inTable(`${'collection '.repeat(long / 11)}(`)],
    ['a page that is almost one of types', `${'"blockType": '.repeat(long / 13)}${'#'.repeat(long)}`],
  ])('%s', (_what, text) => {
    compilesOrIsRefused(text);
  });
});
