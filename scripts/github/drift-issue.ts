/** `node drift-issue.js drift.json drift.md`, for the nightly workflow: updates the issue about drift, and fails if action is needed. */
import { issueStep } from './issue-step.js';

// Each tenant of several has an issue of its own.
const tenant = process.env['TENANT'] ?? '';
const log = 'see the log of the job "drift".';

issueStep(
  {
    label: 'graph-contracts-drift',
    description: 'Findings of the nightly drift check',
    marker: `<!-- graph-contracts drift${tenant && ` ${tenant}`}`,
    title: `Graph no longer does what its pages say${tenant && ` in ${tenant}`}`,
    ...(tenant !== '' && { tenant }),
    gone: 'Graph did what its pages say',
  },
  {
    0: '::notice::Graph does what its pages say.',
    1: '::error::Graph no longer does what its pages say: see the issue.',
    2: `::error::The nightly check could not run: ${log}`,
    3: '::warning::The nightly check is inconclusive: it shows nothing about Graph.',
    4: `::error::A tenant-safety rule refused the nightly check: ${log}`,
    5: '::error title=THE TENANT WAS NOT RESTORED::An assignment has changed. Its earlier state is in journal.sealed, in the artifact of this run: docs/nightly.md, "After exit code 5", says how to restore it.',
  },
);
