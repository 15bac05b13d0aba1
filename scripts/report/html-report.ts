import { numeral, countOf } from '../../contracts/count-of.js';
import { codes, inconclusiveReasons } from '../../contracts/judge/codes.js';
import type { DocumentedPlace } from '../../contracts/judge/finding.js';
import { baselineSentence, excuseOf, removableSentence } from '../verdict/baseline.js';
import { html, htmlPage, type Markup } from '../verdict/html-page.js';
import type { CountedFinding, Remarks, Report } from '../verdict/report.js';
import { shownName, shownPlace } from '../verdict/shown-text.js';
import { findingBlocks, inconclusiveBlocks, type DriftBlock } from './drift-blocks.js';
import {
  capitalised,
  firstOf,
  groupFindings,
  meaningOf,
  placeNames,
  shownNotes,
  shownSeverity,
  takesBaseline,
  times,
  type FindingGroup,
} from './finding-groups.js';
import { probeHead, probeLines, readingHead, readingLines } from './probe-text.js';
import { recordingsText } from './recordings-text.js';
import { baselineLines, operationCells, plannedLines, rowName, runLines, summaryLine } from './run-text.js';

const mostCards = 500;
const mostPlaces = 20;
const mostPointers = 10;

const verdictClasses: Readonly<Partial<Record<Report['verdict'], string>>> = {
  agrees: 'agrees',
  disagrees: 'disagrees',
  inconclusive: 'inconclusive',
  'nothing-judged': 'inconclusive',
};

/** The report as a page of its own, to keep or to send: without scripts, for light and dark screens. */
export function htmlReport(report: Report, remarks: Remarks = {}): string {
  const { command, verdict, findings, inconclusive, operations = [], night, probe, flaky = [], problems = [], baseline } = report;
  const notes = shownNotes(report, remarks);
  const isDrift = night !== undefined;
  const body = html`<h1>graph-contracts ${command}: <b class="${verdictClasses[verdict] ?? 'other'}">${verdict}</b></h1>
    <p>${summaryLine(report)}</p>
    ${remarks.lead === undefined ? '' : html`<p>${remarks.lead}</p>`} ${operations.length === 0 ? '' : operationTable(operations)}
    ${isDrift ? list([...runLines(night, operations), ...baselineLines(report)]) : ''}
    ${
      night?.planned === undefined
        ? ''
        : html`<h2>A run would send</h2>
            ${lines(night.planned.flatMap(plannedLines))}`
    }
    ${
      probe === undefined
        ? ''
        : html`<h2>${probeHead(probe)}</h2>
            ${list(probeLines(probe))}
            <p>${readingHead}</p>
            ${lines(readingLines(probe.reading))}`
    }
    ${section(
      'Cannot be judged',
      problems.map((problem) => html`<li>${problem}</li>`),
    )}
    ${section(
      'Findings',
      isDrift
        ? findingBlocks(report, remarks.acceptOptions).map(driftCard)
        : groupFindings(findings).map((group) => findingCard(group, report)),
      remarks.maxFindings,
    )}
    ${section(
      'Flaky',
      flaky.map((finding) => flakyCard(finding, report)),
    )}
    ${section('Inconclusive', isDrift ? inconclusiveBlocks(report).map(driftCard) : inconclusive.map((entry) => inconclusiveCard(entry, report)))}
    ${recordingsText(report.recordings).map(({ head, lines: rows }) =>
      section(
        capitalised(head),
        rows.map((row) => html`<li>${row}</li>`),
      ),
    )}
    ${section(
      'Removable from the baseline',
      (baseline?.removable ?? []).map((entry) => html`<li>${removableSentence(entry)}</li>`),
    )}
    ${
      notes.shown.length === 0
        ? ''
        : html`<details>
            <summary>${countOf(report.summary.notes - notes.leftOut, 'note')}: worth knowing, never a failure</summary>
            ${cards(notes.shown.map(noteCard))}
          </details>`
    }
    ${notes.sentence === undefined ? '' : html`<p class="small">${notes.sentence}</p>`}`;
  return htmlPage(`graph-contracts ${command}: ${verdict}`, body, style);
}

function section(title: string, items: readonly Markup[], most = mostCards): Markup {
  return items.length === 0
    ? html``
    : html`<h2>${title}</h2>
        ${cards(items, most)}`;
}

function cards(items: readonly Markup[], most = mostCards): Markup {
  const more = items.length - most;
  return html`<ol>
    ${items.slice(0, most)} ${more > 0 ? html`<li>${numeral(more)} more are left out here; --format json has all.</li>` : ''}
  </ol>`;
}

function list(texts: readonly string[]): Markup {
  return html`<ul>
    ${texts.map((text) => html`<li>${text}</li>`)}
  </ul>`;
}

function lines(texts: readonly string[]): Markup {
  return html`<div class="lines">${texts.map((text) => html`<code>${text}</code>`)}</div>`;
}

function operationTable(rows: NonNullable<Report['operations']>): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Operations">
    <table>
      <thead>
        <tr>
          ${['Operation', 'API', 'Verdict', 'Status', 'Rules seen'].map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${operationCells(row)
                .with(0, rowName(row, rows))
                .map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

interface Card {
  readonly kind: string;
  readonly kindClass: string;
  readonly name: string;
  readonly extent: string;
  readonly sentences: readonly string[];
  readonly rest: readonly Markup[];
}

function card({ kind, kindClass, name, extent, sentences, rest }: Card): Markup {
  return html`<li>
    <p><b class="${kindClass}">${kind}</b> <strong>${name}</strong> <span class="small">${extent}</span></p>
    ${sentences.map((sentence) => html`<p>${sentence}</p>`)} ${rest}
  </li>`;
}

function labelled(label: string, text: string): Markup {
  return html`<p><span class="small">${label}</span> ${text}</p>`;
}

function promise(label: string, { file, line, text, url }: DocumentedPlace): Markup {
  return html`<p class="small">
    ${label} <code>${file}:${line}</code>${url?.startsWith('https://') ? html`, <a href="${url}">Microsoft's page</a>` : ''}<br /><code
      >${text}</code
    >
  </p>`;
}

function classOf(finding: CountedFinding): string {
  if (excuseOf(finding) !== undefined) return 'accepted';
  return { breaking: 'disagrees', unknown: 'inconclusive', additive: 'none', note: 'none' }[finding.severity];
}

function findingCard({ finding, findings, count }: FindingGroup, report: Report): Markup {
  const { code, message, documentedAt, seenAt, baseline } = finding;
  const { documented } = placeNames(report);
  const fingerprints = takesBaseline(report.command) ? findings.map(({ fingerprint }) => fingerprint) : [];
  return card({
    kind: shownSeverity(finding),
    kindClass: classOf(finding),
    name: code,
    extent: times(count),
    sentences: [message, ...(baseline === undefined ? [] : [baselineSentence(baseline)])],
    rest: [
      labelled('Next:', codes[code].advice),
      promise(capitalised(documented), documentedAt),
      ...firstOf(
        findings.map((one) => seenIn(one, report)),
        mostPlaces,
      ).map((place) => html`<p class="small">${place}</p>`),
      ...(seenAt === undefined ? [] : [html`<p class="small"><code>${seenAt.text}</code></p>`]),
      ...(fingerprints.length === 0 ? [] : [labelled('Fingerprints:', firstOf(fingerprints, mostPlaces).join(', '))]),
    ],
  });
}

/** Findings, or inconclusive steps, of a drift run with one cause. */
function driftCard({
  name,
  finding,
  extent,
  sentences,
  where,
  likely,
  next,
  promises,
  fingerprints,
  accept,
  requestIds,
}: DriftBlock): Markup {
  return card({
    kind: finding === undefined ? 'inconclusive' : shownSeverity(finding),
    kindClass: finding === undefined ? 'inconclusive' : classOf(finding),
    name,
    extent,
    sentences,
    rest: [
      labelled('In', where),
      ...(likely === undefined ? [] : [labelled('Likely cause:', likely)]),
      labelled('Next:', next),
      ...promises.map((place) => promise('Promised in', place)),
      ...fingerprints.map(({ fingerprint, label }) => html`<p class="small">Fingerprint <code>${fingerprint}</code>: ${label}</p>`),
      ...(accept === undefined ? [] : [html`<p class="small">To accept for a while: <code>${accept}</code></p>`]),
      ...(requestIds.length === 0 ? [] : [html`<p class="small">Request ids: ${firstOf(requestIds, mostPlaces).join(', ')}</p>`]),
    ],
  });
}

function flakyCard(finding: CountedFinding, report: Report): Markup {
  return card({
    kind: 'flaky',
    kindClass: 'inconclusive',
    name: finding.code,
    extent: '',
    sentences: [finding.message, `${seenIn(finding, report)}; a second exchange of this run did not confirm it.`],
    rest: [],
  });
}

function inconclusiveCard(entry: Report['inconclusive'][number], report: Report): Markup {
  const { means, advice } = inconclusiveReasons[entry.reason];
  return card({
    kind: 'inconclusive',
    kindClass: 'inconclusive',
    name: entry.reason,
    extent: times(entry.count),
    sentences: [means],
    rest: [labelled('Next:', advice), html`<p class="small">${seenIn(entry, report)}</p>`],
  });
}

function noteCard({ finding, findings, count }: FindingGroup): Markup {
  const pointers = [...new Set(findings.map(({ pointer }) => pointer))].filter((pointer) => pointer !== '');
  return card({
    kind: shownSeverity(finding),
    kindClass: classOf(finding),
    name: finding.code,
    extent: times(count),
    sentences: [meaningOf(finding)],
    rest: pointers.length === 0 ? [] : [html`<p class="small">At ${firstOf(pointers, mostPointers).join(', ')}</p>`],
  });
}

function seenIn({ source, seenAt }: Pick<CountedFinding, 'source' | 'seenAt'>, report: Report): string {
  const place = report.command === 'docs' && seenAt === undefined ? 'none' : shownPlace(source);
  return `${capitalised(placeNames(report).seen)} ${place}, ${shownName(source)}`;
}

const style = `
body { max-width: 60rem; }
.scroll { margin: 1rem 0 0; overflow-x: auto; }
table { border-collapse: collapse; overflow-wrap: normal; }
th, td { padding: 0.2rem 1rem 0.2rem 0; text-align: left; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-size: 0.8rem; font-weight: 400; }
.lines code { display: block; white-space: pre-wrap; }
ul li + li { margin-top: 0.2rem; }
`;
