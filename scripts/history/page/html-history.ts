import { createHash } from 'node:crypto';
import { countOf } from '../../../contracts/count-of.js';
import { earlierRuns, recentRuns } from '../latency.js';
import { outcomes, runOutcome, type Outcome } from '../outcome.js';
import type { HistorySummary } from '../summarize-history.js';
import { minuteText, remarks, spanText } from '../words.js';
import { findingList } from './finding-list.js';
import { grid } from './grid.js';
import { latencyPlot } from './latency-plot.js';
import { html, Markup } from './markup.js';
import { style } from './style.js';

/** No screen shows more runs. */
const mostRuns = 400;

/** Verbatim, because the policy holds its hash. */
const styleElement = new Markup(`<style>${style}</style>`);

const worstFirst: readonly Outcome[] = ['other', 'disagrees', 'inconclusive', 'accepted', 'agrees'];

/**
 * The history as a self-contained page without scripts, for light and dark screens. Its policy allows only its style: even markup that
 * slipped through the escaping could load and run nothing.
 */
export function htmlHistory(summary: HistorySummary, tool: { readonly name: string; readonly version: string }): string {
  const nights = summary.nights.slice(-mostRuns);
  const operations = summary.operations.map((operation) => ({ ...operation, lines: operation.lines.slice(-mostRuns) }));
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;
  const leftOut = summary.nights.length > mostRuns ? [`Grid and plots show the last ${mostRuns} runs; the findings are of all.`] : [];
  const notes = summary.findings.filter(({ severity }) => severity === 'note');
  const others = summary.findings.filter(({ severity }) => severity !== 'note');
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>Runs of graph-contracts drift: ${spanText(summary)}</title>
        ${styleElement}
      </head>
      <body>
        <header>
          <h1>Does Graph do what its pages say?</h1>
          <p class="quiet">${spanText(summary)}</p>
          ${[...remarks(summary), ...leftOut].map((sentence) => html`<p>${sentence}</p>`)} ${facts(summary)}
        </header>
        <main>
          <h2>Runs</h2>
          ${grid(nights, operations)}
          <h2>Findings</h2>
          ${others.length === 0 ? html`<p class="quiet">None in any run.</p>` : findingList(others, operations)}
          ${
            notes.length === 0
              ? ''
              : html`<details>
                  <summary>${countOf(notes.length, 'note')}: worth knowing, never a failure</summary>
                  ${findingList(notes, operations)}
                </details>`
          }
          <h2>Latency</h2>
          <p class="quiet">
            A dot for each judged run, and their rolling median as a line. A square disagrees, a triangle lies beyond the scale, a mark on
            the axis is a run without a verdict. Trend: the median of the last ${recentRuns} judged runs against up to ${earlierRuns}
            before.
          </p>
          <div class="panels">${operations.map((operation, index) => latencyPlot(operation, nights, index))}</div>
        </main>
        <footer>Written by ${tool.name} ${tool.version}. Times are in UTC.</footer>
      </body>
    </html> `;
  return page.text;
}

function facts({ nights, operations, findings }: HistorySummary): Markup {
  const lines = operations.flatMap((operation) => operation.lines.filter((line) => line !== undefined));
  const lastOutcomes = operations.map((operation) => runOutcome(operation.lines.at(-1)));
  const worst = worstFirst.find((outcome) => lastOutcomes.includes(outcome)) ?? 'none';
  const inconclusive = lines.filter(({ verdict }) => verdict === 'inconclusive').length;
  const open = findings.filter((finding) => finding.open);
  return html`<dl class="facts">
    <div>
      <dt>last run, ${minuteText(nights.at(-1)?.time ?? '')}</dt>
      <dd><span class="mark ${worst}" aria-hidden="true">${outcomes[worst].sign}</span> ${outcomes[worst].words}</dd>
    </div>
    <div>
      <dt>open findings</dt>
      <dd>${open.filter(({ accepted, severity }) => !accepted && severity !== 'note').length}</dd>
    </div>
    <div>
      <dt>accepted findings</dt>
      <dd>${open.filter(({ accepted }) => accepted).length}</dd>
    </div>
    <div>
      <dt>inconclusive</dt>
      <dd>${Math.round((inconclusive / lines.length) * 1000) / 10} %</dd>
    </div>
  </dl>`;
}
