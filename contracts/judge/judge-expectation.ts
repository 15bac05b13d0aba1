import { createHash } from 'node:crypto';
import { severityOf, type Code } from './codes.js';
import type { Exchange } from './exchange.js';
import { findingAbout, ruleOf, type Finding } from './finding.js';
import { judge, type Judgement } from './judge.js';
import { matchOperation } from './match-operation.js';

/** What a disagreement between an answer and the page means for a consumer that relies on that answer; null when it means nothing. */
const asExpectation: Partial<Record<Code, Code | null>> = {
  'response.status': 'expectation.status',
  'response.header.content-type': 'expectation.header',
  'response.body.not-json': 'expectation.type',
  'response.body.type': 'expectation.type',
  'response.body.null': 'expectation.type',
  'response.body.value': 'expectation.value',
  'response.body.unknown-target-type': 'expectation.value',
  'response.body.undocumented-property': 'expectation.undocumented-property',
  // A consumer may rely on less than what is documented, and its example need not fit together as an answer must.
  'response.body.missing': null,
  'response.body.missing-property': null,
  'response.body.type-omitted': null,
  'response.body.metadata-property': null,
  'response.body.byte-order-mark': null,
  'response.body.other-object': null,
  'response.body.not-updated': null,
  // Replaced by one finding about the status.
  'operation.not-routed': null,
  'request.rejected': null,
  'response.not-checked': null,
};

/** Judges an interaction of a consumer's pact: its request as what the consumer sends, its response as what the consumer relies on. */
export function judgeExpectation(interaction: Exchange): Judgement {
  const judgement = judge(interaction);
  const match = matchOperation(interaction.request.url);
  if (judgement.kind === 'outside' || match === undefined) return judgement;
  const { operation, version, findings } = judgement;
  const refused = (interaction.response?.status ?? 0) >= 400 || judgement.kind === 'inconclusive';
  return {
    kind: 'judged',
    operation,
    version,
    findings: [...findings.flatMap(recode), ...(refused ? [reliesOnRefusal(interaction, match)] : [])],
  };
}

function recode(finding: Finding): Finding[] {
  if (finding.code === 'response.body.missing-property' && finding.actual !== 'nothing') return [misspelt(finding)];
  const code = asExpectation[finding.code];
  if (code === undefined) return [finding];
  if (code === null) return [];
  const fingerprint = createHash('sha256').update(`${code}\n${finding.fingerprint}`).digest('hex').slice(0, 16);
  const message = finding.message
    .replace(/^The answer has\b/, 'The consumer relies on')
    .replace(/^Graph answers\b/, 'The consumer relies on');
  return [{ ...finding, code, severity: severityOf(code), message, fingerprint }];
}

/** The one finding about a property under another name: to a consumer, what matters is the name that it relies on. */
function misspelt(finding: Finding): Finding {
  const code = 'expectation.undocumented-property';
  const pointer = finding.pointer.slice(0, finding.pointer.lastIndexOf('/') + 1) + finding.actual;
  const message = `The consumer relies on ${pointer}, which the page calls ${finding.pointer}.`;
  const fingerprint = createHash('sha256').update(`${code}\n${pointer}\n${finding.fingerprint}`).digest('hex').slice(0, 16);
  return { ...finding, code, severity: severityOf(code), pointer, message, fingerprint };
}

function reliesOnRefusal(interaction: Exchange, { contract, version }: NonNullable<ReturnType<typeof matchOperation>>): Finding {
  const { says } = ruleOf(contract, 'response.status');
  const expected = says.what === 'status' ? String(says.status) : '';
  const actual = String(interaction.response?.status ?? 'nothing');
  return findingAbout({ contract, version, source: interaction.source }, 'expectation.status', 'response.status', {
    pointer: 'status',
    expected,
    actual,
    message: `The consumer relies on ${actual}; the page says ${expected}.`,
    identity: actual,
  });
}
