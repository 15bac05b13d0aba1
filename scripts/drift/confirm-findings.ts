import type { Source } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import type { FailOn } from '../verdict/report.js';
import { fails } from '../verdict/verdict.js';
import type { Judged } from '../verdict/tally.js';

/** A finding that came only once, and where that was. */
export type FlakyFinding = Finding & { readonly source: Source };

/** What two exchanges of one night say together. */
export interface Confirmed {
  /** Without the findings that came only once. */
  readonly judged: readonly Judged[];
  /** Findings that would fail the night, and that did not come again. */
  readonly flaky: readonly FlakyFinding[];
}

/**
 * A finding that fails the night counts when it was there in two exchanges: a single one may be the doing of one broken machine among many.
 * @param rounds what was judged in each exchange.
 */
export function confirmFindings(rounds: readonly (readonly Judged[])[], failOn: FailOn): Confirmed {
  const seen = rounds.map((round) => new Set(failingIn(round, failOn).map(({ fingerprint }) => fingerprint)));
  const isConfirmed = ({ fingerprint }: Finding): boolean => seen.filter((fingerprints) => fingerprints.has(fingerprint)).length > 1;
  // One that is left out in one exchange may be listed in the other, so those that are left out count at once.
  const counts = (finding: Finding): boolean => !fails(finding.severity, failOn) || finding.leftOut === true || isConfirmed(finding);
  return {
    judged: rounds.flat().map((one) => ({
      ...one,
      judgement: one.judgement.kind === 'outside' ? one.judgement : { ...one.judgement, findings: one.judgement.findings.filter(counts) },
    })),
    flaky: rounds.flatMap((round) =>
      round.flatMap(({ source, judgement }) =>
        judgement.kind === 'outside' ? [] : judgement.findings.filter((one) => !counts(one)).map((one) => ({ ...one, source })),
      ),
    ),
  };
}

/** The findings that would fail the night. */
export function failingIn(round: readonly Judged[], failOn: FailOn): Finding[] {
  return round.flatMap(({ judgement }) =>
    judgement.kind === 'outside' ? [] : judgement.findings.filter(({ severity }) => fails(severity, failOn)),
  );
}
