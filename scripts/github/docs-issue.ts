/** `node docs-issue.js docs.json docs.md`, for the nightly workflow: updates the issue about Microsoft's pages, and fails if action is needed. */
import { issueStep } from './issue-step.js';

issueStep(
  {
    label: 'graph-contracts-docs',
    description: "Changes of Microsoft's pages",
    marker: '<!-- graph-contracts docs',
    title: "Microsoft's pages have changed",
    gone: "Microsoft's pages agree with ours",
  },
  {
    0: "::notice::Microsoft's pages say what ours say.",
    1: "::error::Microsoft's pages have changed: see the issue.",
    2: '::error::The pages could not be compared: see the log of the job "compare".',
  },
);
