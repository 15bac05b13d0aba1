import { countOf } from '../../contracts/count-of.js';
import { first, groupBy } from '../../contracts/group-by.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { html, htmlPage, type Markup } from '../verdict/html-page.js';
import { isJudged } from './history-line.js';
import { trendText } from './latency.js';
import type { FindingHistory, HistorySummary, OperationHistory } from './summarize-history.js';
import {
  inconclusiveText,
  minuteText,
  monthText,
  outcomes,
  remarks,
  runOutcome,
  runText,
  seenText,
  spanText,
  stateText,
  type Outcome,
} from './words.js';

/** More runs would make the page slow. */
const mostRuns = 400;

const worstFirst = ['other', 'disagrees', 'inconclusive', 'accepted', 'agrees'] as const satisfies readonly Outcome[];

/** The history as a page of its own. */
export function htmlHistory(summary: HistorySummary): string {
  const operations = summary.operations.map((operation) => ({ ...operation, lines: operation.lines.slice(-mostRuns) }));
  const leftOut = summary.nights.length > mostRuns ? [`Only the last ${mostRuns} runs are shown; the findings are of all.`] : [];
  const notes = summary.findings.filter(({ severity }) => severity === 'note');
  const others = summary.findings.filter(({ severity }) => severity !== 'note');
  const body = html`<h1>Does Graph do what its pages say?</h1>
    <p>${spanText(summary)}</p>
    ${[...remarks(summary), ...leftOut].map((sentence) => html`<p>${sentence}</p>`)} ${facts(summary)}
    <h2>Runs</h2>
    ${grid(summary.nights.slice(-mostRuns), operations)} ${legend(operations)}
    <h2>Findings</h2>
    ${others.length === 0 ? html`<p>None in any run.</p>` : findingList(others)} ${notes.length === 0 ? '' : noteList(notes)}
    <h2>Latency</h2>
    <p>A bar for each judged run.</p>
    <div class="panels">${operations.map(latencyBars)}</div>`;
  return htmlPage(`Runs of graph-contracts drift: ${spanText(summary)}`, body, style);
}

function facts({ nights, operations, findings }: HistorySummary): Markup {
  const lines = operations.flatMap((operation) => operation.lines.filter((line) => line !== undefined));
  const lastOutcomes = operations.map((operation) => runOutcome(operation.lines.at(-1)));
  const worst = worstFirst.find((outcome) => lastOutcomes.includes(outcome)) ?? 'none';
  const inconclusive = lines.filter(({ verdict }) => verdict === 'inconclusive').length;
  const open = findings.filter((finding) => finding.open);
  const numbers: [string, string | number | Markup][] = [
    [`last run, ${minuteText(nights.at(-1)?.time ?? '')}`, mark(worst)],
    ['open findings', open.filter(({ accepted, severity }) => !accepted && severity !== 'note').length],
    ['accepted findings', open.filter(({ accepted }) => accepted).length],
    ['inconclusive', `${Math.round((inconclusive / lines.length) * 1000) / 10} %`],
  ];
  return html`<dl>
    ${numbers.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** A sign repeats what the colour shows. */
function mark(outcome: Outcome): Markup {
  const { sign, words } = outcomes[outcome];
  return html`<b class="${outcome}" aria-hidden="true">${sign}</b> ${words}`;
}

/** A row for each operation and a column for each run, scrolled to the newest. The name of a month stays in view while its runs are. */
function grid(nights: HistorySummary['nights'], operations: readonly OperationHistory[]): Markup {
  const months = [...groupBy(nights, ({ time }) => time.slice(0, 7)).values()];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Operations by run">
    <table>
      <caption class="hidden">
        The outcome of each operation in each run, the oldest run first
      </caption>
      <thead>
        <tr>
          <th scope="col" rowspan="2">Operation</th>
          ${months.map((ofMonth) => html`<th scope="colgroup" colspan="${ofMonth.length}" class="month"><span>${monthText(first(ofMonth).time)}</span></th>`)}
        </tr>
        <tr>
          ${nights.map(
            ({ time, url, emulator }) =>
              html`<th scope="col" class="day" title="${minuteText(time)}${emulator ? ', emulator' : ''}">
                ${linked(time.slice(8, 10), url)}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${operations.map(
          ({ name, version, lines }) =>
            html`<tr>
              <th scope="row">${name} ${version}</th>
              ${lines.map(cell)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A link, if there is a page. Only HTTPS URLs that were checked get here. */
function linked(text: string, url: string | undefined): Markup {
  return url === undefined ? html`${text}` : html`<a href="${url}">${text}</a>`;
}

function cell(line: OperationHistory['lines'][number]): Markup {
  const outcome = runOutcome(line);
  const { sign, words } = outcomes[outcome];
  return html`<td class="${outcome}" title="${line === undefined ? words : runText(line)}">
    <b aria-hidden="true">${sign}</b><i>${words}</i>
  </td>`;
}

function legend(operations: readonly OperationHistory[]): Markup {
  const occurring = new Set(operations.flatMap(({ lines }) => lines.map(runOutcome)));
  return html`<ul aria-label="Legend">
    ${worstFirst.filter((outcome) => occurring.has(outcome)).map((outcome) => html`<li>${mark(outcome)}</li>`)}
  </ul>`;
}

function noteList(notes: readonly FindingHistory[]): Markup {
  return html`<details>
    <summary>${countOf(notes.length, 'note')}: worth knowing, never a failure</summary>
    ${findingList(notes)}
  </details>`;
}

/** A row for each finding, with the operations that have it. */
function findingList(findings: readonly FindingHistory[]): Markup {
  const rows = groupBy(findings, (finding) => JSON.stringify([stateText(finding), finding.severity, finding.code, finding.message]));
  return html`<ol>
    ${[...rows.values()].map((row) => {
      const finding = first(row);
      return html`<li>
        <p><b class="${classOf(finding)}">${stateText(finding)}</b> <strong>${finding.code}</strong> ${finding.severity}</p>
        <p>${finding.message}</p>
        ${row.map(occurrence)}
      </li>`;
    })}
  </ol>`;
}

function occurrence(finding: FindingHistory): Markup {
  const { operation, name, version, fingerprint, url } = finding;
  const page = contracts.find((contract) => contract.name === operation)?.url;
  return html`<p class="small">
    ${name} ${version}: ${seenText(finding)}, fingerprint
    <code>${fingerprint}</code>${page === undefined ? '' : html`, <a href="${page}">Microsoft's page</a>`}${
      url === undefined ? '' : html`, <a href="${url}">the last run that had it</a>`
    }
  </p>`;
}

function classOf({ open, accepted, severity }: FindingHistory): Outcome {
  if (!open) return 'none';
  return accepted ? 'accepted' : severity === 'breaking' ? 'disagrees' : severity === 'unknown' ? 'inconclusive' : 'none';
}

/** A bar for each judged run. A few slow runs do not stretch the scale. */
function latencyBars(history: OperationHistory): Markup {
  const { name, version, lines, latency } = history;
  const times = lines.flatMap((line) => (line !== undefined && isJudged(line) ? [line.milliseconds] : []));
  const ceiling = Math.max(1, Math.min(times.toSorted((a, b) => a - b).at(-1) ?? 0, (latency?.median ?? 0) * 3));
  const figures =
    latency === undefined
      ? 'never judged'
      : `median ${Math.round(latency.median)} ms, last ${Math.round(latency.last)} ms, trend: ${trendText(latency)}; bars end at ${Math.round(ceiling)} ms`;
  const bars = lines.map((line, index) => {
    if (line === undefined || !isJudged(line)) return html``;
    const height = Math.max(1, Math.round((Math.min(line.milliseconds, ceiling) / ceiling) * 100));
    return html`<rect class="${runOutcome(line)}" x="${index}" y="${100 - height}" width="0.8" height="${height}">
      <title>${runText(line)}</title>
    </rect>`;
  });
  return html`<figure>
    <figcaption><strong>${name} ${version}</strong> ${figures}; inconclusive: ${inconclusiveText(history)}</figcaption>
    <svg
      viewBox="0 0 ${lines.length} 100"
      preserveAspectRatio="none"
      role="img"
      aria-label="Latency of ${name} ${version} by run: ${figures}"
    >
      ${bars}
    </svg>
  </figure>`;
}

const style = `
dl, .scroll, figure { margin: 1rem 0 0; padding: 0.9rem 1.1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); }
dl, ul { display: flex; flex-wrap: wrap; gap: 0.5rem 2.5rem; }
dl div { display: flex; flex-direction: column-reverse; }
dt, th, ul, figcaption { color: var(--quiet); font-size: 0.8rem; font-weight: 400; }
dd { margin: 0; font-size: 1.15rem; font-weight: 600; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.scroll { overflow-x: auto; direction: rtl; }
td i { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th.month { position: static; min-width: 0; max-width: none; padding: 0; border-left: 1px solid var(--line); }
th.month span { position: sticky; left: 9.5rem; padding: 0 0.3rem; white-space: nowrap; }
table { direction: ltr; margin-right: auto; border-spacing: 2px; }
th { min-width: 8rem; max-width: 9rem; z-index: 1; padding: 0 0.5rem 0 0; text-align: left; position: sticky; left: -1.1rem; background: var(--raised); }
th.day { position: static; min-width: 0; padding: 0; text-align: center; font-size: 0.7rem; }
td { min-width: 20px; height: 23px; padding: 0; border-radius: 4px; text-align: center; line-height: 1; }
td b { padding: 0; }
ul li + li { margin: 0; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)); gap: 0 1rem; }
figure { content-visibility: auto; contain-intrinsic-size: auto 9rem; }
svg { display: block; width: 100%; height: 6rem; border-bottom: 1px solid var(--line); }
@media print { body { max-width: none; } .scroll { overflow: visible; } }
`;
