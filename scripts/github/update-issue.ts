import { countOf } from '../../contracts/count-of.js';
import { prose } from '../verdict/shown-text.js';
import { sendToGitHub, type Repository } from './github-api.js';

/** The members of the JSON report that the issue needs. */
export interface NightlyReport {
  readonly verdict: string;
  readonly findings: readonly { readonly fingerprint: string; readonly severity: string; readonly baseline?: { readonly state: string } }[];
}

/** A run of the nightly check. Its findings are missing if it ended before it could report. */
export interface NightlyRun extends Pick<NightlyReport, 'findings'> {
  readonly exitCode: number;
  /** Sentences about operations that no run has judged for too long. */
  readonly unproved: readonly string[];
  readonly markdown: string;
  readonly url: string;
}

interface Issue {
  readonly number: number;
  readonly body: string | null;
  readonly pull_request?: unknown;
}

/** What an issue is about. */
export interface IssueTopic {
  readonly label: string;
  /** Of the label. */
  readonly description: string;
  /** The start of a comment that identifies the issue independent of its title. A comparable state of the last run follows. */
  readonly marker: string;
  /** Of several tenants, the one that the issue is about. */
  readonly tenant?: string;
  /** The title while there are findings, without their number. */
  readonly title: string;
  /** What a run did that has none, as in "Gone: … in this run". */
  readonly gone: string;
}

/** Of a warning. */
const mostSentences = 10;

/** GitHub takes 65,536 characters. */
const mostCharacters = 60_000;

/**
 * Opens the one issue about a topic, updates it or closes it. Only a run that judged everything and agrees closes it. One that could not run (2), was
 * refused (4) or is inconclusive (3) shows nothing about Graph and changes nothing, unless too many in a row were inconclusive. A tenant that was not
 * restored (5) gets a comment each time.
 */
export async function updateIssue(
  topic: IssueTopic,
  run: NightlyRun,
  repository: Repository,
): Promise<'opened' | 'updated' | 'closed' | 'not changed'> {
  const { exitCode, url } = run;
  const { label, marker } = topic;
  const isUnproved = exitCode === 3 && run.unproved.length > 0;
  if (exitCode !== 0 && exitCode !== 1 && exitCode !== 5 && !isUnproved) return 'not changed';
  const query = `state=open&sort=created&direction=asc&per_page=100&labels=${label}`;
  const issues = (await sendToGitHub(repository, 'GET', `issues?${query}`)) as Issue[];
  const known = issues.find(({ body, pull_request }) => pull_request === undefined && body?.includes(`${marker} exit=`));
  const comment = (body: string) => sendToGitHub(repository, 'POST', `issues/${known?.number ?? 0}/comments`, { body });
  const update = (change: object) => sendToGitHub(repository, 'PATCH', `issues/${known?.number ?? 0}`, change);
  if (exitCode === 0) {
    if (known === undefined) return 'not changed';
    await comment(`Gone: ${topic.gone} in [this run](${url}).`);
    await update({ state: 'closed', state_reason: 'completed' });
    return 'closed';
  }
  // Findings of earlier runs stay, because this one could not see whether they are gone.
  const earlier = isUnproved ? withoutWarning(known?.body ?? '') : '';
  const text = { title: titleOf(topic, run), body: / exit=[15] /.test(earlier) ? `${warningOf(run)}${earlier}` : bodyOf(topic, run) };
  if (known === undefined) {
    const about = { name: label, description: topic.description, color: 'b60205' };
    await sendToGitHub(repository, 'POST', 'labels', about, 422); // It may exist.
    await sendToGitHub(repository, 'POST', 'issues', { ...text, labels: [label] });
    return 'opened';
  }
  await update(text);
  // A comment notifies watchers; an edit does not.
  const isKnown = isUnproved ? known.body?.includes(warningStart) : known.body?.includes(stateOf(topic, run));
  if (exitCode === 5 || !isKnown) await comment(`**${text.title}**, in [this run](${url}).`);
  return 'updated';
}

function titleOf({ title, tenant }: IssueTopic, run: NightlyRun): string {
  const about = tenant === undefined ? '' : ` (${tenant})`;
  if (run.exitCode === 5) return `The tenant could not be restored: act now${about}`;
  if (run.exitCode === 3) return `Nothing has been proved for too long${about}`;
  return `${title} (${countOf(fingerprintsOf(run).length, 'finding')})`;
}

function bodyOf(topic: IssueTopic, run: NightlyRun): string {
  const caution =
    '> [!CAUTION]\n> **An assignment of the tenant differs from its state before the run.** Its earlier state is in `journal.sealed`, in the artifact of the run. The section "After exit code 5" of docs/nightly.md says how to restore it.\n\n';
  const text = `${run.exitCode === 5 ? caution : ''}${warningOf(run)}Last seen in [this run](${run.url}).\n\n${run.markdown}`;
  return `${text.slice(0, mostCharacters)}\n\n${stateOf(topic, run)}\n`;
}

const warningStart = '> [!WARNING]\n';

function warningOf({ unproved }: NightlyRun): string {
  return unproved.length === 0
    ? ''
    : `${warningStart}${unproved
        .slice(0, mostSentences)
        .map((sentence) => `> ${prose(sentence, 400)}\n`)
        .join('')}\n`;
}

function withoutWarning(body: string): string {
  return body.replace(/^> \[!WARNING\]\r?\n(?:> .*\r?\n)*\r?\n/m, '');
}

/** Equal for two runs with the same findings. */
function stateOf({ marker }: IssueTopic, run: NightlyRun): string {
  return `${marker} exit=${run.exitCode} findings=${[...new Set(fingerprintsOf(run))].sort().join()} -->`;
}

/** Of the findings that the baseline does not accept. */
function fingerprintsOf({ findings }: NightlyRun): string[] {
  return findings
    .filter(({ severity, baseline }) => severity !== 'note' && baseline?.state !== 'accepted')
    .map(({ fingerprint }) => fingerprint);
}
