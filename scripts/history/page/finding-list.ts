import type { FindingHistory, OperationHistory } from '../summarize-history.js';
import { seenText, stateText } from '../words.js';
import { html, type Markup } from './markup.js';

/** Findings, each with a strip of the runs that had it. */
export function findingList(findings: readonly FindingHistory[], operations: readonly OperationHistory[]): Markup {
  return html`<ol class="findings">
    ${findings.map((finding) => item(finding, operations))}
  </ol>`;
}

function item(finding: FindingHistory, operations: readonly OperationHistory[]): Markup {
  const { code, message, severity, operation, version, fingerprint } = finding;
  const lines = operations.find((one) => one.operation === operation && one.version === version)?.lines ?? [];
  const seen = lines.flatMap((line, index) => (line?.findings.some((one) => one.fingerprint === fingerprint) ? [index] : []));
  return html` <li>
    <span class="state ${classOf(finding)}">${stateText(finding)}</span>
    <div>
      <p><strong>${code}</strong> <span class="quiet">${severity}</span></p>
      <p>${message}</p>
    </div>
    <div class="small">
      <svg class="strip" viewBox="0 0 ${lines.length} 1" preserveAspectRatio="none" aria-hidden="true">
        ${seen.map((index) => html`<rect x="${index}" y="0" width="1" height="1" />`)}
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
