import { fingerprintPattern, parseEntry } from './parse-entry.js';
import type { Baseline, BaselineEntry } from '../verdict/baseline.js';
import { dayOf } from './calendar-day.js';
import { CannotRun } from '../verdict/exit-code.js';

/** Where `--accept` writes by default. */
export const defaultBaselineFile = 'drift.baseline.json';

/** What `drift --accept` was given. */
export interface Acceptance {
  readonly fingerprint: string;
  readonly owner?: string;
  readonly reason?: string;
  readonly expires?: string;
}

/** What is known of the finding besides its fingerprint. */
export type KnownFinding = Pick<BaselineEntry, 'code' | 'operation' | 'apiVersion'>;

/** The baseline with one entry more, or with a new one in the place of that of the same fingerprint, which is `before`. */
export interface Accepted {
  readonly baseline: Baseline;
  readonly entry: BaselineEntry;
  readonly before?: BaselineEntry;
}

/**
 * Accepts a finding. Changes no file.
 * @throws CannotRun when the fingerprint has another form, a text is missing or empty, or the last day is none, or over.
 */
export function acceptFinding(baseline: Baseline, given: Acceptance, known: KnownFinding | undefined, now: Date): Accepted {
  const { fingerprint, owner, reason, expires } = given;
  if (!fingerprintPattern.test(fingerprint)) {
    throw new CannotRun(
      `--accept: ${JSON.stringify(fingerprint.slice(0, 60))} is not a fingerprint: 16 hexadecimal digits, in lower case, as a report has it.`,
    );
  }
  const before = baseline.accepted.find((entry) => entry.fingerprint === fingerprint);
  const { code, operation, apiVersion } = before ?? {};
  const about = known ?? { code, operation, apiVersion };
  const entry = parseEntry({ fingerprint, owner: owner?.trim(), reason: reason?.trim(), expires, ...about }, (member, what) => {
    throw new CannotRun(`--${member}: ${what === 'missing.' ? `missing. Give it beside --accept.` : what}`);
  });
  if (entry.expires < dayOf(now))
    throw new CannotRun(`--expires: ${entry.expires} is over. Give the last day on which the finding may stay.`);
  const others = baseline.accepted.filter((one) => one !== before);
  const accepted = before === undefined ? [...others, entry] : baseline.accepted.map((one) => (one === before ? entry : one));
  return { baseline: { ...baseline, accepted }, entry, before };
}
