import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../../contracts/compiler/compile.js';
import type { Contract, Place } from '../../../contracts/contract.js';
import { pagesFolder } from '../../../contracts/folders.js';
import { splitLines } from '../../../contracts/compiler/page/page.js';

/** What a contract says stands on a line of a page, and what stands on a line of a page is in the contract. */
const pages = new Map(
  readdirSync(pagesFolder).map((file) => {
    const text = readFileSync(join(pagesFolder, file), 'utf8');
    return [file, { text, lines: splitLines(text).map((line) => line.trim()) }];
  }),
);
const contracts = compile([...pages].map(([file, { text }]) => ({ file, text })));
const metadataPage = 'assignment-targets.md';

function placesOf({ rules, types, readings, open, odd }: Contract): readonly Place[] {
  return [
    ...rules.flatMap(({ at, restatedAt }) => [at, ...restatedAt]),
    ...readings.flatMap(({ at }) => at),
    ...[...types, ...open, ...odd].map(({ at }) => at),
  ];
}

describe.each(contracts.map((contract) => [contract.name, contract] as const))('%s', (name, contract) => {
  test('quotes each line as it stands on the page', () => {
    const quoted = placesOf(contract).map(({ page, line, text }) => ({ page, line, text }));
    const standing = quoted.map(({ page, line }) => ({ page, line, text: pages.get(page)?.lines[line - 1] }));

    expect(quoted.length).toBeGreaterThan(50);
    expect(quoted).toEqual(standing);
    expect(quoted.filter(({ text }) => text === '')).toEqual([]);
  });

  test('keeps the layers apart', () => {
    const wrong = placesOf(contract).filter(({ page, layer }) => (layer === 'metadata') !== (page === metadataPage));

    expect(wrong).toEqual([]);
    expect(new Set(placesOf(contract).map(({ page }) => page))).toEqual(new Set([`${name}.md`, metadataPage]));
  });

  test('calls each line what it is', () => {
    const found = placesOf(contract).map(({ page, line, kind }) => ({ page, line, kind }));
    const seen = found.map(({ page, line }) => ({ page, line, kind: kindOf(pages.get(page)?.lines ?? [], line) }));

    expect(found).toEqual(seen);
  });

  test('drops no table row and no line of a code block of its page', () => {
    const used = linesUsed([contract], `${name}.md`);

    expect(promisingLines(`${name}.md`).filter(({ line }) => !used.has(line))).toEqual([]);
  });
});

test('no table row of the metadata is dropped by both contracts', () => {
  const used = linesUsed(contracts, metadataPage);
  const rows = promisingLines(metadataPage).filter(({ text }) => text.startsWith('|'));

  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter(({ line }) => !used.has(line))).toEqual([]);
});

function linesUsed(by: readonly Contract[], page: string): ReadonlySet<number> {
  return new Set(
    by
      .flatMap(placesOf)
      .filter((place) => place.page === page)
      .map(({ line }) => line),
  );
}

/** Table rows and the lines of code blocks. A line of brackets alone says nothing that the lines around it do not say. */
function promisingLines(page: string): readonly { readonly line: number; readonly text: string }[] {
  const lines = pages.get(page)?.lines ?? [];
  return lines
    .map((text, index) => ({ line: index + 1, text }))
    .filter(({ line, text }) => {
      const kind = kindOf(lines, line);
      const isHead = kind === 'table-row' && (/^[|:-]+$/.test(text) || /^[|:-]+$/.test(lines[line] ?? ''));
      return !isHead && (kind === 'table-row' || kind === 'example' || kind === 'code-block') && !/^[{}[\],\s]*$/.test(text);
    });
}

/** What a line is, told from the page alone, with other means than those of the compiler. */
function kindOf(lines: readonly string[], line: number): string {
  const above = lines.slice(0, line - 1);
  const text = lines[line - 1] ?? '';
  const lastIndex = (start: (text: string) => boolean): number => above.findLastIndex(start);
  if (text.startsWith('```')) return 'fence';
  if (above.filter((other) => other.startsWith('```')).length % 2 === 1) {
    const fence = lastIndex((other) => other.startsWith('```'));
    const heading = lines.slice(0, fence).findLast((other) => other.startsWith('## ')) ?? '';
    return heading.startsWith('## Example') ? 'example' : 'code-block';
  }
  if (text.startsWith('<!--') || lastIndex((other) => other.startsWith('<!--')) > lastIndex((other) => other.endsWith('-->')))
    return 'annotation';
  return text.startsWith('|') ? 'table-row' : 'prose';
}
