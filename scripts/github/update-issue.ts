import type { GitHubIssues } from './github-issues.js';
import { bodyOf, isNothing, isOurs, stateOf, titleOf, type Night } from './issue-text.js';

/** The label of the one issue. */
export const label = 'graph-contracts-drift';

/** What became of the issue. */
export type Told = 'opened' | 'updated' | 'closed' | 'left as it is';

/**
 * Opens the one issue about drift, updates it, or closes it. Only a night that judged everything and agrees closes it. One that is inconclusive
 * (3), could not run (2) or was refused (4), and one that judged nothing, says nothing about Graph, and touches nothing. A tenant that was not put back (5) is told each night.
 */
export async function tellNight(night: Night, issues: GitHubIssues): Promise<Told> {
  const { exitCode, runUrl } = night;
  if ((exitCode !== 0 && exitCode !== 1 && exitCode !== 5) || isNothing(night)) return 'left as it is';
  const known = (await issues.open(label)).find(({ body }) => isOurs(body));
  if (exitCode === 0) {
    if (known === undefined) return 'left as it is';
    await issues.comment(known.number, `Gone: Graph did what its pages say in [this run](${runUrl}).`);
    await issues.update(known.number, { state: 'closed', state_reason: 'completed' });
    return 'closed';
  }
  const text = { title: titleOf(night), body: bodyOf(night) };
  if (known === undefined) {
    await issues.ensureLabel(label, 'What the nightly drift check has to say');
    await issues.create({ ...text, labels: [label] });
    return 'opened';
  }
  const isNews = exitCode === 5 || !(known.body ?? '').includes(stateOf(night));
  await issues.update(known.number, text);
  // An edit notifies nobody, so it takes a comment where tonight is not like last night.
  if (isNews) await issues.comment(known.number, `**${text.title}**, in [this run](${runUrl}).`);
  return 'updated';
}
