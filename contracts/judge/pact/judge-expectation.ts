import { readBody } from '../body.js';
import { judgeReliedOn } from './response-relied-on.js';
import { judgeSent } from './request-rules.js';
import type { Interaction } from './interaction.js';
import { ForeignRegexes, withRegexes } from './matchers/foreign-regex.js';
import type { Subject } from '../finding.js';
import { mostOf } from '../finding-list.js';
import { isOtherOperation, type Judgement } from '../judge.js';
import { judgeRequest, wrongMethod } from '../judge-request.js';
import { matchOperation } from '../match-operation.js';

/**
 * Judges an interaction of a consumer's pact: its request as what the consumer sends, its response as what the consumer relies on.
 * Pure and synchronous, as `judge` is.
 * @param regexes of the input that the interaction is from: its expressions share a number of steps. By default the interaction has all of them.
 */
export function judgeExpectation(interaction: Interaction, regexes = new ForeignRegexes()): Judgement {
  const judgement = judgeBothSides(interaction, regexes);
  if (!interaction.pending || judgement.kind === 'outside') return judgement;
  return { ...judgement, findings: judgement.findings.map((finding) => ({ ...finding, pending: true })) };
}

function judgeBothSides(interaction: Interaction, regexes: ForeignRegexes): Judgement {
  const { request, response, rules } = interaction;
  const match = matchOperation(request.url);
  const method = request.method.toUpperCase();
  if (match === undefined || isOtherOperation(method)) return { kind: 'outside' };

  const { contract, version } = match;
  const subject: Subject = { contract, version };
  const about = { kind: 'judged' as const, operation: contract.name, version };
  if (method !== contract.method) return { ...about, findings: [wrongMethod(subject, request.method)] };

  const { judged: findings, gaveUp } = withRegexes(regexes, () => {
    const sent = judgeSent(subject, request, rules?.request, judgeRequest(subject, match, request, readBody(request.body)));
    const relied = response === undefined ? [] : judgeReliedOn(subject, request, response, rules?.response);
    return mostOf(subject, [...sent, ...relied]);
  });
  return gaveUp ? { ...about, kind: 'inconclusive', findings, reason: 'too-complex' } : { ...about, findings };
}
