import { create, type XMLElement } from 'xmlbuilder';
import { countOf } from '../../contracts/count-of.js';
import { groupBy } from '../../contracts/group-by.js';
import { codes, inconclusiveReasons } from '../../contracts/judge/codes.js';
import { shownFile, shownText } from '../verdict/shown-text.js';
import { baselineSentence, excuseOf, removableSentence, withExcuse } from '../verdict/baseline.js';
import type { Remarks, Report, ReportCase } from '../verdict/report.js';
import { failsRun } from '../verdict/verdict.js';
import { explainFinding, explainFlaky, explainInconclusive, mostRequestIds } from './drift-blocks.js';
import { firstOf, placeNames } from './finding-groups.js';
import { recordingsText } from './recordings-text.js';

/** The findings of one exchange that are listed. */
const mostFindings = 50;

interface Suite {
  readonly name: string;
  readonly cases: readonly TestCase[];
  readonly properties?: Readonly<Record<string, string>>;
  readonly output?: string;
}

interface TestCase {
  readonly name: string;
  readonly skipped?: string;
  readonly failures?: readonly { readonly type: string; readonly message: string; readonly text: string }[];
  readonly error?: string;
  readonly outputs?: readonly string[];
}

/**
 * The report for a CI that lists test cases: a suite for each file, a case for each exchange or interaction of our operations.
 * It has no times and no host name, so equal input gives equal bytes.
 */
export function junitReport(report: Report, { lead }: Remarks = {}): string {
  const suites = [...fileSuites(report, lead), ...otherSuites(report)];
  const cases = suites.flatMap((suite) => suite.cases);
  // A character that XML forbids becomes U+FFFD.
  const xml = create('testsuites', { version: '1.0', encoding: 'UTF-8' }, undefined, { invalidCharReplacement: '\ufffd' });
  addCounts(xml, `graph-contracts ${report.command}`, cases);
  for (const { name, cases: ofSuite, properties, output } of suites) {
    const element = xml.ele('testsuite');
    addCounts(element, name, ofSuite).att('skipped', String(ofSuite.filter(({ skipped }) => skipped !== undefined).length));
    if (properties !== undefined) addProperties(element, properties);
    for (const testCase of ofSuite) addCase(element, name, testCase);
    if (output !== undefined && output !== '') element.ele('system-out', {}, output);
  }
  return `${xml.end({ pretty: true, dontPrettyTextNodes: true })}\n`;
}

function addCounts(element: XMLElement, name: string, cases: readonly TestCase[]): XMLElement {
  return element
    .att('name', name)
    .att('tests', String(cases.length))
    .att('failures', String(cases.filter(({ failures = [] }) => failures.length > 0).length))
    .att('errors', String(cases.filter(({ error }) => error !== undefined).length));
}

function addProperties(suite: XMLElement, properties: Readonly<Record<string, string>>): void {
  const list = suite.ele('properties');
  for (const [name, value] of Object.entries(properties)) list.ele('property', { name, value });
}

function addCase(suite: XMLElement, classname: string, { name, skipped, failures = [], error, outputs = [] }: TestCase): void {
  const element = suite.ele('testcase', { name, classname });
  if (skipped !== undefined) element.ele('skipped', { message: skipped });
  for (const { type, message, text } of failures) element.ele('failure', { type, message }, text);
  if (error !== undefined) element.ele('error', { type: 'cannot-run', message: error });
  for (const output of outputs) element.ele('system-out', {}, output);
}

/** The exchanges come in the order of their files, so those of one file are consecutive. */
function fileSuites(report: Report, output: string | undefined): Suite[] {
  const { cases = [] } = report;
  return [...groupBy(cases, ({ source }) => source.file)].map(([file, ofFile]) => {
    const nameOf = uniqueNames();
    return { name: shownFile(file), cases: ofFile.map((one) => exchangeCase(nameOf(one), one, report)), output };
  });
}

function exchangeCase(name: string, { source, findings, reason }: ReportCase, report: Report): TestCase {
  const { failOn } = report;
  const failing = findings.filter((finding) => failsRun(finding, failOn));
  const others = findings.filter((finding) => !failing.includes(finding));
  const otherTexts = others.map(
    (finding) => `${withExcuse(finding.severity, excuseOf(finding))}: ${findingText(finding, source.file, report)}`,
  );
  const more = Math.max(0, failing.length - mostFindings) + Math.max(0, others.length - mostFindings);
  const why =
    reason && (explainInconclusive(report, reason, source) ?? `${inconclusiveReasons[reason].means} ${inconclusiveReasons[reason].advice}`);
  return {
    name,
    skipped: why && failing.length === 0 ? `inconclusive: ${reason}. ${shownText(why, 2000)}` : undefined,
    failures: failing
      .slice(0, mostFindings)
      .map((finding) => ({ type: finding.code, message: shownText(finding.message), text: findingText(finding, source.file, report) })),
    outputs: [
      ...(others.length > 0 ? [otherTexts.slice(0, mostFindings).join('\n\n')] : []),
      ...(more > 0 ? [`${countOf(more, 'more finding')} of this exchange left out here; --format json counts all.`] : []),
    ],
  };
}

/** Suites about the run itself, each only if it has content. A CI shows the output of a suite without cases too. */
function otherSuites(report: Report): Suite[] {
  const { nothingJudged, flaky = [], recordings, baseline, problems = [], casesLeftOut = 0 } = report;
  const suites: Suite[] = [
    {
      name: 'nothing judged',
      cases: nothingJudged === undefined ? [] : [{ name: 'nothing judged', skipped: shownText(nothingJudged, 1000) }],
    },
    {
      name: 'flaky',
      cases: flaky.map((finding) => ({
        name: shownText(`${finding.source.description}: ${finding.code} ${finding.fingerprint}`),
        skipped: `Not confirmed by a second exchange: ${shownText(explainFlaky(finding, report), 2000)}`,
      })),
    },
    {
      name: 'recordings',
      cases: recordingsText(recordings).map(({ title, head, fails, lines }) =>
        fails
          ? { name: title, failures: [{ type: 'recordings', message: head, text: lines.join('\n') }] }
          : { name: title, outputs: [[head, ...lines].join('\n')] },
      ),
    },
    {
      name: 'baseline',
      cases: [],
      properties: baseline && { baseline: shownFile(baseline.file) },
      output: (baseline?.removable ?? []).map((entry) => `removable: ${shownText(removableSentence(entry), 1000)}`).join('\n'),
    },
    { name: 'input', cases: problems.map((problem, index) => ({ name: `problem ${index + 1}`, error: shownText(problem, 1000) })) },
    {
      name: 'left out',
      cases: [],
      output:
        casesLeftOut === 0
          ? ''
          : `${countOf(casesLeftOut, 'more exchange')} left out here, none worse than those listed; --format json counts all.`,
    },
  ];
  return suites.filter(({ cases, properties, output = '' }) => cases.length > 0 || properties !== undefined || output !== '');
}

/** A CI tells test cases apart by name only, so a repeated name is followed by the number of its exchange. */
function uniqueNames(): (one: ReportCase) => string {
  const taken = new Set<string>();
  return ({ source: { description, index } }) => {
    const bare = shownText(description);
    const numbered = `${bare} (number ${index + 1})`.trimStart();
    let name = bare === '' || taken.has(bare) ? numbered : bare;
    while (taken.has(name)) name = `${name}, again`;
    taken.add(name);
    return name;
  };
}

function findingText(finding: ReportCase['findings'][number], file: string, report: Report): string {
  const { documented, seen } = placeNames(report);
  const { code, message, documentedAt, seenAt, baseline, line } = finding;
  const { sentences, likely, next, requestIds } = explainFinding(finding, report) ?? {
    sentences: baseline === undefined ? [] : [baselineSentence(baseline)],
    likely: undefined,
    next: codes[code].advice,
    requestIds: [],
  };
  return [
    `${code}. ${shownText(message)}`,
    ...(line === undefined ? [] : [`${seen} ${shownFile(seenAt?.file ?? file)}:${line}`]),
    ...(seenAt === undefined ? [] : [`  ${shownText(seenAt.text)}`]),
    ...sentences.map((sentence) => shownText(sentence, 1000)),
    `${documented} ${documentedAt.file}:${documentedAt.line}`,
    `  ${shownText(documentedAt.text)}`,
    ...(documentedAt.url === undefined ? [] : [`  ${shownText(documentedAt.url)}`]),
    ...(likely === undefined ? [] : [`likely cause: ${likely}`]),
    `next: ${next}`,
    ...(requestIds.length === 0 ? [] : [`request ids: ${firstOf(requestIds, mostRequestIds).join(', ')}`]),
  ].join('\n');
}
