/** What the issue about drift needs to know of the JSON report. */
export interface NightReport {
  readonly verdict: string;
  readonly findings: readonly { readonly fingerprint: string; readonly severity: string; readonly baseline?: { readonly state: string } }[];
  readonly problems?: readonly string[];
}

export interface Night {
  readonly exitCode: number;
  /** Undefined when the run ended before it could report. */
  readonly report: NightReport | undefined;
  readonly markdown: string;
  readonly runUrl: string;
}

/** Whether the run judged nothing, as a dry run does: it says nothing about Graph. */
export function isNothing({ report }: Night): boolean {
  return report?.verdict === 'nothing-judged';
}

/** By this the issue is found again, whatever people make of its title. What follows it tells whether tonight is any news. */
const marker = '<!-- graph-contracts drift';

/** GitHub takes 65,536 characters. */
const mostCharacters = 60_000;

export function isOurs(body: string | null): boolean {
  return body?.includes(marker) ?? false;
}

export function titleOf({ exitCode, report }: Night): string {
  if (exitCode === 5) return 'The tenant could not be put back: act now';
  return `Graph no longer does what its pages say (${countOf(countedFindings(report).length, 'finding')})`;
}

/** What the issue says now: the last night that had something to say. */
export function bodyOf(night: Night): string {
  const act =
    night.exitCode === 5
      ? '> [!CAUTION]\n> **An assignment of the tenant is not as it was before the night.** The log of the run says what to do by hand; `graph-contracts drift --restore` tries again.\n\n'
      : '';
  const text = `${act}Last seen in [this run](${night.runUrl}).\n\n${night.markdown}`;
  return `${text.slice(0, mostCharacters)}\n\n${stateOf(night)}\n`;
}

/** Equal on two nights that found the same. */
export function stateOf({ exitCode, report }: Night): string {
  const fingerprints = countedFindings(report).map(({ fingerprint }) => fingerprint);
  return `${marker} exit=${exitCode} findings=${[...new Set(fingerprints)].sort().join()} -->`;
}

/** Those that a baseline does not accept. */
function countedFindings(report: NightReport | undefined): NightReport['findings'] {
  return (report?.findings ?? []).filter(({ severity, baseline }) => severity !== 'note' && baseline?.state !== 'accepted');
}
import { countOf } from '../../contracts/count-of.js';
