import { create, type XMLElement } from 'xmlbuilder';
import { countOf } from '../../contracts/count-of.js';
import { groupBy } from '../../contracts/group-by.js';
import { codes, inconclusiveReasons } from '../../contracts/judge/codes.js';
import type { Finding } from '../../contracts/judge/finding.js';
import { type BaselineEntry, baselineSentence, excuseOf, type WithBaseline, removableSentence, withExcuse } from '../verdict/baseline.js';
import { recordingsText, type RecordingsParagraph } from './recordings-text.js';
import type { CountedFinding, Remarks, Report, ReportCase } from '../verdict/report.js';
import { failsRun } from '../verdict/verdict.js';
import { shownFile, shownText } from '../verdict/shown-text.js';

/** More findings of one exchange nobody reads. */
const mostFindings = 50;

interface Suite {
  readonly name: string;
  readonly cases: readonly { readonly name: string; readonly failing: readonly Finding[]; readonly one: ReportCase }[];
}

/**
 * The report for a CI that lists test cases: a suite for each file, a case for each exchange or interaction of ours.
 * No times and no host: the same input gives the same bytes.
 */
export function junitReport(report: Report, { lead }: Remarks = {}): string {
  const suites = suitesOf(report);
  const { problems = [], flaky = [], casesLeftOut = 0, nothingJudged } = report;
  const empty = nothingJudged === undefined ? 0 : 1;
  const recordings = recordingsText(report.recordings);
  // A character that XML forbids becomes U+FFFD.
  const xml = create('testsuites', { version: '1.0', encoding: 'UTF-8' }, undefined, { invalidCharReplacement: '\ufffd' });
  addCounts(xml, `graph-contracts ${report.command}`, {
    tests: suites.reduce((sum, { cases }) => sum + cases.length, problems.length + flaky.length + recordings.length + empty),
    failures: suites.reduce((sum, suite) => sum + failuresIn(suite), recordings.filter(({ fails }) => fails).length),
    errors: problems.length,
  });
  for (const suite of suites) addSuite(xml, suite, lead);
  if (nothingJudged !== undefined) addNothingJudged(xml, nothingJudged);
  if (flaky.length > 0) addFlaky(xml, flaky);
  if (recordings.length > 0) addRecordings(xml, recordings);
  if (report.baseline !== undefined && report.baseline.removable.length > 0) addRemovable(xml, report.baseline.removable);
  if (problems.length > 0) addProblems(xml, problems);
  if (casesLeftOut > 0) addLeftOut(xml, casesLeftOut);
  return `${xml.end({ pretty: true, dontPrettyTextNodes: true })}\n`;
}

function addSuite(xml: XMLElement, suite: Suite, lead: string | undefined): void {
  const element = xml.ele('testsuite');
  addCounts(element, suite.name, {
    tests: suite.cases.length,
    failures: failuresIn(suite),
    errors: 0,
    skipped: suite.cases.filter(({ one, failing }) => one.reason !== undefined && failing.length === 0).length,
  });
  for (const { name, failing, one } of suite.cases) {
    const testcase = element.ele('testcase', { name, classname: suite.name });
    if (one.reason !== undefined && failing.length === 0) {
      const { means, advice } = inconclusiveReasons[one.reason];
      testcase.ele('skipped', { message: `inconclusive: ${one.reason}. ${means} ${advice}` });
    }
    for (const finding of failing.slice(0, mostFindings)) {
      testcase.ele('failure', { type: finding.code, message: shownText(finding.message) }, findingText(finding));
    }
    const others = one.findings.filter((finding) => !failing.includes(finding));
    if (others.length > 0)
      testcase.ele(
        'system-out',
        {},
        others
          .slice(0, mostFindings)
          .map((finding) => `${withExcuse(finding.severity, excuseOf(finding))}: ${findingText(finding)}`)
          .join('\n\n'),
      );
    const more = Math.max(0, failing.length - mostFindings) + Math.max(0, others.length - mostFindings);
    if (more > 0)
      testcase.ele('system-out', {}, `${countOf(more, 'more finding')} of this exchange left out here; --format json counts all.`);
  }
  if (lead !== undefined) element.ele('system-out', {}, lead);
}

/** A CI shows a skipped test, where a report without any would look like one that passed. */
function addNothingJudged(xml: XMLElement, sentence: string): void {
  const element = xml.ele('testsuite');
  addCounts(element, 'nothing judged', { tests: 1, failures: 0, errors: 0, skipped: 1 });
  element.ele('testcase', { name: 'nothing judged', classname: 'nothing judged' }).ele('skipped', { message: shownText(sentence, 1000) });
}

/** What was seen once and did not come again says neither yes nor no. */
function addFlaky(xml: XMLElement, flaky: readonly CountedFinding[]): void {
  const element = xml.ele('testsuite');
  addCounts(element, 'flaky', { tests: flaky.length, failures: 0, errors: 0, skipped: flaky.length });
  for (const finding of flaky) {
    const { code, source, message, fingerprint } = finding;
    const testcase = element.ele('testcase', { name: shownText(`${source.description}: ${code} ${fingerprint}`), classname: 'flaky' });
    testcase.ele('skipped', { message: `Seen once, and not again: ${shownText(message, 1000)}` });
  }
}

/** What is to say of recordings, each kind of it a case: one that fails the run has failed. */
function addRecordings(xml: XMLElement, paragraphs: readonly RecordingsParagraph[]): void {
  const element = xml.ele('testsuite');
  const failures = paragraphs.filter(({ fails }) => fails).length;
  addCounts(element, 'recordings', { tests: paragraphs.length, failures, errors: 0, skipped: 0 });
  for (const { title, head, fails, lines } of paragraphs) {
    const testcase = element.ele('testcase', { name: title, classname: 'recordings' });
    if (fails) testcase.ele('failure', { type: 'recordings', message: head }, lines.join('\n'));
    else testcase.ele('system-out', {}, [head, ...lines].join('\n'));
  }
}

/** What the baseline holds in vain is no test: a suite without any says so. */
function addRemovable(xml: XMLElement, entries: readonly BaselineEntry[]): void {
  const element = xml.ele('testsuite');
  addCounts(element, 'baseline', { tests: 0, failures: 0, errors: 0, skipped: 0 });
  element.ele('system-out', {}, entries.map((entry) => `removable: ${shownText(removableSentence(entry), 1000)}`).join('\n'));
}

/** What could not be judged fails a CI that reads the report only. */
function addProblems(xml: XMLElement, problems: readonly string[]): void {
  const element = xml.ele('testsuite');
  addCounts(element, 'input', { tests: problems.length, failures: 0, errors: problems.length, skipped: 0 });
  for (const [index, problem] of problems.entries()) {
    const testcase = element.ele('testcase', { name: `problem ${index + 1}`, classname: 'input' });
    testcase.ele('error', { type: 'cannot-run', message: shownText(problem, 1000) });
  }
}

/** A CI shows what a suite says even if it has no case. */
function addLeftOut(xml: XMLElement, count: number): void {
  const element = xml.ele('testsuite');
  addCounts(element, 'left out', { tests: 0, failures: 0, errors: 0, skipped: 0 });
  element.ele(
    'system-out',
    {},
    `${countOf(count, 'more exchange')} left out here, none worse than those listed; --format json counts all.`,
  );
}

function addCounts(element: XMLElement, name: string, counts: Readonly<Record<string, number>>): void {
  element.att('name', name);
  for (const [what, count] of Object.entries(counts)) element.att(what, String(count));
}

/** A suite for each file. Cases come in the order of files and places, so those of a file stand together. */
function suitesOf({ cases = [], failOn }: Report): Suite[] {
  return [...groupBy(cases, ({ source }) => source.file)].map(([file, ofFile]) => {
    const nameOf = uniqueNames();
    return {
      name: shownFile(file),
      cases: ofFile.map((one) => ({
        name: nameOf(one),
        failing: one.findings.filter((finding) => failsRun(finding, failOn)),
        one,
      })),
    };
  });
}

/** A CI tells test cases apart by their names only: an exchange that bears the name of one before it is told by its number. */
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

function failuresIn({ cases }: Suite): number {
  return cases.filter(({ failing }) => failing.length > 0).length;
}

function findingText({ code, message, documentedAt, baseline }: WithBaseline<Finding>): string {
  return [
    `${code}. ${shownText(message)}`,
    ...(baseline === undefined ? [] : [shownText(baselineSentence(baseline), 1000)]),
    `promised in ${documentedAt.file}:${documentedAt.line}`,
    `  ${shownText(documentedAt.text)}`,
    `next: ${codes[code].advice}`,
  ].join('\n');
}
