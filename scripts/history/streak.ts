import { isJudged, type HistoryLine } from './history-line.js';

/** The last runs of an operation if none of them judged it. */
export interface Streak {
  readonly runs: number;
  /** The start of the first of them. */
  readonly first: string;
  /** The start of the last run that judged the operation; undefined if none did. */
  readonly lastJudged?: string;
  /** Why the last run did not judge it. */
  readonly reasons: readonly string[];
  /** Whether the last run was refused at sign-in. A further run does not help. */
  readonly signInRefused: boolean;
}

/** @param lines of one operation, the oldest first. @returns undefined if the last run judged it. */
export function streakOf(lines: readonly HistoryLine[]): Streak | undefined {
  const from = lines.findLastIndex(isJudged) + 1;
  const [first, last] = [lines[from], lines.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return {
    runs: lines.length - from,
    first: first.time,
    lastJudged: lines[from - 1]?.time,
    reasons: reasonsOf(last),
    signInRefused: last.notSignedIn === true && last.reasons.some((reason) => reason === 'unauthorized' || reason === 'forbidden'),
  };
}

function reasonsOf({ reasons, findings, verdict }: HistoryLine): readonly string[] {
  if (reasons.length > 0) return reasons;
  if (findings.some(({ flaky }) => flaky === true)) return ['findings that did not recur'];
  return [verdict === 'inconclusive' ? (findings[0]?.message ?? 'not begun') : verdict];
}
