import { markdownHistory } from '../../../scripts/history/markdown-history.js';
import { htmlHistory } from '../../../scripts/history/html-history.js';
import { prettyHistory } from '../../../scripts/history/pretty-history.js';
import { summarizeHistory, type HistorySummary } from '../../../scripts/history/summarize-history.js';
import { findingOf, lineOf } from './history-lines.js';

function summaryOf(breaking: number, notes: number): HistorySummary {
  const findings = (['response.status', 'response.body.type-omitted'] as const).flatMap((code, kind) =>
    Array.from({ length: kind === 0 ? breaking : notes }, (_, index) =>
      findingOf(code, { fingerprint: `${kind}-${index}`, message: `${kind === 0 ? 'Breaks' : 'Notes'} ${index}!` }),
    ),
  );
  return summarizeHistory({ lines: [lineOf({ verdict: 'disagrees', findings })], damaged: [] });
}

const renderers = {
  pretty: (summary: HistorySummary) => prettyHistory(summary, false),
  markdown: markdownHistory,
  html: htmlHistory,
};

test.each<[format: keyof typeof renderers, breaking: number, notes: number, listed: number, listedNotes: number, says: readonly string[]]>([
  ['pretty', 0, 0, 0, 0, ['No finding in any run.']],
  ['pretty', 0, 1, 0, 0, ['1 note left out', 'No finding in any run.']],
  ['pretty', 2, 3, 2, 0, ['3 notes left out']],
  ['pretty', 50, 0, 50, 0, []],
  ['pretty', 51, 0, 50, 0, ['and 1 more findings']],
  ['markdown', 0, 0, 0, 0, ['No finding in any run.']],
  ['markdown', 0, 1, 0, 0, ['No finding in any run.']],
  ['markdown', 2, 3, 2, 0, []],
  ['markdown', 40, 0, 40, 0, []],
  ['markdown', 42, 0, 40, 0, ['2 more findings are left out here']],
  ['html', 2, 3, 2, 3, ['3 notes: worth knowing']],
  ['html', 2, 0, 2, 0, []],
])('%s: of %i findings and %i notes, %i and %i are listed', (format, breaking, notes, listed, listedNotes, says) => {
  const text = renderers[format](summaryOf(breaking, notes));
  expect([/Breaks \d+!/g, /Notes \d+!/g].map((pattern) => text.match(pattern)?.length ?? 0)).toEqual([listed, listedNotes]);
  const sentences = ['No finding in any run.', / notes? left out;/, ' more findings', ': worth knowing'];
  expect(sentences.filter((sentence) => text.search(sentence) >= 0).length).toBe(says.length);
  expect(says.filter((sentence) => !text.includes(sentence))).toEqual([]);
});
