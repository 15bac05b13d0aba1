import type { Source } from '../../contracts/judge/exchange.js';
import { wellFormedJson } from '../verdict/shown-text.js';
import type { CountedFinding, Report } from '../verdict/report.js';

/** The report for machines, as report.schema.json describes it. */
export function jsonReport(report: Report): string {
  const { tool, command, verdict, exitCode, commandExitCode, summary, findings, inconclusive, operations } = report;
  const { problems, notFound, nothingJudged, flaky, night, probe, baseline, recordings } = report;
  const { stale, undated, served, unused, unanswered } = recordings ?? {};
  return wellFormedJson({
    tool,
    command,
    verdict,
    exitCode,
    commandExitCode,
    summary,
    findings: findings.map(findingJson),
    inconclusive: inconclusive.map(({ reason, source, count }) => ({ reason, source: sourceJson(source), count })),
    operations,
    problems,
    notFound,
    nothingJudged,
    flaky: flaky?.map(findingJson),
    night,
    probe,
    baseline,
    recordings: recordings && { stale, undated, served, unused: unused?.map(sourceJson), unanswered },
  });
}

function findingJson(finding: CountedFinding): object {
  const { code, severity, layer, message, pointer, expected, actual, documentedAt, seenAt, source } = finding;
  const { fingerprint, count, leftOut, pending, baseline, earlier } = finding;
  return {
    ...{ code, severity, layer, message, pointer, expected, actual },
    documentedAt: { file: documentedAt.file, line: documentedAt.line, url: documentedAt.url },
    seenAt: seenAt && { file: seenAt.file, line: seenAt.line },
    source: sourceJson(source),
    ...{ fingerprint, count, leftOut, pending, baseline, earlier },
  };
}

function sourceJson({ file, index, description }: Source): object {
  return { file, index, description };
}
