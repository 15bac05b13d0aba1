import { countOf } from '../../../contracts/count-of.js';
import { createHash } from 'node:crypto';
import { earlierNights, recentNights } from '../latency.js';
import { outcomeOf, type Outcome } from '../outcome.js';
import type { FindingHistory, HistorySummary } from '../summarize-history.js';
import { damagedText, emulatorText, spanText } from '../words.js';
import { findingList } from './finding-list.js';
import { grid } from './grid.js';
import { latencyPlot } from './latency-plot.js';
import { html, Markup } from './markup.js';
import { minuteText, outcomes } from './outcome.js';
import { style } from './style.js';

/** More nights than that no screen shows; the findings are of all. */
const mostNights = 400;

/** As a whole: the policy knows each of its bytes. */
const styleElement = new Markup(`<style>${style}</style>`);

const worstFirst: readonly Outcome[] = ['other', 'disagrees', 'inconclusive', 'accepted', 'agrees'];

/**
 * The history as a page of its own: no script, nothing from elsewhere, for light and dark screens. Its policy allows its one style, and
 * nothing else: even markup that came from a history in spite of all escaping could load and run nothing.
 */
export function htmlHistory(whole: HistorySummary, tool: { readonly name: string; readonly version: string }): string {
  const { nights, operations, findings } = latestOf(whole);
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;
  const sentences = [emulatorText(whole), damagedText(whole), leftOutText(whole)].filter((sentence) => sentence !== undefined);
  const notes = findings.filter(({ severity }) => severity === 'note');
  const others = findings.filter(({ severity }) => severity !== 'note');
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>Nights of graph-contracts drift: ${spanText(whole)}</title>
        ${styleElement}
      </head>
      <body>
        <header>
          <h1>Does Graph do what its pages say?</h1>
          <p class="quiet">${spanText(whole)}</p>
          ${sentences.map((sentence) => html`<p>${sentence}</p>`)} ${facts(whole)}
        </header>
        <main>
          <h2>Nights</h2>
          ${grid(nights, operations)}
          <h2>Findings</h2>
          ${others.length === 0 ? html`<p class="quiet">None in any night.</p>` : findingList(others, operations)}
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
            A dot for each night that was judged, and their rolling median as a line. A square disagrees, a triangle lies beyond the scale,
            a mark on the axis is a night without a verdict. Trend: the median of the last ${recentNights} judged nights against up to
            ${earlierNights} before.
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
  const outcomesOfLast = operations.map((operation) => outcomeOf(operation.lines.at(-1)));
  const worst = worstFirst.find((outcome) => outcomesOfLast.includes(outcome)) ?? 'none';
  const inconclusive = lines.filter(({ verdict }) => verdict === 'inconclusive').length;
  const failing = findings.filter(isOpen);
  return html`<dl class="facts">
    <div>
      <dt>last night, ${minuteText(nights.at(-1)?.time ?? '')}</dt>
      <dd><span class="mark ${worst}" aria-hidden="true">${outcomes[worst].sign}</span> ${outcomes[worst].words}</dd>
    </div>
    <div>
      <dt>open findings</dt>
      <dd>${failing.length}</dd>
    </div>
    <div>
      <dt>accepted findings</dt>
      <dd>${findings.filter(({ open, accepted }) => open && accepted).length}</dd>
    </div>
    <div>
      <dt>inconclusive</dt>
      <dd>${Math.round((inconclusive / lines.length) * 1000) / 10} %</dd>
    </div>
  </dl>`;
}

function isOpen({ open, accepted, severity }: FindingHistory): boolean {
  return open && !accepted && severity !== 'note';
}

function latestOf(summary: HistorySummary): HistorySummary {
  const { nights, operations } = summary;
  if (nights.length <= mostNights) return summary;
  return {
    ...summary,
    nights: nights.slice(-mostNights),
    operations: operations.map((operation) => ({ ...operation, lines: operation.lines.slice(-mostNights) })),
  };
}

function leftOutText({ nights }: HistorySummary): string | undefined {
  return nights.length <= mostNights ? undefined : `Grid and plots show the last ${mostNights} nights; the findings are of all.`;
}
