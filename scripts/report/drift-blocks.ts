import { countOf } from '../../contracts/count-of.js';
import { first, groupBy } from '../../contracts/group-by.js';
import { codes, inconclusiveReasons, severities, type Code, type InconclusiveReason } from '../../contracts/judge/codes.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import type { Source } from '../../contracts/judge/exchange.js';
import type { DocumentedPlace, Finding } from '../../contracts/judge/finding.js';
import { baselineSentence, excuseOf } from '../verdict/baseline.js';
import type { AnswerRecord, CountedFinding, CountedInconclusive, Report } from '../verdict/report.js';
import { shownName } from '../verdict/shown-text.js';
import { fails } from '../verdict/verdict.js';
import { answerSentence, detailSentences } from './answer-text.js';
import { causeOfFinding, causeOfFlaky, causeOfInconclusive, type Cause } from './drift-causes.js';
import { firstOf, times } from './finding-groups.js';

/** What a drift report says about findings or inconclusive steps with one cause. */
export interface DriftBlock {
  readonly name: Code | InconclusiveReason;
  /** Of findings only. */
  readonly finding?: CountedFinding;
  /** Whether the findings did not recur in the run. */
  readonly isFlaky?: boolean;
  /** In how many checks, and how many of them a second update confirmed. */
  readonly extent: string;
  /** What happened, a sentence each. */
  readonly sentences: readonly string[];
  /** The operations and API versions. */
  readonly where: string;
  readonly likely: string | undefined;
  readonly next: string;
  readonly promises: readonly DocumentedPlace[];
  readonly fingerprints: readonly { readonly fingerprint: string; readonly label: string }[];
  /** The command line that accepts the findings. */
  readonly accept?: string;
  readonly requestIds: readonly string[];
}

/** A finding with the answers behind it. */
interface News {
  readonly finding: CountedFinding;
  readonly answers: readonly AnswerRecord[];
  readonly cause: Cause | undefined;
}

/** The explanation of a finding or of an inconclusive step, without the message of the finding. */
type Explanation = Pick<DriftBlock, 'sentences' | 'likely' | 'next' | 'requestIds'>;

/** How many request ids a text lists. */
export const mostRequestIds = 8;

/** A block for each disagreement, whatever the operation or the API version. @param acceptOptions see `Remarks`. */
export function findingBlocks(report: Report, acceptOptions = ''): DriftBlock[] {
  const news = report.findings.filter(({ severity }) => severity !== 'note');
  return groupsOf(news, report).map((group) => findingBlock(group, report, acceptOptions));
}

/** The same of findings that did not recur in the run. */
export function flakyBlocks(report: Report): DriftBlock[] {
  return groupsOf(report.flaky ?? [], report).map((group): DriftBlock => {
    const block = findingBlock(group, report, '');
    const checks = group.reduce((sum, { finding }) => sum + finding.count, 0);
    return { ...block, ...causeOfFlaky(block), accept: undefined, isFlaky: true, extent: `in ${countOf(checks, 'check')}, not confirmed` };
  });
}

/** Findings with one cause, the worst first; then in the order of the rows of the report. */
function groupsOf(findings: readonly CountedFinding[], report: Report): (readonly News[])[] {
  const all = report.night?.answers ?? [];
  const placeOf = ({ answers: [answer] }: News): number => (answer === undefined ? 0 : all.indexOf(answer));
  const news = findings
    .map((finding) => newsOf(finding, report))
    .sort((a, b) => severities.indexOf(a.finding.severity) - severities.indexOf(b.finding.severity) || placeOf(a) - placeOf(b));
  const keyOf = ({ finding, cause }: News): string =>
    JSON.stringify([finding.code, generalized(finding.message), finding.baseline, cause?.likely, cause?.next]);
  return [...groupBy(news, keyOf).values()];
}

function newsOf(finding: CountedFinding, { night, operations }: Report): News {
  const answers = night?.answers?.filter(({ fingerprints }) => fingerprints.includes(finding.fingerprint)) ?? [];
  return { finding, answers, cause: causeOfFinding(finding, answers[0], operations) };
}

function findingBlock(group: readonly News[], { failOn }: Report, acceptOptions: string): DriftBlock {
  const { finding, cause } = first(group);
  const { code, baseline } = finding;
  const answers = group.flatMap((one) => one.answers);
  const fingerprints = group.map((one) => ({ fingerprint: one.finding.fingerprint, label: labelOf(one) }));
  return {
    name: code,
    finding,
    extent: extentOf(
      answers,
      group.reduce((sum, one) => sum + one.finding.count, 0),
    ),
    sentences: [
      ...new Set(group.map((one) => one.finding.message)),
      ...new Set(answers.flatMap(detailSentences)),
      ...historySentences(group),
      ...(finding.severity === 'unknown' && excuseOf(finding) === undefined && !fails('unknown', failOn) ? [undecided] : []),
      ...(baseline === undefined ? [] : [baselineSentence(baseline)]),
    ],
    where: whereOf(answers, fingerprints),
    likely: cause?.likely,
    next: cause?.next ?? codes[code].advice,
    promises: placesOf(group.map((one) => one.finding.documentedAt)),
    fingerprints,
    accept: excuseOf(finding) === undefined ? acceptLine(fingerprints, acceptOptions) : undefined,
    requestIds: idsOf(answers),
  };
}

const undecided = 'It does not fail the run, since no page says whether it is wrong. With --fail-on unknown it does.';

/** Whether earlier runs had the findings. They may differ between operations, so each sentence is listed once. */
function historySentences(group: readonly News[]): string[] {
  return [
    ...new Set(
      group.flatMap(({ finding: { earlier } }) => {
        if (earlier === undefined) return [];
        const { runs, of, since } = earlier;
        return runs === 0 || since === undefined
          ? [`New: ${of === 0 ? 'the history has no earlier run' : `in none of ${countOf(of, 'earlier run')}`}.`]
          : [`Seen before: in ${runs} of ${countOf(of, 'earlier run')}, first on ${since}.`];
      }),
    ),
  ];
}

function labelOf({ finding, answers: [answer] }: News): string {
  return answer === undefined ? shownName(finding.source) : `${answer.operation} ${answer.apiVersion}`;
}

/** A block for each cause of inconclusive steps. */
export function inconclusiveBlocks({ inconclusive, night }: Report): DriftBlock[] {
  const { answers = [] } = night ?? {};
  return inconclusive.flatMap((entry) => {
    const explained = answers
      .filter(({ reason }) => reason === entry.reason)
      .map((answer) => ({ answer, sentence: answerSentence(answer), cause: causeOfInconclusive(answer) }));
    if (explained.length === 0) return [unansweredBlock(entry)];
    return [...groupBy(explained, ({ sentence, cause }) => `${sentence}\n${cause.likely}`).values()].map((group): DriftBlock => {
      const { sentence, cause } = first(group);
      const own = group.map(({ answer }) => answer);
      const about = { name: entry.reason, extent: extentOf(own, group.length), sentences: [sentence], where: whereOf(own, []) };
      return { ...about, ...cause, promises: [], fingerprints: [], requestIds: idsOf(own) };
    });
  });
}

/** The explanation of a finding of a drift run. Undefined for other commands. */
export function explainFinding({ fingerprint }: Finding, report: Report): Explanation | undefined {
  const finding = report.findings.find((one) => one.fingerprint === fingerprint);
  if (report.night === undefined || finding === undefined) return undefined;
  const { sentences, ...block } = findingBlock([newsOf(finding, report)], report, '');
  return { ...block, sentences: sentences.filter((sentence) => sentence !== finding.message) };
}

/** The message and the explanation of a finding that did not recur in its drift run. */
export function explainFlaky(finding: CountedFinding, report: Report): string {
  return flakyBlocks({ ...report, flaky: [finding] })
    .map(explanationText)
    .join(' ');
}

/** Why a step of a drift run is inconclusive, and what to do, in sentences. Undefined if its answer is not known. */
export function explainInconclusive({ night }: Report, reason: InconclusiveReason, { description }: Source): string | undefined {
  const answer = night?.answers?.find((one) => one.reason === reason && description.includes(`${one.operation} ${one.apiVersion}`));
  if (answer === undefined) return undefined;
  return explanationText({ sentences: [answerSentence(answer)], ...causeOfInconclusive(answer), requestIds: answer.requestIds });
}

/** An explanation in one line. */
export function explanationText({ sentences, likely, next, requestIds }: Explanation): string {
  return [
    ...sentences,
    ...(likely === undefined ? [] : [`Likely cause: ${likely}`]),
    `Next: ${next}`,
    ...(requestIds.length === 0 ? [] : [`Request ids: ${firstOf(requestIds, mostRequestIds).join(', ')}.`]),
  ].join(' ');
}

/** If the sign-in failed, the remarks of the run say why. */
function unansweredBlock({ reason, source, count }: CountedInconclusive): DriftBlock {
  const { means, advice } = inconclusiveReasons[reason];
  const [sentence, next] =
    source.description === 'sign-in'
      ? ['The sign-in failed, so nothing was sent to Graph.', 'Do what the line about the sign-in above says, and run again.']
      : [means, advice];
  const rest = { likely: undefined, promises: [], fingerprints: [], requestIds: [] };
  return { name: reason, extent: times(count), sentences: [sentence], where: shownName(source), next, ...rest };
}

/** @param count of findings or steps, in case that their answers are not known. */
function extentOf(answers: readonly AnswerRecord[], count: number): string {
  const again = answers.filter(({ step }) => step.endsWith(', once more')).length;
  const checks = answers.length - again;
  if (checks === 0) return times(count);
  const confirmed = again === 0 ? '' : `, ${againWords(again, checks)}confirmed by a second update`;
  return `in ${countOf(checks, 'check')}${confirmed}`;
}

function againWords(again: number, checks: number): string {
  if (again < checks) return `${again} of them `;
  return checks === 1 ? '' : 'each ';
}

function idsOf(answers: readonly AnswerRecord[]): string[] {
  return [...new Set(answers.flatMap(({ requestIds }) => requestIds))];
}

/** A message without what differs between our operations and API versions. */
function generalized(message: string): string {
  const types = contracts.flatMap(({ resourceType }) => resourceType ?? []);
  return types.reduce((text, type) => text.replaceAll(type, 'type'), message).replaceAll(/\b(?:v1\.0|beta)\b/g, 'version');
}

/** Each operation with its API versions. */
function whereOf(answers: readonly AnswerRecord[], fallback: readonly { readonly label: string }[]): string {
  if (answers.length === 0) return [...new Set(fallback.map(({ label }) => label))].join(', ');
  return [...groupBy(answers, ({ operation }) => operation)]
    .map(([operation, ofOperation]) => `${operation} ${[...new Set(ofOperation.map(({ apiVersion }) => apiVersion))].join(' and ')}`)
    .join(', ');
}

function placesOf(places: readonly DocumentedPlace[]): DocumentedPlace[] {
  return [...new Map(places.map((place) => [`${place.file}:${place.line}`, place])).values()];
}

function acceptLine(fingerprints: DriftBlock['fingerprints'], options: string): string {
  const list = fingerprints.map(({ fingerprint }) => fingerprint).join();
  return `npx graph-assignment-contracts drift --accept ${list}${options === '' ? '' : ` ${options}`} --owner "TEAM" --reason "WHY" --expires YYYY-MM-DD`;
}
