import { array, assert, constantFrom, integer, oneof, property, record, type Arbitrary } from '../../equipment/fast-check.js';
import MarkdownIt from 'markdown-it';
import { jsonHistory } from '../../../scripts/history/summarize-history.js';
import { markdownHistory } from '../../../scripts/history/markdown-history.js';
import type { HistoryLine } from '../../../scripts/history/history-line.js';
import { htmlHistory } from '../../../scripts/history/html-history.js';
import { prettyHistory } from '../../../scripts/history/pretty-history.js';
import { summarizeHistory, type HistorySummary } from '../../../scripts/history/summarize-history.js';
import { hostileText as hostile } from '../hostile-text.js';
import { findingOf, lineOf } from './history-lines.js';

const line: Arbitrary<HistoryLine> = record({
  day: integer({ min: 1, max: 28 }),
  run: hostile,
  operation: hostile,
  version: hostile,
  reasons: array(hostile, { maxLength: 1 }),
  contract: hostile,
  tool: hostile,
  verdict: constantFrom('agrees' as const, 'disagrees' as const, 'inconclusive' as const, 'refused' as const),
  text: array(hostile, { minLength: 3, maxLength: 3 }),
  milliseconds: oneof(integer({ min: 0, max: 1e6 }), constantFrom(0, 0.5, Number.MAX_SAFE_INTEGER)),
}).map(({ text: [fingerprint = '', code = '', message = ''], ...own }) =>
  lineOf({ ...own, findings: [{ ...findingOf('response.status'), fingerprint, code, message }] }),
);

const summary: Arbitrary<HistorySummary> = array(line, { minLength: 1, maxLength: 8 }).map((lines) =>
  summarizeHistory({ lines: lines.toSorted((a, b) => (a.time < b.time ? -1 : 1)), damaged: [{ file: '<b>"', line: 1 }] }),
);

/** The tags of a page, with the names of their attributes, in order: its skeleton, without any text. */
function skeleton(page: string): string[] {
  const body = page.replace(/<style>[^]*?<\/style>/, '<style></style>').replace('<!doctype html>', '');
  const tags = [...body.matchAll(/<(\/?[a-z][a-z0-9]*)((?:\s+[\w:-]+="[^"<>]*")*)\s*\/?>/gi)];
  // Every angle bracket and every quote belongs to one of these tags.
  const left = tags.reduce((text, [tag]) => text.replace(tag, ''), body);
  expect(left).not.toMatch(/[<>"']/);
  return tags.map(([, name = '', attributes = '']) =>
    [name, ...[...attributes.matchAll(/([\w:-]+)="/g)].map((match) => match[1])].join(' '),
  );
}

const allowed = new Set(
  [
    'html lang | /html | head | /head | meta charset | meta http-equiv content | meta name content | title | /title | style | /style',
    'body | /body | footer | /footer | h1 | /h1 | h2 | /h2 | p | /p | p class | strong | /strong | b class | b aria-hidden | /b',
    'b class aria-hidden | div | /div | div class | div class tabindex role aria-label | dl | /dl | dt | /dt | dd | /dd | table | /table',
    'caption class | /caption | thead | /thead | tbody | /tbody | tr | /tr | td class title | /td | th scope | th scope class title | th scope rowspan | th scope colspan class | /th',
    'a href | /a | i | /i | span | span class | /span | ul aria-label | /ul | li | /li | ol | /ol | code | /code | details | /details | summary | /summary | figure',
    '/figure | figcaption | /figcaption | svg viewBox preserveAspectRatio role aria-label | /svg | rect class x y width height | /rect',
  ].flatMap((tags) => tags.split(' | ')),
);

test('hostile text: the page has no tag and no attribute but its own', () => {
  assert(
    property(summary, (any) => {
      expect(skeleton(htmlHistory(any)).filter((tag) => !allowed.has(tag))).toEqual([]);
    }),
  );
});

test('the page can load nothing and run nothing', () => {
  const page = htmlHistory(summarizeHistory({ lines: [lineOf()], damaged: [] }));
  expect(page).toMatch(/Content-Security-Policy"\s+content="default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]+&#39;;/);
  expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:|\son\w+=|style="/);
});

test('hostile text: no command reaches the terminal', () => {
  assert(
    property(summary, (any) => {
      expect(prettyHistory(any, false).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Surrogate}\u202a-\u202e]/u);
    }),
  );
});

test('hostile text: Markdown keeps its tables and makes no markup of it', () => {
  const markdown = new MarkdownIt({ html: true, linkify: true });
  assert(
    property(summary, (any) => {
      let header = 0;
      let cells = 0;
      for (const { type, children } of markdown.parse(markdownHistory(any), {})) {
        if (type === 'thead_open') header = 0;
        if (type === 'th_open') header += 1;
        if (type === 'tr_open') cells = 0;
        if (type === 'td_open') cells += 1;
        if (type === 'tr_close' && cells > 0) expect(cells).toBe(header);
        expect(type).not.toBe('html_block');
        for (const child of children ?? []) {
          if (child.type === 'html_inline') expect(['<br>', '<code>', '</code>']).toContain(child.content);
          else expect(['text', 'text_special', 'code_inline', 'softbreak']).toContain(child.type);
        }
      }
    }),
  );
});

test('hostile text: JSON holds it', () => {
  assert(
    property(summary, (any) => {
      const { nights, operations } = JSON.parse(jsonHistory(any)) as HistorySummary;
      expect([nights.length, operations.length]).toEqual([any.nights.length, any.operations.length]);
    }),
  );
});
