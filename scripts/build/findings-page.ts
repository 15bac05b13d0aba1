import { codesAndReasons, explainCode, type CodeExplanation } from '../explain/explain-code.js';
import { code, prose } from '../verdict/shown-text.js';

/** The sections of the page: the beginning of their codes, and what these findings are about. */
const sections = [
  ['request.', 'Requests', 'What a client sends.'],
  ['response.', 'Answers', 'What Graph answers.'],
  ['expectation.', 'Expectations', 'What the pact of a consumer relies on.'],
  ['operation.', 'Operations', 'Whether Graph has the operation.'],
  ['docs.', 'Documentation', 'Where a page of Microsoft differs from ours, found by `graph-assignment-contracts docs`.'],
  [
    '',
    'Inconclusive',
    'Exchanges that say nothing about the contract, by reason. They never fail a run as a finding does, and never pass it.',
  ],
] as const;

/** The text of `docs/findings.md`: every code and reason with its meaning, the finding of its example, and advice. */
export function findingsPage(): string {
  const rest = new Set(codesAndReasons.map((one) => one.code));
  const parts = sections.map(([start, title, about]) => {
    const own = [...rest].filter((name) => name.startsWith(start) && (start !== '' || !name.includes('.')));
    for (const name of own) rest.delete(name);
    return [`## ${title}`, about, ...own.flatMap((name) => entry(name))].join('\n\n');
  });
  if (rest.size > 0)
    throw new Error(`No section of docs/findings.md lists ${[...rest].join(', ')}. Add one in scripts/build/findings-page.ts.`);
  return `${[...introduction, ...parts].join('\n\n')}\n`;
}

const introduction = [
  '# Findings',
  'To see what a finding means, with a whole example exchange and how to accept it:',
  '```sh\nnpx graph-assignment-contracts explain request.body.undocumented-property\n```',
  'The code of a finding decides its severity:',
  [
    '- **breaking** contradicts a line of a page, or the metadata.',
    '- **unknown** cannot be decided from the pages: a null, a type that no page names.',
    '- **additive** is more than was promised: a new property.',
    '- **note** never fails a run. It says what was not checked, and why.',
  ].join('\n'),
  'Findings never quote an id, a token or a name. [Check what a service sends](checking.md) says which severities fail a run; [the nightly check](nightly.md) how to accept a finding for a while.',
  '<!-- Generated from contracts/judge/codes.ts: npm run docs:update renews this page. -->',
];

function entry(name: string): string[] {
  const explanation = explainCode(name);
  if (explanation === undefined) return [];
  const { severity, means, advice } = explanation;
  return [`### ${code(name)}`, `**${severity}**: ${prose(means, 1000)}`, ...example(explanation), `What to do: ${prose(advice, 1000)}`];
}

function example({ example }: CodeExplanation): string[] {
  if ('words' in example) return [`Example: ${prose(example.words, 1000)}`];
  if (example.finding === undefined) return [];
  const { message, documentedAt } = example.finding;
  return [`Example: ${prose(message, 1000)} (${code(`${documentedAt.file}:${documentedAt.line}`)})`];
}
