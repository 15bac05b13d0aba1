import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactLocation, Location, Log, Notification, ReportingDescriptor, Result, Suppression } from 'sarif';
import { numeral } from '../../contracts/count-of.js';
import { codes, inconclusiveReasons, type Severity } from '../../contracts/judge/codes.js';
import type { Source } from '../../contracts/judge/exchange.js';
import { linkTarget, pathBelowWorkingDirectory, shownFile, shownText, wellFormed, wellFormedJson } from '../verdict/shown-text.js';
import { baselineSentence, excuseOf, removableSentence } from '../verdict/baseline.js';
import type { CountedFinding, FailOn, Remarks, Report } from '../verdict/report.js';
import { fails, failsRun } from '../verdict/verdict.js';
import { explainFinding, explainFlaky, explanationText, inconclusiveBlocks } from './drift-blocks.js';
import { capitalised, placeNames, times } from './finding-groups.js';
import { recordingsText } from './recordings-text.js';

/** GitHub shows so many results of a run, and refuses a run with more than 25,000. */
const mostResults = 5_000;

/** Stands for the folder of this package, which holds the contract pages. */
const packageBase = 'GRAPH_CONTRACTS';

/** GitHub's name for the root of the repository. */
const sourceRoot = '%SRCROOT%';

/** The report for code scanning: SARIF 2.1.0, with the members that GitHub requires. */
export function sarifReport(report: Report, remarks: Remarks = {}): string {
  return wellFormedJson(sarifLog(report, remarks));
}

export function sarifLog(report: Report, { lead }: Remarks): Log {
  const { tool, command, verdict, exitCode, commandExitCode, baseline } = report;
  const { results, leftOut } = listedResults(report);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: tool.name, semanticVersion: tool.version, rules: rules(), notifications: reasons() } },
        // GitHub keeps the results of each category, the part before the slash, so one command does not replace those of another.
        automationDetails: { id: `graph-contracts-${command}/` },
        originalUriBaseIds: { [packageBase]: { description: { text: `The folder in which ${tool.name} is installed.` } } },
        invocations: [
          {
            executionSuccessful: verdict !== 'cannot-run',
            exitCode: commandExitCode ?? exitCode,
            toolExecutionNotifications: notifications(report, lead, leftOut),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results,
        properties: baseline && { baseline: shownFile(baseline.file) },
      },
    ],
  };
}

function notifications(report: Report, lead: string | undefined, leftOut: number): Notification[] {
  const { command, inconclusive, baseline, problems = [], flaky = [], night, nothingJudged, recordings } = report;
  const notify = (level: Notification.level, texts: readonly string[]): Notification[] =>
    texts.map((text) => ({ level, message: { text: withoutLinks(text) } }));
  const long = (text: string): string => shownText(text, 1000);
  return [
    ...notify('note', [lead ?? [], nothingJudged ?? []].flat().map(long)),
    ...notify('error', problems.map(long)),
    ...notify('note', (night?.remarks ?? []).filter((remark) => !problems.includes(remark)).map(long)),
    ...notify(
      'warning',
      flaky.map((finding) => `Not confirmed by a second exchange: ${finding.code}. ${shownText(explainFlaky(finding, report), 2000)}`),
    ),
    ...inconclusive.map(({ reason, source, count }): Notification => {
      const { means, advice } = inconclusiveReasons[reason];
      const blocks = night === undefined ? [] : inconclusiveBlocks(report).filter(({ name }) => name === reason);
      const texts = blocks.map(explanationText);
      return {
        descriptor: { id: reason },
        level: 'warning',
        message: {
          text: `Inconclusive, ${times(count)}: ${texts.length === 0 ? `${means} ${advice}` : withoutLinks(shownText(texts.join(' '), 2000))}`,
        },
        locations: [isLive(command, source) ? { logicalLocations: logicalLocations(source) } : locationOf(source)],
      };
    }),
    ...recordingsText(recordings).flatMap((one) => notify(one.fails ? 'error' : 'note', [`${one.head}: ${one.lines.join('; ')}`])),
    ...notify(
      'note',
      (baseline?.removable ?? []).map((entry) => `Removable from the baseline: ${long(removableSentence(entry))}`),
    ),
    ...(leftOut === 0 ? [] : notify('warning', [`${numeral(leftOut)} more results are left out here; --format json has all.`])),
  ];
}

/** The results that fit, those that fail the run first, and the number of the others. */
function listedResults(report: Report): { readonly results: Result[]; readonly leftOut: number } {
  const { findings, failOn } = report;
  const total = findings.reduce((sum, { places }) => sum + (places?.length ?? 1), 0);
  const isAll = total <= mostResults;
  const listed = isAll ? findings : findings.toSorted((a, b) => Number(failsRun(b, failOn)) - Number(failsRun(a, failOn)));
  const results: Result[] = [];
  for (const finding of listed) {
    if (results.length >= mostResults) break;
    for (const result of resultsOf(finding, report)) if (results.length < mostResults) results.push(result);
  }
  return { results, leftOut: total - results.length };
}

/** All rules, so that they change with the tool only. */
function rules(): ReportingDescriptor[] {
  return Object.entries(codes).map(([code, { severity, means, advice }]) => ({
    id: code,
    shortDescription: { text: means },
    fullDescription: { text: `${means} ${advice}` },
    help: {
      text: `${means}\n\n${advice}\n\nSee also "graph-contracts explain ${code}".`,
      markdown: `${means}\n\n**What to do:** ${advice}\n\nSee also \`graph-contracts explain ${code}\`.`,
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

/** A result for each known place, since GitHub shows only the first location of a result. The last one counts the places beyond. */
function resultsOf(finding: CountedFinding, report: Report): Result[] {
  const { command, failOn, baseline: applied, revisions } = report;
  const { code, severity, layer, pointer, documentedAt, seenAt, fingerprint, count, baseline } = finding;
  const { file, line, text: documented, url } = documentedAt;
  const link = url === undefined ? '' : ` See [Microsoft's page](${linkTarget(url)}).`;
  const heading = capitalised(placeNames(report).documented);
  const places = finding.places ?? [{ sample: finding, source: finding.source }];
  const accepted = baseline && shownText(baselineSentence(baseline), 1000);
  const excuse = accepted ?? (finding.pending ? 'The interaction is pending.' : undefined);
  // SARIF wants `suppressions` on each result of a run, or on none. An empty list means "not suppressed".
  const suppressions: Suppression[] =
    baseline?.state === 'accepted' ? [{ kind: 'external', status: 'accepted', justification: accepted }] : [];
  const explained = explainFinding(finding, report);
  return places.map(({ sample: { message, expected, actual }, source }, index): Result => {
    const further = index === places.length - 1 ? count - places.length : 0;
    const sentences = [
      shownText(message, 1000),
      ...(explained !== undefined ? [shownText(explanationText(explained), 2000)] : excuse === undefined ? [] : [excuse]),
      `${heading} ${file}:${line}.`,
      ...(further === 0 ? [] : [`It occurs ${times(further)} more; --format json counts all.`]),
    ];
    const page = { uri: encodePath(file) };
    const region = { startLine: line };
    return {
      ruleId: code,
      level: excuseOf(finding) === undefined ? levelOf(severity, failOn) : 'note',
      message: { text: `${withoutLinks(sentences.join(' '))}${link}` },
      locations: [
        // A finding of the nightly check, or about a page that was not found, is in no file. Its location is the promise, since the repository of the check holds the pages.
        isLive(command, source) || (command === 'docs' && seenAt === undefined && !revisions)
          ? {
              physicalLocation: { artifactLocation: { ...page, uriBaseId: sourceRoot }, region },
              logicalLocations: logicalLocations(source),
            }
          : locationOf(source),
      ],
      relatedLocations: [
        {
          id: 1,
          physicalLocation: { artifactLocation: { ...page, uriBaseId: packageBase }, region },
          message: { text: withoutLinks(`${heading === 'Promised in' ? 'Promised here:' : heading} ${shownText(documented, 1000)}`) },
        },
      ],
      // GitHub identifies a result by the first of these only, and keeps one of two equal results. Its own would depend on the line.
      partialFingerprints: { primaryLocationLineHash: `${fingerprint}:${index + 1}`, 'graphContracts/v1': fingerprint },
      occurrenceCount: 1 + further,
      properties: { severity, layer, pointer, expected, actual },
      suppressions: applied && suppressions,
    };
  });
}

/** Whether the nightly check itself made the exchange. */
function isLive(command: string, { file }: Source): boolean {
  return command === 'drift' && file === 'drift';
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

/** A path below the working directory, which is the root of the repository in CI; the whole URL of a file elsewhere. */
function artifactLocation(file: string): ArtifactLocation {
  const wellFormedFile = wellFormed(file).replaceAll('\0', '\ufffd');
  const below = pathBelowWorkingDirectory(wellFormedFile);
  if (below !== undefined) return { uri: encodePath(below), uriBaseId: sourceRoot };
  return { uri: resolve(wellFormedFile) === process.cwd() ? 'input' : pathToFileURL(wellFormedFile).href };
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** A SARIF message may hold links, `[text](target)`. Text from traffic must not form one. */
function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
