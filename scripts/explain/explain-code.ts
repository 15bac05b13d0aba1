import { codeExamples, type CodeExample, type ExampleExchange } from '../../contracts/judge/code-examples.js';
import { codes, inconclusiveReasons, type Code, type InconclusiveReason, type Severity } from '../../contracts/judge/codes.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import type { Finding } from '../../contracts/judge/finding.js';
import { judge, type Judgement } from '../../contracts/judge/judge.js';
import { judgeExpectation } from '../../contracts/judge/pact/judge-expectation.js';

/** What a code or a reason means, as `--format json` prints it. */
export interface CodeExplanation {
  readonly code: string;
  readonly severity: Severity | 'inconclusive';
  readonly means: string;
  readonly advice: string;
  readonly example: JudgedExample | { readonly words: string };
  readonly accept: AcceptHint;
}

/** An exchange, or an interaction of a pact, and what judging it says. */
export interface JudgedExample extends ExampleExchange {
  readonly pact?: true;
  readonly finding?: Pick<Finding, 'pointer' | 'message' | 'documentedAt' | 'fingerprint'>;
}

interface AcceptHint {
  readonly words: string;
  readonly command?: string;
}

export type CodeOrReason = Code | InconclusiveReason;

/** Every code of a finding, and every reason of an inconclusive exchange. */
export const codesAndReasons: readonly Pick<CodeExplanation, 'code' | 'severity' | 'means' | 'advice'>[] = [
  ...Object.entries(codes).map(([code, about]) => ({ code, ...about })),
  ...Object.entries(inconclusiveReasons).map(([code, about]) => ({ code, severity: 'inconclusive' as const, ...about })),
];

/** @returns undefined for a name that is neither a code nor a reason. */
export function explainCode(name: string): CodeExplanation | undefined {
  const about = codesAndReasons.find(({ code }) => code === name);
  return about && { ...about, example: exampleOf(about.code as CodeOrReason), accept: acceptHint(about) };
}

/** Made by judging, so that it is what a user sees. */
function exampleOf(code: CodeOrReason): CodeExplanation['example'] {
  const example: CodeExample = codeExamples[code];
  if (typeof example === 'string') return { words: example };
  const exchange = documentedExchange();
  example.change(exchange);
  const judgement = example.pact ? judgeExpectation(exchange) : judge(exchange);
  const finding = findingIn(judgement, code);
  return {
    ...exchange,
    ...(example.pact && { pact: true }),
    ...(finding && {
      finding: {
        pointer: finding.pointer,
        message: finding.message,
        documentedAt: finding.documentedAt,
        fingerprint: finding.fingerprint,
      },
    }),
  };
}

/** @throws Error if judging does not find it. */
function findingIn(judgement: Judgement, code: CodeOrReason): Finding | undefined {
  if (judgement.kind === 'inconclusive' && judgement.reason === code) return undefined;
  const finding = judgement.kind === 'outside' ? undefined : judgement.findings.find((one) => one.code === code);
  if (finding === undefined) throw new Error(`The example of ${code} in contracts/judge/code-examples.ts is not an example of it.`);
  return finding;
}

/** The documented example of an operation, with values in place of its placeholders. */
function documentedExchange(): ExampleExchange {
  for (const { apiVersions, examples, identity } of contracts) {
    for (const { request, response } of examples) {
      if (request === undefined || response === undefined || identity === undefined) continue;
      const { body: answered, status } = structuredClone(response);
      const id = String((answered as Readonly<Record<string, unknown>>)[identity.member]);
      const url = request.url
        .replace('{version}', apiVersions[0] ?? 'v1.0')
        .replace(`{${identity.parameter}}`, id)
        .replaceAll(/\{[^}]*\}/g, '00000000-0000-4000-8000-00000000cccc');
      const type = { 'Content-Type': 'application/json' };
      return {
        request: {
          method: request.method,
          url,
          headers: { Authorization: 'Bearer {token}', ...type },
          body: structuredClone(request.body),
        },
        response: { status, headers: type, body: answered },
      };
    }
  }
  throw new Error('No contract has an example of both messages. Compile the pages again.');
}

/** How a finding is accepted for a while. */
function acceptHint({ code, severity }: Pick<CodeExplanation, 'code' | 'severity'>): AcceptHint {
  if (severity === 'inconclusive') return { words: 'An inconclusive exchange cannot be accepted: nothing was found. Run again.' };
  if (severity === 'note') return { words: 'Nothing to accept: a note fails no run.' };
  const when =
    severity === 'breaking' ? '' : `It fails a run only with --fail-on ${severity}${severity === 'unknown' ? ' or additive' : ''}. `;
  if (code.startsWith('docs.')) {
    const command = `npx graph-assignment-contracts docs --baseline docs.baseline.json --accept <fingerprint> ${acceptOptions}`;
    return { words: `${when}Until its last day, it fails no run of docs with that baseline. The report has the fingerprint.`, command };
  }
  if (/^(?:response|operation)\.|^request\.rejected$/.test(code)) {
    const command = `npx graph-assignment-contracts drift --accept <fingerprint> ${acceptOptions}`;
    return { words: `${when}Until its last day, it fails no run of drift with that baseline. The report has the fingerprint.`, command };
  }
  return { words: `${when}It cannot be accepted in a baseline: mend the client. Findings of a pending interaction of a pact fail no run.` };
}

const acceptOptions = '--owner "<name>" --reason "<why>" --expires <YYYY-MM-DD>';
