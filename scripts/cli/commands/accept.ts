import { acceptFinding, type KnownFinding } from '../../baseline/accept-finding.js';
import { baselineBeside, editBaseline } from '../../baseline/baseline-file.js';
import { CannotRun, exitCodes, type ExitCode } from '../../verdict/exit-code.js';
import { readHistory } from '../../history/read-history.js';
import { refuseLinksOut } from '../../verdict/destinations.js';
import { shownText } from '../../verdict/shown-text.js';
import { print } from '../../verdict/terminal.js';

/** The options of drift about earlier runs. */
export interface AcceptOptions {
  readonly config?: string;
  readonly baseline?: string;
  readonly history?: string;
  readonly owner?: string;
  readonly reason?: string;
  readonly expires?: string;
}

/** Accepts findings in the baseline and prints the changes. @param list their fingerprints, with commas. @throws CannotRun if an option is missing or wrong, or a file cannot be used. */
export async function accept(list: string, options: AcceptOptions, now: Date): Promise<ExitCode> {
  const { config = 'drift.config.json', baseline: file = baselineBeside(config), history, owner, reason, expires } = options;
  refuseLinksOut(file);
  const fingerprints = [...new Set(list.split(',').map((each) => each.trim()))];
  // A mistyped fingerprint would accept nothing, silently. Only a history can show that.
  const known = new Map(history === undefined ? [] : fingerprints.map((each) => [each, findingIn(history, each)]));
  const accepted: Pick<ReturnType<typeof acceptFinding>, 'entry' | 'before'>[] = [];
  await editBaseline(file, (baseline) => ({
    baseline: fingerprints.reduce((edited, fingerprint) => {
      const { baseline: next, ...change } = acceptFinding(edited, { fingerprint, owner, reason, expires }, known.get(fingerprint), now);
      accepted.push(change);
      return next;
    }, baseline),
  }));
  for (const { entry, before } of accepted) {
    const replaced = before === undefined ? '' : ` This replaces the entry of ${before.owner}, which was valid until ${before.expires}.`;
    const text = `${file}: ${entry.fingerprint} is accepted by ${entry.owner} until the end of ${entry.expires} (UTC).${replaced}`;
    print(`${shownText(text, 1000)}\n`);
  }
  return exitCodes.agrees;
}

function findingIn(history: string, fingerprint: string): KnownFinding {
  for (const { operation, version, findings } of readHistory([history]).lines.toReversed()) {
    const found = findings.find((finding) => finding.fingerprint === fingerprint);
    if (found !== undefined) return { code: found.code, operation, apiVersion: version };
  }
  throw new CannotRun(
    `--accept: no run in ${history} has a finding ${JSON.stringify(fingerprint.slice(0, 60))}. "graph-contracts history ${history}" lists them.`,
  );
}
