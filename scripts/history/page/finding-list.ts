import type { FindingHistory, OperationHistory } from '../summarize-history.js';
import { seenText, stateText } from '../words.js';
import { html, type Markup } from './markup.js';

/** A list of findings, each with the nights that saw it. */
export function findingList(findings: readonly FindingHistory[], operations: readonly OperationHistory[]): Markup {
  return html`<ol class="findings">
    ${findings.map((finding) => item(finding, operations))}
  </ol>`;
}

function item(finding: FindingHistory, operations: readonly OperationHistory[]): Markup {
  const { code, message, severity, operation, version, fingerprint } = finding;
  const nights = operations.find((one) => one.operation === operation && one.version === version)?.lines ?? [];
  const seen = nights.flatMap((line, index) => (line?.findings.some((one) => one.fingerprint === fingerprint) ? [index] : []));
  return html` <li>
    <span class="state ${classOf(finding)}">${stateText(finding)}</span>
    <div>
      <p><strong>${code}</strong> <span class="quiet">${severity}</span></p>
      <p>${message}</p>
    </div>
    <div class="small">
      <svg class="strip" viewBox="0 0 ${nights.length} 1" preserveAspectRatio="none" aria-hidden="true">
        ${runsOf(seen).map(({ from, length }) => html`<rect x="${from}" y="0" width="${length}" height="1" />`)}
      </svg>
      <p>${seenText(finding)}</p>
      <p>${operation} ${version}</p>
      <p><code>${fingerprint}</code></p>
    </div>
  </li>`;
}

function classOf({ open, accepted, severity }: FindingHistory): string {
  if (!open) return 'gone';
  if (accepted) return 'accepted';
  return severity === 'breaking' ? 'disagrees' : severity === 'unknown' ? 'inconclusive' : 'gone';
}

/** Nights that follow each other, as one. */
function runsOf(indexes: readonly number[]): { from: number; length: number }[] {
  const runs: { from: number; length: number }[] = [];
  for (const index of indexes) {
    const last = runs.at(-1);
    if (last !== undefined && last.from + last.length === index) last.length += 1;
    else runs.push({ from: index, length: 1 });
  }
  return runs;
}
