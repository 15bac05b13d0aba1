import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactLocation, Location, Log, Notification, ReportingDescriptor, Result } from 'sarif';
import { numeral } from '../../contracts/count-of.js';
import { codes, inconclusiveReasons, type Severity } from '../../contracts/judge/codes.js';
import type { Source } from '../../contracts/judge/exchange.js';
import { times } from './finding-groups.js';
import { baselineSentence, excuseOf, removableSentence } from '../verdict/baseline.js';
import { recordingsText } from './recordings-text.js';
import type { CountedFinding, CountedInconclusive, FailOn, Remarks, Report } from '../verdict/report.js';
import { fails, failsRun } from '../verdict/verdict.js';
import { pathBelowWorkingDirectory, shownText, wellFormed, wellFormedJson } from '../verdict/shown-text.js';

/** GitHub refuses a run with more than 25,000 results, and shows so many of them. */
const mostResults = 5_000;

/** Where the contract pages stand: in the folder of this package, wherever it is installed. */
const packageBase = 'GRAPH_CONTRACTS';

/** The root of the repository, by the name that GitHub knows. */
const sourceRoot = '%SRCROOT%';

/** The report for code scanning: SARIF 2.1.0, with what GitHub asks for besides. */
export function sarifReport(report: Report, { lead }: Remarks = {}): string {
  const { tool, command, verdict, exitCode, commandExitCode, inconclusive, baseline, problems = [], flaky = [], night } = report;
  const { nothingJudged } = report;
  const { results, leftOut } = listedResults(report);
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: tool.name, semanticVersion: tool.version, rules: rules(), notifications: reasons() } },
        // The part before the slash is the category under which GitHub files the run: one command does not replace the results of another.
        automationDetails: { id: `graph-contracts-${command}/` },
        originalUriBaseIds: { [packageBase]: { description: { text: `The folder in which ${tool.name} is installed.` } } },
        invocations: [
          {
            executionSuccessful: verdict !== 'cannot-run',
            exitCode: commandExitCode ?? exitCode,
            toolExecutionNotifications: [
              ...(lead === undefined ? [] : [plainNotification('note', lead)]),
              ...(nothingJudged === undefined ? [] : [plainNotification('note', shownText(nothingJudged, 1000))]),
              ...problems.map((problem) => plainNotification('error', shownText(problem, 1000))),
              ...(night?.remarks ?? [])
                .filter((remark) => !problems.includes(remark))
                .map((remark) => plainNotification('note', shownText(remark, 1000))),
              ...flaky.map(({ code, message }) =>
                plainNotification('warning', `Seen once, and not again: ${code}. ${shownText(message, 1000)}`),
              ),
              ...inconclusive.map((one) => notification(one, command)),
              ...recordingsText(report.recordings).map(({ head, fails, lines }) =>
                plainNotification(fails ? 'error' : 'note', `${head}: ${lines.join('; ')}`),
              ),
              ...(baseline?.removable ?? []).map((entry) =>
                plainNotification('note', `Removable from the baseline: ${shownText(removableSentence(entry), 1000)}`),
              ),
              ...(leftOut > 0
                ? [plainNotification('warning', `${numeral(leftOut)} more results are left out here; --format json has all.`)]
                : []),
            ],
          },
        ],
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return wellFormedJson(log);
}

/** The worst results, as many as fit, and how many there are beside them. */
function listedResults(report: Report): { readonly results: Result[]; readonly leftOut: number } {
  const { findings, failOn } = report;
  const total = findings.reduce((sum, { places }) => sum + (places?.length ?? 1), 0);
  const worstFirst =
    total <= mostResults ? findings : findings.toSorted((a, b) => Number(failsRun(b, failOn)) - Number(failsRun(a, failOn)));
  const results: Result[] = [];
  for (const finding of worstFirst) {
    if (results.length >= mostResults) break;
    for (const result of resultsOf(finding, report)) if (results.length < mostResults) results.push(result);
  }
  return { results, leftOut: total - results.length };
}

/** All of them, whatever was found: rules change with the tool, not with its input. */
function rules(): ReportingDescriptor[] {
  return Object.entries(codes).map(([code, { severity, means, advice }]) => ({
    id: code,
    shortDescription: { text: means },
    fullDescription: { text: `${means} ${advice}` },
    help: {
      text: `${means}\n\n${advice}\n\n"graph-contracts explain ${code}" says so too.`,
      markdown: `${means}\n\n**What to do:** ${advice}\n\n\`graph-contracts explain ${code}\` says so too.`,
    },
    defaultConfiguration: { level: levelOf(severity, 'breaking') },
    properties: { tags: ['contract', severity], precision: 'very-high' },
  }));
}

function reasons(): ReportingDescriptor[] {
  return Object.entries(inconclusiveReasons).map(([id, { means, advice }]) => ({
    id,
    shortDescription: { text: means },
    help: { text: `${means}\n\n${advice}` },
  }));
}

function levelOf(severity: Severity, failOn: FailOn): 'error' | 'warning' | 'note' {
  if (fails(severity, failOn)) return 'error';
  return severity === 'unknown' ? 'warning' : 'note';
}

/**
 * A result for each place that is known, since GitHub shows a result on its first location only, and a reviewer wants to see every line that
 * breaks the page. Places beyond those are counted in the last.
 */
function resultsOf(finding: CountedFinding, { command, failOn, baseline: applied }: Report): Result[] {
  const { code, severity, layer, pointer, documentedAt, fingerprint, count, baseline } = finding;
  const places = finding.places ?? [{ sample: finding, source: finding.source }];
  const marked =
    baseline !== undefined ? ` ${shownText(baselineSentence(baseline), 1000)}` : finding.pending ? ' The interaction is pending.' : '';
  return places.map(({ sample: { message, expected, actual }, source }, index) => {
    const text = `${shownText(message, 1000)}${marked} Promised in ${documentedAt.file}:${documentedAt.line}.`;
    const further = index === places.length - 1 ? count - places.length : 0;
    return {
      ruleId: code,
      level: excuseOf(finding) !== undefined ? 'note' : levelOf(severity, failOn),
      message: { text: withoutLinks(further === 0 ? text : `${text} It occurs ${times(further)} more; --format json counts all.`) },
      locations: [isLive(command, source) ? onPage(documentedAt, source) : locationOf(source)],
      relatedLocations: [
        {
          id: 1,
          physicalLocation: {
            artifactLocation: { uri: encodePath(documentedAt.file), uriBaseId: packageBase },
            region: { startLine: documentedAt.line },
          },
          message: { text: withoutLinks(`Promised here: ${shownText(documentedAt.text, 1000)}`) },
        },
      ],
      // GitHub knows a result again by the first, and by no other; its own would follow the line, which moves. Of two that are equal it keeps one.
      partialFingerprints: { primaryLocationLineHash: `${fingerprint}:${index + 1}`, 'graphContracts/v1': fingerprint },
      occurrenceCount: 1 + further,
      properties: { severity, layer, pointer, expected, actual },
      ...(applied === undefined ? {} : suppressed(finding)),
    };
  });
}

/** What the nightly check has seen itself stands in no file. */
function isLive(command: string, { file }: Source): boolean {
  return command === 'drift' && file === 'drift';
}

/** The line of the page that Graph no longer keeps: the owner of the nightly check has the pages in the repository. */
function onPage({ file, line }: CountedFinding['documentedAt'], source: Source): Location {
  return {
    physicalLocation: { artifactLocation: { uri: encodePath(file), uriBaseId: sourceRoot }, region: { startLine: line } },
    logicalLocations: logicalLocations(source),
  };
}

/** SARIF wants the list on every result of a run that has one, or on none: an empty one says that nobody has accepted it. */
function suppressed({ baseline }: CountedFinding): Pick<Result, 'suppressions'> {
  if (baseline?.state !== 'accepted') return { suppressions: [] };
  return { suppressions: [{ kind: 'external', status: 'accepted', justification: shownText(baselineSentence(baseline), 1000) }] };
}

function notification({ reason, source, count }: CountedInconclusive, command: string): Notification {
  const { means, advice } = inconclusiveReasons[reason];
  return {
    descriptor: { id: reason },
    level: 'warning',
    message: { text: `Inconclusive, ${times(count)}: ${means} ${advice}` },
    locations: [isLive(command, source) ? { logicalLocations: logicalLocations(source) } : locationOf(source)],
  };
}

function plainNotification(level: Notification.level, text: string): Notification {
  return { level, message: { text: withoutLinks(text) } };
}

function locationOf(source: Source): Location {
  return {
    physicalLocation: { artifactLocation: artifactLocation(source.file), region: { startLine: source.line ?? 1 } },
    logicalLocations: logicalLocations(source),
  };
}

function logicalLocations({ index, description }: Source): Location['logicalLocations'] & object {
  const name = shownText(description);
  return [{ fullyQualifiedName: name === '' ? `number ${index + 1}` : name }];
}

/** Below the working directory, which in CI is the root of the repository, a path from there; elsewhere the whole URL. */
function artifactLocation(file: string): ArtifactLocation {
  const wellFormedFile = wellFormed(file).replaceAll('\0', '\ufffd');
  const below = pathBelowWorkingDirectory(wellFormedFile);
  if (below !== undefined) return { uri: encodePath(below), uriBaseId: sourceRoot };
  return { uri: resolve(wellFormedFile) === process.cwd() ? 'input' : pathToFileURL(wellFormedFile).href };
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** A message may hold links, `[text](target)`. What comes from traffic shall not make one. */
function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
