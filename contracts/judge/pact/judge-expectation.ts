import { parseBody } from '../body.js';
import { mostOf } from '../finding-list.js';
import { judgeRequest } from '../judge-request.js';
import { operationToJudge, type Judgement } from '../judge.js';
import type { Interaction } from './interaction.js';
import { ForeignRegexes, withRegexes } from './matchers/foreign-regex.js';
import { judgeSent } from './request-rules.js';
import { judgeReliedOn } from './response-relied-on.js';

/**
 * Judges an interaction of a consumer's pact: its request as one that the consumer sends, its response as one that it relies on. Pure and synchronous.
 * @param regexes of the input: its expressions share a number of steps. By default the interaction is an input of its own.
 */
export function judgeExpectation(interaction: Interaction, regexes = new ForeignRegexes()): Judgement {
  const judgement = judgeBothSides(interaction, regexes);
  if (!interaction.pending || judgement.kind === 'outside') return judgement;
  return { ...judgement, findings: judgement.findings.map((finding) => ({ ...finding, pending: true })) };
}

function judgeBothSides({ request, response, rules }: Interaction, regexes: ForeignRegexes): Judgement {
  const subject = operationToJudge({ request, response });
  if ('kind' in subject) return subject;
  const { judged: findings, gaveUp } = withRegexes(regexes, () => {
    const sent = judgeSent(subject, request, rules?.request, judgeRequest(subject, request, parseBody(request.body)));
    const relied = response === undefined ? [] : judgeReliedOn(subject, request, response, rules?.response);
    return mostOf(subject, [...sent, ...relied]);
  });
  const about = { operation: subject.contract.name, version: subject.version, findings };
  return gaveUp ? { kind: 'inconclusive', ...about, reason: 'too-complex' } : { kind: 'judged', ...about };
}
