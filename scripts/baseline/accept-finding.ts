import type { Baseline, BaselineEntry } from '../verdict/baseline.js';
import { dayOf } from '../verdict/calendar-day.js';
import { CannotRun } from '../verdict/exit-code.js';
import { fingerprintPattern, parseEntry } from './baseline-file.js';

/** The options of `drift --accept`. */
export interface Acceptance {
  readonly fingerprint: string;
  readonly owner?: string;
  readonly reason?: string;
  readonly expires?: string;
}

/** What a history tells about a finding. */
export type KnownFinding = Pick<BaselineEntry, 'code' | 'operation' | 'apiVersion'>;

/**
 * Adds an entry to a baseline, or replaces the one with that fingerprint, `before`. Changes no file.
 * @throws CannotRun if an option is missing, empty or malformed, or the last day is over.
 */
export function acceptFinding(
  baseline: Baseline,
  { fingerprint, owner, reason, expires }: Acceptance,
  known: KnownFinding | undefined,
  now: Date,
): { readonly baseline: Baseline; readonly entry: BaselineEntry; readonly before?: BaselineEntry } {
  if (!fingerprintPattern.test(fingerprint)) {
    throw new CannotRun(
      `--accept: ${JSON.stringify(fingerprint.slice(0, 60))} is not a fingerprint: 16 hexadecimal digits in lower case, as in a report.`,
    );
  }
  const before = baseline.accepted.find((entry) => entry.fingerprint === fingerprint);
  const { code, operation, apiVersion } = known ?? before ?? {};
  const given = { fingerprint, owner: owner?.trim(), reason: reason?.trim(), expires, code, operation, apiVersion };
  const entry = parseEntry(given, (member, problem) => {
    throw new CannotRun(`--${member}: ${problem === 'missing.' ? 'missing. Give it beside --accept.' : problem}`);
  });
  if (entry.expires < dayOf(now))
    throw new CannotRun(`--expires: ${entry.expires} is over. Give the last day on which the finding may stay.`);
  const accepted = before === undefined ? [...baseline.accepted, entry] : baseline.accepted.map((one) => (one === before ? entry : one));
  return { baseline: { ...baseline, accepted }, entry, before };
}
