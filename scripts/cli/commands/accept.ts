import { acceptFinding, type KnownFinding } from '../../baseline/accept-finding.js';
import { defaultBaselineFile } from '../../verdict/baseline-entry.js';
import { editBaseline } from '../../baseline/edit-baseline.js';
import { CannotRun, exitCodes, type ExitCode } from '../../verdict/exit-code.js';
import { readHistory } from '../../history/read-history.js';
import { refuseLinksOut } from '../../verdict/refuse-links-out.js';
import { shownText } from '../../terminal/shown-text.js';
import type { MemoryOptions } from './memory-options.js';
import { print } from '../../terminal/terminal.js';

/** Accepts a finding in the baseline, and says what changed. Nothing else writes that file. @throws CannotRun when it must not, or cannot. */
export async function accept(fingerprint: string, options: MemoryOptions, now: Date): Promise<ExitCode> {
  const { baseline: file = defaultBaselineFile, history, owner, reason, expires } = options;
  refuseLinksOut(file);
  const given = {
    fingerprint,
    owner,
    reason,
    expires,
  };
  // A slip of the pen would accept nothing, in silence. Without a history nobody can tell.
  const known = history === undefined ? undefined : findingIn(history, fingerprint);
  const { entry, before } = await editBaseline(file, (baseline) => acceptFinding(baseline, given, known, now));
  const whose = before === undefined ? '' : ` It was accepted before, by ${before.owner} until ${before.expires}; that entry is replaced.`;
  const text = `${file}: ${entry.fingerprint} is accepted by ${entry.owner} until ${entry.expires}, in UTC, and counts again from the next day.${whose}`;
  print(`${shownText(text, 1000)}\n`);
  return exitCodes.agrees;
}

function findingIn(history: string, fingerprint: string): KnownFinding {
  for (const { operation, version, findings } of readHistory([history]).lines.toReversed()) {
    const found = findings.find((finding) => finding.fingerprint === fingerprint);
    if (found !== undefined) return { code: found.code, operation, apiVersion: version };
  }
  throw new CannotRun(
    `--accept: no night in ${history} has a finding ${JSON.stringify(fingerprint.slice(0, 60))}. "graph-contracts history ${history}" lists them.`,
  );
}
